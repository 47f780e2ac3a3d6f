import { describe, expect, it } from 'vitest'
import { check } from '../../src/language/check'
import { defineDocument } from '../../src/language/define'
import { createLoyaltyProgramme, LOYALTY_TIERS, loyaltyMeasures } from '../../src/lifecycle/loyalty'
import { loyaltyStatus } from '../../src/lifecycle/loyalty-status'
import { DAY, HOUR, NOW, props, type Told } from '../segments/asked'
import { shopperOf } from './told'

type Options = Parameters<typeof createLoyaltyProgramme>[0]

function statusOf(options: Options, events: readonly Told[]) {
  const programme = createLoyaltyProgramme(options)
  const { traits, stages } = programme
  return loyaltyStatus(programme, shopperOf(defineDocument({ traits, stages }), events), NOW)
}

const order = (ago: number, order_id: string, total: number): Told => [
  'order_completed',
  ago,
  props({ order_id, total }),
]
const refund = (ago: number, order_id: string, total: number): Told => [
  'order_refunded',
  ago,
  props({ order_id, total }),
]

describe('createLoyaltyProgramme()', () => {
  it('has five tiers of its own, and definitions that compile', () => {
    const { name, tiers, traits, stages } = createLoyaltyProgramme()
    expect(name).toBe('loyalty')
    expect(tiers).toEqual(['bronze', 'silver', 'gold', 'platinum', 'diamond'])
    expect(traits.map((trait) => trait.name)).toEqual(['loyalty_spend', 'loyalty_orders', 'loyalty_points'])
    expect(stages.map((set) => set.name)).toEqual(['loyalty_tier'])
    expect(check(defineDocument({ traits, stages }))).toEqual([])
  })

  it.each([1, 2, 7, 30])('takes %d tiers', (count) => {
    const tiers = Array.from({ length: count }, (_, i) => ({ name: `tier_${i}`, orders: i + 1 }))
    const events = Array.from({ length: count }, (_, i) => order(HOUR, `o${i}`, 1))
    expect(statusOf({ tiers }, events).tier).toBe(`tier_${count - 1}`)
    expect(statusOf({ tiers }, events.slice(1)).tier).toBe(count === 1 ? 'none' : `tier_${count - 2}`)
  })

  it.each([
    [0, 'bronze'],
    [249.99, 'bronze'],
    [250, 'silver'],
    [499.99, 'silver'],
    [500, 'gold'],
    [999.99, 'gold'],
    [1000, 'platinum'],
    [2499.99, 'platinum'],
    [2500, 'diamond'],
  ])('puts an order of %d into %s', (total, tier) => {
    expect(statusOf({}, [order(HOUR, 'o1', total)])).toMatchObject({ tier, points: total, spend: total, orders: 1 })
  })

  it('gives points for orders, follows, reviews and invitations, each once', () => {
    const told: Told[] = [
      order(9, 'o1', 10),
      order(8, 'o1', 10),
      ['brand_followed', 7, props({ network: 'x' })],
      ['brand_followed', 6, props({ network: 'x' })],
      ['brand_followed', 5, props({ network: 'y' })],
      ['product_reviewed', 4, props({ review_id: 'r1', rating: 5 })],
      ['product_reviewed', 3, props({ review_id: 'r1', rating: 1 })],
      ['referral_sent', 2],
      ['loyalty_points_redeemed', 1, props({ points: 200 })],
    ]
    expect(statusOf({}, told)).toMatchObject({ points: 10 + 2 * 25 + 50 + 100, orders: 1, spend: 10 })
    expect(statusOf({}, told.slice(2))).toMatchObject({ tier: 'none', points: 200, orders: 0 })
  })

  it('takes back what was cancelled or refunded, once', () => {
    const told = [order(9, 'o1', 300), order(8, 'o2', 100), refund(7, 'o1', 300)]
    expect(statusOf({}, told)).toMatchObject({ tier: 'bronze', points: 100, spend: 100 })
    const cancelled: Told = ['order_cancelled', 6, props({ order_id: 'o1', total: 300 })]
    expect(statusOf({}, [...told, cancelled])).toMatchObject({ points: 100, spend: 100 })
  })

  it('asks for all that a tier takes, and for its condition beside them', () => {
    const { spend, orders } = loyaltyMeasures()
    const tiers = [
      { name: 'both', spend: 100, orders: 2 },
      { name: 'either', orders: 2, when: { any: [{ gte: [spend, 500] }, { gte: [orders, 4] }] } as const },
    ]
    expect(statusOf({ tiers }, [order(2, 'a', 99), order(1, 'b', 0)]).tier).toBe('none')
    expect(statusOf({ tiers }, [order(1, 'a', 100)]).tier).toBe('none')
    expect(statusOf({ tiers }, [order(2, 'a', 100), order(1, 'b', 0)]).tier).toBe('both')
    expect(statusOf({ tiers }, [order(2, 'a', 500), order(1, 'b', 0)]).tier).toBe('either')
    expect(
      statusOf(
        { tiers },
        ['a', 'b', 'c', 'd'].map((id) => order(1, id, 0)),
      ).tier,
    ).toBe('either')
    expect(statusOf({ tiers }, [order(1, 'a', 500)]).tier).toBe('none')
  })

  it('counts what a shop counts: other events, lines, no points at all', () => {
    const lines = [{ of: { event: 'order_completed', each: 'product' as const }, field: 'product.amount', points: 2 }]
    const told: Told = ['order_completed', 1, { products: [{ price: 5, quantity: 2 }, { price: 1 }] }]
    expect(statusOf({ points: lines }, [told]).points).toBe(22)
    expect(statusOf({ points: [], tiers: [{ name: 'one', orders: 1 }] }, [told])).toMatchObject({
      tier: 'one',
      points: 0,
    })
  })

  it('puts a condition that is alone as it is', () => {
    const { stages, measures } = createLoyaltyProgramme({ tiers: [{ name: 'fan', orders: 2 }] })
    expect(stages[0]!.stages).toEqual([{ name: 'fan', when: { gte: [measures.orders, 2] } }])
  })

  it('goes by the name given', () => {
    const { traits, stages } = createLoyaltyProgramme({ name: 'club' })
    expect([...traits, ...stages].map(({ name }) => name)).toEqual([
      'club_spend',
      'club_orders',
      'club_points',
      'club_tier',
    ])
  })
})

