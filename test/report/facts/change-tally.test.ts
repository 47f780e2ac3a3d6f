import { describe, expect, test } from 'vitest'
import type { AisleDocument } from '../../../src/language/ast'
import { DAY, event, factsOf, order, T0 } from '../support/events'

const document: AisleDocument = {
  aisle: 1,
  zone: 'UTC',
  currency: 'EUR',
  segments: [
    {
      name: 'recent',
      version: 1,
      title: 'Here in the last day',
      when: { gte: [{ count: { event: '*', within: '1d' } }, 1] },
    },
  ],
  traits: [],
  stages: [],
}

describe('what changed', () => {
  const log = [
    event('a', 'page_viewed', 0),
    event('b', 'page_viewed', 0),
    event('b', 'page_viewed', 10 * DAY),
    event('c', 'page_viewed', 10 * DAY),
    event('d', 'page_viewed', -5 * DAY),
    event('d', 'page_viewed', 10 * DAY),
  ]

  test('counts who came in, who left, and who is new', () => {
    const { changes, segments } = factsOf(log, { document, compare: T0, now: T0 + 10 * DAY })
    expect(changes).toEqual({
      before: 3,
      arrived: 1,
      groups: [{ kind: 'segment', name: 'recent', before: 2, now: 3, entered: 1, left: 1, arrived: 1 }],
    })
    expect(segments.sizes[0]).toMatchObject({ in: 3, out: 1, unknown: 0 })
  })

  test('knows what happened at the instant itself, and nothing after it', () => {
    const of = (compare: number) => factsOf([event('a', 'x', 0)], { document, compare, now: T0 + DAY }).changes
    expect(of(T0 - 1)).toBeNull()
    expect(of(T0)).toMatchObject({ before: 1, arrived: 0 })
  })

  test('leaves out what happens after the instant that is answered for', () => {
    const facts = factsOf([...log, event('z', 'page_viewed', 10 * DAY + 1)], { document, now: T0 + 10 * DAY })
    expect(facts.totals.shoppers).toBe(4)
  })
})

describe('the headline', () => {
  test('counts each event and each order once, and adds amounts exactly', () => {
    const once = order('a', '1', 60_000, 0.1)
    const facts = factsOf([
      event('a', 'page_viewed'),
      once,
      once,
      order('a', '1', 61_000, 0.1),
      order('b', '2', 0, 0.2),
    ])
    expect(facts.totals).toMatchObject({ shoppers: 2, visits: 2, events: 4, orders: 2, buyers: 2, revenue: 0.3 })
    expect(facts.totals.first_order_ms).toBe(0)
    expect(facts.totals.span).toEqual({ from: T0, to: T0 + 61_000 })
  })

  test('has no revenue where no order says what was paid', () => {
    expect(factsOf([order('a', '1', 0)]).totals).toMatchObject({ orders: 1, priced_orders: 0, revenue: null })
  })
})
