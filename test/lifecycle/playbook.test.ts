import { describe, expect, it } from 'vitest'
import type { Segment } from '../../src/language/ast'
import { defineDocument } from '../../src/language/define'
import { builtin } from '../../src/lifecycle/builtin'
import { builtinPlaybook } from '../../src/lifecycle/builtin-playbook'
import { createPlaybook, type Playbook, type Treatment } from '../../src/lifecycle/playbook'
import { selectTreatments } from '../../src/lifecycle/select-treatments'
import { DAY, HOUR, MINUTE, NOW, props, type Told } from '../segments/asked'
import { shopperOf } from './told'

const treatment = (given: Partial<Treatment> = {}): Treatment => ({
  name: 'call',
  what: 'Call and ask.',
  why: { segment: 'cart_abandoner' },
  channel: 'phone',
  when: 'now',
  priority: 10,
  ...given,
})

const select = (playbook: Playbook, events: readonly Told[]) =>
  selectTreatments(playbook, shopperOf(builtin, events), NOW)
const one = (given: Partial<Treatment>, events: readonly Told[]) =>
  select(createPlaybook([treatment(given)], builtin), events)[0]

const cart: Told = ['product_added', HOUR]

describe('createPlaybook()', () => {
  it('puts treatments in order of priority, equal ones as they were given', () => {
    const rows = [
      ['low', 1],
      ['first', 5],
      ['second', 5],
      ['high', 9],
    ] as const
    const { treatments } = createPlaybook(
      rows.map(([name, priority]) => treatment({ name, priority })),
      builtin,
    )
    expect(treatments.map(({ name }) => name)).toEqual(['high', 'first', 'second', 'low'])
  })

  const problemsOf = (treatments: unknown) => {
    try {
      createPlaybook(treatments as Treatment[], builtin)
    } catch (error) {
      expect(error).toMatchObject({ code: 'invalid_playbook' })
      return (error as { problems: { path: string }[] }).problems.map(({ path }) => path)
    }
    return []
  }

  it.each<[what: string, given: object, path: string]>([
    ['an unknown segment', { why: { segment: 'cart_abandonner' } }, 'why.segment'],
    ['an unknown set', { why: { set: 'lifecycle', stage: 'delight' } }, 'why.set'],
    ['an unknown stage', { why: { set: 'customer_lifecycle', stage: 'joy' } }, 'why.stage'],
    ['an unknown reason against', { unless: [{ segment: 'nobody' }] }, 'unless[0].segment'],
    ['an unknown trait', { about: 'shoe_size' }, 'about'],
    ['no reason', { why: undefined }, 'why'],
    ['two reasons in one', { why: { segment: 'a', set: 'b', stage: 'c' } }, 'why'],
    ['half a reason', { why: { set: 'customer_lifecycle' } }, 'why'],
    ['a reason that is no name', { why: { segment: 7 } }, 'why'],
    ['reasons against that are no list', { unless: { segment: 'a' } }, 'unless'],
    ['a reason against that is none', { unless: [5] }, 'unless[0]'],
    ['no name', { name: 'Call them' }, 'name'],
    ['no words', { what: '' }, 'what'],
    ['no channel', { channel: undefined }, 'channel'],
    ['an unknown moment', { when: 'later' }, 'when'],
    ['no priority', { priority: Number.NaN }, 'priority'],
    ['a service that is no flag', { service: 'yes' }, 'service'],
    ['a subject that is no name', { about: 5 }, 'about'],
    ['an unknown key', { until: 5 }, 'until'],
  ])('refuses %s', (_what, given, path) => {
    expect(problemsOf([treatment(given)])).toEqual([`treatments[0].${path}`])
  })

  it('refuses what is no list, no treatment, or there twice', () => {
    expect(problemsOf({})).toEqual(['treatments'])
    expect(problemsOf([null])).toEqual(['treatments[0]'])
    expect(problemsOf([treatment(), treatment()])).toEqual(['treatments[1].name'])
  })

  it('says what is wrong in a sentence', () => {
    expect(() => createPlaybook([treatment({ why: { segment: 'nobody' } })], builtin)).toThrow(
      'Cannot create "playbook": 1 problem\n' +
        '  treatments[0].why.segment: "nobody" (string), expected the name of a segment of the document',
    )
    expect(() => createPlaybook([treatment({ why: { set: 'aida', stage: 'joy' } })], builtin)).toThrow(
      'treatments[0].why.stage: "joy" (string), expected one of action, desire, interest, attention',
    )
  })

  it('leaves out what the document does not know where it is told to', () => {
    const treatments = [treatment(), treatment({ name: 'other', why: { segment: 'nobody' } })]
    const playbook = createPlaybook(treatments, builtin, { unknown: 'leave_out' })
    expect(playbook.treatments.map(({ name }) => name)).toEqual(['call'])
  })
})