describe('loyaltyStatus()', () => {
  it('says what is missing to the next tier, to the cent', () => {
    const { next } = statusOf({}, [order(HOUR, 'o1', 420.5)])
    expect(next).toMatchObject({
      tier: 'gold',
      missing: [[{ measure: 'points', have: 420.5, need: 500, missing: 79.5 }]],
    })
    expect(statusOf({}, []).next).toMatchObject({
      tier: 'bronze',
      missing: [[{ measure: 'orders', have: 0, need: 1, missing: 1 }]],
    })
    expect(statusOf({}, [order(HOUR, 'o1', 2500)]).next).toBeNull()
  })

  it('lists what is missing of several, and the ways where there are some', () => {
    const { spend } = loyaltyMeasures()
    const reviewed = { gte: [{ count: { event: 'product_reviewed' } }, 3] } as const
    const tiers = [{ name: 'fan', orders: 3, points: 30, when: { any: [{ gte: [spend, 100] } as const, reviewed] } }]
    const { next } = statusOf({ tiers, points: [] }, [order(1, 'a', 40)])
    const brief = next!.missing.map((way) => way.map(({ measure, missing }) => [measure, missing]))
    expect(brief).toEqual([
      [
        ['orders', 2],
        ['points', 30],
        ['spend', 60],
      ],
      [
        ['orders', 2],
        ['points', 30],
        [null, 3],
      ],
    ])
  })

  it('leaves out what is there already', () => {
    const tiers = [{ name: 'fan', orders: 2, spend: 10 }]
    const { next } = statusOf({ tiers }, [order(1, 'a', 40)])
    expect(next!.missing.map((way) => way.map(({ measure }) => measure))).toEqual([['orders']])
  })

  it('knows when the tier lapses, and to which', () => {
    const told = [order(364 * DAY, 'o1', 200), order(10 * DAY, 'o2', 100)]
    expect(statusOf({}, told)).toMatchObject({ tier: 'silver', lapses: { at: NOW + DAY, to: 'bronze' } })
    expect(statusOf({}, told.slice(1))).toMatchObject({ tier: 'bronze', lapses: { at: NOW + 355 * DAY, to: 'none' } })
    expect(statusOf({ period: '365d' }, [order(365 * DAY - 1, 'o1', 1)]).tier).toBe('bronze')
    expect(statusOf({ period: '365d' }, [order(365 * DAY, 'o1', 1)]).tier).toBe('none')
    expect(statusOf({ period: '30d' }, [order(30 * DAY, 'o1', 1)]).tier).toBe('none')
  })

  it('lapses never in a programme for life', () => {
    expect(statusOf({ period: 'lifetime' }, [order(9000 * DAY, 'o1', 300)])).toMatchObject({
      tier: 'silver',
      lapses: null,
    })
    expect(statusOf({}, []).lapses).toBeNull()
  })

  it('does not call it a lapse where the tier rises by time alone', () => {
    const told = [order(10 * DAY, 'o1', 500), refund(364 * DAY, 'o0', 300)]
    expect(statusOf({}, told)).toMatchObject({ tier: 'bronze', points: 200, lapses: null })
  })

  it('throws where the shopper has but a part of the definitions', () => {
    const { traits, stages } = createLoyaltyProgramme()
    for (const part of [{ stages }, { traits }, { stages, traits: traits.slice(1) }]) {
      const shopper = shopperOf(defineDocument(part), [])
      expect(() => loyaltyStatus(createLoyaltyProgramme(), shopper, NOW)).toThrow('Cannot ask "loyalty"')
    }
  })

  it('throws where the shopper is of another document', () => {
    const shopper = shopperOf(defineDocument({}), [])
    expect(() => loyaltyStatus(createLoyaltyProgramme(), shopper, NOW)).toThrow(
      'Cannot ask "loyalty": a shopper without its definitions, expected one of a document that holds them',
    )
  })
})

