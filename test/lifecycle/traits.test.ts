import { describe, expect, it } from 'vitest'
import { defineDocument } from '../../src/language/define'
import { eventsOf, limitTo } from '../../src/language/limit-to'
import {
  deviceHabit,
  favouriteCategory,
  firstSource,
  lastSource,
  orderCount,
  orderGap,
  preferredContactAfter,
  preferredContactBefore,
  recency,
  respondsTo,
  revenue,
  shopperTraits,
  silenceSource,
  timeOfWeekHabit,
  unsubscribed,
  usualChannel,
} from '../../src/lifecycle/traits'
import type { Scalar } from '../../src/vocabulary/event-types'
import { DAY, HOUR, NOW, props, type Told } from '../segments/asked'
import { askTrait, shopperOf } from './told'

const of = (category: string) => ({ products: [{ product_id: 'p', category }] })
const asks = (ago: number, contact_channel: string, topic?: string): Told => [
  'support_contacted',
  ago,
  props({ contact_channel, ...(topic && { topic }) }),
]
const came = (ago: number, channel: string, visit?: string): Told => [
  'page_viewed',
  ago,
  { context: { channel, ...(visit && { visit }) } },
]
const order = (ago: number, order_id: string, total: number): Told => [
  'order_completed',
  ago,
  props({ order_id, total }),
]

describe('favouriteCategory', () => {
  it('is the one met most in views, adds and orders together', () => {
    const shoes: Told[] = [
      ['product_viewed', 3 * DAY, of('shoes')],
      ['product_added', 2 * DAY, of('shoes')],
      ['order_completed', DAY, of('shoes')],
    ]
    const hats: Told[] = [
      ['product_viewed', HOUR, of('hats')],
      ['product_viewed', HOUR, of('hats')],
    ]
    expect(askTrait(favouriteCategory, [...shoes, ...hats])).toBe('shoes')
    expect(askTrait(favouriteCategory, [...shoes.slice(1), ...hats])).toBe('hats')
  })

  it('counts an order once, and lists and searches never', () => {
    const confirmed = (ago: number): Told => ['order_completed', ago, { ...of('shoes'), props: { order_id: 'o1' } }]
    const hats: Told[] = [2, 3].map((days) => ['product_viewed', days * DAY, of('hats')])
    expect(askTrait(favouriteCategory, [...hats, confirmed(HOUR), confirmed(1), confirmed(0)])).toBe('hats')
    expect(askTrait(favouriteCategory, [['product_clicked', HOUR, of('shoes')]])).toBeNull()
  })
})

describe('preferred contact', () => {
  const told = [asks(9, 'chat', 'product'), asks(8, 'phone', 'order'), asks(7, 'phone', 'return'), asks(6, 'email')]

  it('keeps before and after the sale apart, and passes over what says neither', () => {
    expect(askTrait(preferredContactBefore, told)).toBe('chat')
    expect(askTrait(preferredContactAfter, told)).toBe('phone')
    expect(askTrait(preferredContactBefore, told.slice(1))).toBeNull()
    expect(askTrait(preferredContactAfter, told.slice(3))).toBeNull()
  })

  it.each(['order', 'delivery', 'use', 'repair', 'return'])('is after the sale about %s', (topic) => {
    expect(askTrait(preferredContactAfter, [asks(1, 'email', topic)])).toBe('email')
    expect(askTrait(preferredContactBefore, [asks(1, 'email', topic)])).toBeNull()
  })

  it('is the most frequent one, not the last', () => {
    expect(askTrait(preferredContactBefore, [...told, asks(5, 'chat', 'product'), asks(1, 'email', 'product')])).toBe(
      'chat',
    )
  })
})

describe('messages', () => {
  it('knows what is followed, not what is sent', () => {
    const sms: Told = ['message_clicked', DAY, props({ message_channel: 'sms' })]
    const emails: Told[] = [1, 2].map((hours) => ['message_sent', hours * HOUR, props({ message_channel: 'email' })])
    expect(askTrait(respondsTo, [sms, ...emails])).toBe('sms')
    expect(askTrait(unsubscribed, emails)).toBe(0)
    expect(askTrait(unsubscribed, [...emails, ['message_unsubscribed', 0]])).toBe(1)
  })
})