describe('selectTreatments()', () => {
  it('gives what is due, with the evidence and the instant that its reason ends', () => {
    expect(one({}, [cart])).toMatchObject({
      treatment: 'call',
      what: 'Call and ask.',
      why: { kind: 'segment', name: 'cart_abandoner', outcome: 'in', now: NOW },
      channel: 'phone',
      channel_from: 'treatment',
      when: 'now',
      until: NOW + 30 * DAY - HOUR,
      about: null,
      priority: 10,
    })
    expect(JSON.stringify(one({}, [cart])!.why.because)).toContain('"e000"')
    expect(one({}, [['product_added', 30 * MINUTE - 1]])).toBeUndefined()
    expect(one({}, [['product_added', 30 * MINUTE]])).toBeDefined()
  })

  it('goes by stages too', () => {
    const why = { set: 'customer_lifecycle', stage: 'fulfilment' }
    const order: Told = ['order_completed', DAY, props({ order_id: 'o1' })]
    expect(one({ why }, [order])).toMatchObject({
      why: { kind: 'stage', name: 'customer_lifecycle', outcome: 'fulfilment' },
      until: NOW + 29 * DAY,
    })
    expect(one({ why }, [])).toBeUndefined()
    expect(one({ why: { set: 'customer_lifecycle', stage: 'awareness' } }, [])).toMatchObject({ until: null })
  })

  it('holds back what has a reason against it, and ends when one comes', () => {
    const unless = [{ segment: 'checkout_abandoner' }]
    const checkout = (ago: number): Told => ['checkout_started', ago]
    expect(one({ unless }, [cart])).toBeDefined()
    expect(one({ unless }, [cart, checkout(30 * MINUTE)])).toBeUndefined()
    expect(one({ unless }, [cart, checkout(10 * MINUTE)])).toMatchObject({ until: NOW + 20 * MINUTE })
    // Leaving a reason against ends nothing.
    expect(one({ unless: [{ set: 'purchase_journey', stage: 'paused' }] }, [cart])!.until).toBe(NOW + 30 * DAY - HOUR)
  })

  it('says what it is about, and waits where nothing says so', () => {
    const shoes = { products: [{ product_id: 'p', category: 'shoes' }] }
    expect(one({ about: 'favourite_category' }, [['product_added', HOUR, shoes]])!.about).toBe('shoes')
    expect(one({ about: 'favourite_category' }, [cart])).toBeUndefined()
  })

  it('leaves alone what the shopper of another document cannot answer', () => {
    const shopper = shopperOf(defineDocument({}), [])
    expect(selectTreatments(builtinPlaybook, shopper, NOW)).toEqual([])
  })
})