describe('refusals of createLoyaltyProgramme()', () => {
  const problemsOf = (options: unknown) => {
    try {
      createLoyaltyProgramme(options as Options)
    } catch (error) {
      expect(error).toMatchObject({ code: 'invalid_loyalty_programme' })
      return (error as { problems: { path: string }[] }).problems.map(({ path }) => path)
    }
    return []
  }
  const tier = { name: 'one', orders: 1 }

  it.each<[what: string, options: object, paths: string[]]>([
    ['no tier', { tiers: [] }, ['tiers']],
    ['tiers that are no list', { tiers: 5 }, ['tiers']],
    ['a tier that is none', { tiers: [null] }, ['tiers[0]']],
    ['a tier that takes nothing', { tiers: [{ name: 'one' }] }, ['tiers[0]']],
    ['a tier called none', { tiers: [{ name: 'none', orders: 1 }] }, ['tiers[0].name']],
    ['a name used twice', { tiers: [tier, tier] }, ['tiers[1].name']],
    ['a name with spaces', { tiers: [{ name: 'Gold tier', orders: 1 }] }, ['tiers[0].name']],
    ['an unknown measure', { tiers: [{ ...tier, visits: 3 }] }, ['tiers[0].visits']],
    ['a measure below 0', { tiers: [{ name: 'one', spend: -1 }] }, ['tiers[0].spend']],
    ['a measure that is no number', { tiers: [{ name: 'one', spend: '500' }] }, ['tiers[0].spend']],
    ['a tier easier than the one below', { tiers: [{ name: 'a', orders: 2 }, tier] }, ['tiers[1].orders']],
    ['an unknown operator', { tiers: [tier, { name: 'b', when: { over: 1 } }] }, ['tiers[1].when']],
    ['points that are no list', { points: { order: 1 } }, ['points']],
    ['points for nothing', { points: [{ points: 1 }] }, ['points[0].of']],
    ['points that are no number', { points: [{ of: { event: 'a' }, points: '1' }] }, ['points[0].points']],
    ['an unknown key of points', { points: [{ of: { event: 'a' }, points: 1, per: 2 }] }, ['points[0].per']],
    ['a window of points', { points: [{ of: { event: 'a', within: '1d' }, points: 1 }] }, ['points[0].of.within']],
    ['an event that is none', { points: [{ of: { event: 7 }, points: 1 }] }, ['points[0].of.event']],
    ['a field that is no path', { points: [{ of: { event: 'a' }, field: 'a.b.c.d', points: 1 }] }, ['points[0].field']],
    ['a period that is none', { period: 'a year' }, ['period']],
    ['a period of nothing', { period: '0d' }, ['period']],
    ['a name that is none', { name: 'The Club' }, ['name']],
    ['several at once', { name: '', period: 7, tiers: [] }, ['name', 'period', 'tiers']],
  ])('name %s', (_what, options, paths) => {
    expect(problemsOf(options)).toEqual(paths)
  })

  it('let equal thresholds and segments of the document pass', () => {
    expect(problemsOf({ tiers: [tier, { name: 'two', orders: 1, points: 5 }] })).toEqual([])
    expect(problemsOf({ tiers: [{ name: 'a', when: { segment: 'vip' } }] })).toEqual([])
    expect(problemsOf({ tiers: LOYALTY_TIERS, period: 'lifetime' })).toEqual([])
    expect(problemsOf({ tiers: [{ name: 'all', spend: 0 }] })).toEqual([])
  })

  it('say it in a sentence for each', () => {
    expect(() => createLoyaltyProgramme({ tiers: [], period: '0d' })).toThrow(
      'Cannot create "loyalty programme": 2 problems\n' +
        '  period: "0d" (string), expected a duration above 0 such as "365d", or "lifetime"\n' +
        '  tiers: a list of 0, expected a list, not empty',
    )
  })
})