describe('sources and habits', () => {
  it('are the first, the last and the most frequent', () => {
    const told: Told[] = [
      ['page_viewed', 9 * DAY],
      came(8 * DAY, 'email'),
      came(7 * DAY, 'direct'),
      came(6 * DAY, 'direct'),
      came(5 * DAY, 'referral'),
      ['page_viewed', DAY],
    ]
    expect(askTrait(firstSource, told)).toBe('email')
    expect(askTrait(lastSource, told)).toBe('referral')
    expect(askTrait(usualChannel, told)).toBe('direct')
  })

  it('count visits, not events, where visits are described', () => {
    const long = [1, 2, 3].map((i) => came(i * HOUR, 'email', 'a'))
    const short = [came(2 * DAY, 'direct', 'b'), came(3 * DAY, 'direct', 'c')]
    expect(askTrait(usualChannel, [...short, ...long].reverse())).toBe('direct')
    const plain = [...short, ...long].map(
      ([name, ago, more]): Told => [
        name,
        ago,
        { context: { channel: (more as { context: { channel: string } }).context.channel } },
      ],
    )
    expect(askTrait(usualChannel, plain)).toBe('email')
  })

  it('forget after 90 days, to the millisecond', () => {
    expect(askTrait(usualChannel, [came(90 * DAY - 1, 'email')])).toBe('email')
    expect(askTrait(usualChannel, [came(90 * DAY, 'email')])).toBeNull()
    expect(askTrait(lastSource, [came(90 * DAY, 'email')])).toBe('email')
  })

  it('know the device and the time of the week', () => {
    const told: Told[] = [
      ['page_viewed', 0, { context: { device: { type: 'mobile' }, time_of_week: 'weekend_evening' } }],
    ]
    expect(askTrait(deviceHabit, told)).toBe('mobile')
    expect(askTrait(timeOfWeekHabit, told)).toBe('weekend_evening')
    expect(askTrait(timeOfWeekHabit, [['page_viewed', 0]])).toBeNull()
  })
})

describe('orders', () => {
  it('give recency, count, revenue and gap, a repeated confirmation being one order', () => {
    const told = [
      order(30 * DAY, 'o1', 10.5),
      order(29 * DAY, 'o1', 10.5),
      order(20 * DAY, 'o2', 20),
      order(6 * DAY, 'o3', 0),
    ]
    expect(askTrait(recency, told)).toBe(6 * DAY)
    expect(askTrait(orderCount, told)).toBe(3)
    expect(askTrait(revenue, told)).toBe(30.5)
    expect(askTrait(orderGap, told)).toBe(12 * DAY)
  })

  it('are absent, or 0, without any', () => {
    const traits = [recency, orderGap, orderCount, revenue].map((trait) => askTrait(trait, []))
    expect(traits).toEqual([null, null, 0, 0])
    expect(askTrait(orderGap, [order(DAY, 'o1', 1)])).toBeNull()
  })
})

const visited = (ago: number): Told => [
  'page_viewed',
  ago,
  { context: { channel: 'email', device: { type: 'mobile' }, time_of_week: 'weekend_evening' } },
]
const clicked: Told = ['message_clicked', DAY, props({ message_channel: 'sms' })]

/** Of each trait: events, its value by them, and by all but the first. */
const CASES: Readonly<Record<string, readonly [told: readonly Told[], value: Scalar, less: Scalar | null]>> = {
  favourite_category: [[['product_viewed', DAY, of('shoes')]], 'shoes', null],
  preferred_contact_before: [[asks(DAY, 'chat', 'product')], 'chat', null],
  preferred_contact_after: [[asks(DAY, 'phone', 'order')], 'phone', null],
  responds_to: [[clicked], 'sms', null],
  unsubscribed: [[['message_unsubscribed', DAY]], 1, 0],
  first_source: [[visited(DAY)], 'email', null],
  last_source: [[visited(DAY)], 'email', null],
  usual_channel: [[visited(90 * DAY - 1), visited(90 * DAY)], 'email', null],
  device_habit: [[visited(90 * DAY - 1), visited(90 * DAY)], 'mobile', null],
  time_of_week: [[visited(90 * DAY - 1), visited(90 * DAY)], 'weekend_evening', null],
  recency: [[order(DAY, 'o1', 5)], DAY, null],
  orders: [[order(DAY, 'o1', 5)], 1, 0],
  revenue: [[order(DAY, 'o1', 5)], 5, 0],
  order_gap: [[order(DAY, 'o1', 5), order(3 * DAY, 'o2', 5)], 2 * DAY, null],
  silence_source: [[], 'default', 'default'],
}

describe('shopperTraits', () => {
  it('has cases for each of its entries', () => {
    expect(Object.keys(CASES)).toEqual(shopperTraits.map(({ name }) => name))
  })

  it.each(shopperTraits)('gives $name where it can be told, and none where it cannot', (trait) => {
    const [told, value, less] = CASES[trait.name]!
    expect(askTrait(trait, told)).toBe(value)
    expect(askTrait(trait, told.slice(1))).toBe(less)
  })

  it.each(shopperTraits.filter((trait) => eventsOf(trait).length))(
    'gives no $name, not even 0, in a shop that sends none of its events',
    (trait) => {
      const [limited] = limitTo(defineDocument({ traits: [trait] }), []).traits
      expect(askTrait(limited!, [['page_viewed', DAY]])).toBeNull()
    },
  )

  it('are all there, each with an answer', () => {
    const { traits } = shopperOf(defineDocument({ traits: shopperTraits }), []).at(NOW)
    expect(Object.keys(traits)).toEqual(shopperTraits.map(({ name }) => name))
    expect(traits[silenceSource.name]).toBe('default')
  })
})