describe('the preferred channel', () => {
  const asks = (contact_channel: string, topic: string): Told => [
    'support_contacted',
    DAY,
    props({ contact_channel, topic }),
  ]
  const order: Told = ['order_completed', 40 * DAY, props({ order_id: 'o1' })]
  const click: Told = ['message_clicked', DAY, props({ message_channel: 'sms' })]
  const gone: Told = ['message_unsubscribed', DAY]
  const chat = asks('chat', 'product')
  const phone = asks('phone', 'order')

  it.each<[what: string, told: readonly Told[], channel: string, from: string]>([
    ['nothing is known', [], 'email', 'default'],
    ['links in messages are followed', [click], 'sms', 'responds_to'],
    ['questions were asked before the sale', [click, chat, phone], 'chat', 'preferred_contact_before'],
    ['there was an order', [click, chat, phone, order], 'phone', 'preferred_contact_after'],
    ['only contacts after the sale are known', [phone, click], 'phone', 'preferred_contact_after'],
    ['only contacts before the sale are known', [chat, order], 'chat', 'preferred_contact_before'],
    ['they have unsubscribed', [chat, click, gone], 'site', 'unsubscribed'],
  ])('is right where %s', (_what, told, channel, channel_from) => {
    expect(one({ channel: 'preferred' }, [cart, ...told])).toMatchObject({ channel, channel_from })
  })

  it('stays open for what is owed to those who have unsubscribed', () => {
    const given = { channel: 'preferred', service: true }
    expect(one(given, [cart, chat, gone])).toMatchObject({ channel: 'chat', channel_from: 'preferred_contact_before' })
  })

  it('is that before the sale where the document does not count orders', () => {
    const document = { ...builtin, traits: builtin.traits.filter(({ name }) => name !== 'orders') }
    const playbook = createPlaybook([treatment({ channel: 'preferred' })], document)
    const [selected] = selectTreatments(playbook, shopperOf(document, [cart, chat, phone, order]), NOW)
    expect(selected).toMatchObject({ channel: 'chat', channel_from: 'preferred_contact_before' })
  })

  it('is e-mail where the document has no traits', () => {
    const document = { ...builtin, traits: [] }
    const playbook = createPlaybook([treatment({ channel: 'preferred' })], document)
    const [selected] = selectTreatments(playbook, shopperOf(document, [cart]), NOW)
    expect(selected).toMatchObject({ channel: 'email', channel_from: 'default' })
  })
})

/** Every segment that SHOPPERS.md has a treatment for, whether or not the catalogue has it yet. */
const TREATED = [
  'badly_served',
  'late_decider',
  'vip',
  'one_time_buyer',
  'at_risk',
  'lapsed',
  'won_back',
  'cart_abandoner',
  'checkout_abandoner',
  'promo_dependent',
  'serial_returner',
  'replenishment_due',
  'slow_experience',
  'category_fan',
]

describe('builtinPlaybook', () => {
  const { treatments } = builtinPlaybook
  const stand = (name: string): Segment => ({ name, version: 1, title: '', when: { exists: 0 } })
  const known = new Set(builtin.segments.map(({ name }) => name))
  const whole = {
    ...builtin,
    segments: [...builtin.segments, ...TREATED.filter((name) => !known.has(name)).map(stand)],
  }

  it('is a playbook of the catalogue', () => {
    expect(createPlaybook(treatments, whole)).toEqual(builtinPlaybook)
    expect(JSON.parse(JSON.stringify(builtinPlaybook))).toStrictEqual(builtinPlaybook)
  })

  it('has a treatment for every intent but the undecided, every stage and every segment that calls for one', () => {
    const reasons = new Set(treatments.map(({ why }) => ('segment' in why ? why.segment : `${why.set}.${why.stage}`)))
    const intents = ['browser', 'buyer', 'researcher'].map((stage) => `visit_intent.${stage}`)
    const stages = ['awareness', 'acquisition', 'conversion', 'fulfilment', 'delight'].map(
      (stage) => `customer_lifecycle.${stage}`,
    )
    expect([...reasons].sort()).toEqual([...intents, ...stages, ...TREATED].sort())
  })

  it('tells of the order first, and reminds of the cart only where no checkout was begun', () => {
    const told: Told[] = [
      ['signed_up', 3 * DAY],
      ['order_completed', DAY, props({ order_id: 'o1' })],
      ['product_added', 2 * HOUR],
    ]
    const names = (events: readonly Told[]) => select(builtinPlaybook, events).map(({ treatment: name }) => name)
    expect(names(told).slice(0, 3)).toEqual(['tell_progress', 'warn_of_delay', 'cart_reminder'])
    const begun = names([...told, ['checkout_started', HOUR]])
    expect(begun).toContain('help_with_checkout')
    expect(begun).not.toContain('cart_reminder')
  })

  it('leaves a visit that has only begun to the stage of the lifecycle', () => {
    expect(select(builtinPlaybook, [['page_viewed', 0]]).map(({ why }) => why.name)).toEqual(
      Array(3).fill('customer_lifecycle'),
    )
  })
})
