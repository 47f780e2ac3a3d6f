import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Condition, Metric, Selector } from '../../src/language/ast'
import {
  describeCondition,
  describeMetric,
  describeMilliseconds,
  describe as describeRule,
} from '../../src/language/describe'
import { builtin } from '../../src/lifecycle/builtin'
import { documents } from '../support/arbitraries'

const of = { event: 'product_viewed' }
const viewed = { count: of }
const age = { age: 'last', of } as const
const gap = { gap: 'mean', of } as const
const query = { last: 'query', of } as const
const one: Condition = { gte: [viewed, 1] }
const two: Condition = { eq: [{ count: { event: 'order_completed' } }, 0] }

const METRICS: readonly Metric[] = [
  3,
  'VIP',
  true,
  viewed,
  { days: of },
  { sum: 'total', of: { event: 'order_completed' } },
  { mean: 'total', of: { event: 'order_completed' } },
  { min: 'rating', of: { event: 'product_reviewed' } },
  { max: 'total', of: { event: 'order_completed' } },
  { distinct: 'product.category', of: { ...of, each: 'product' } },
  { first: 'context.channel', of: { event: '*' } },
  query,
  { mode: 'product.category', of: { ...of, each: 'product' } },
  { age: 'first', of },
  age,
  gap,
  { ratio: [viewed, { count: { event: '*' } }] },
  { add: [viewed, 1] },
  { sub: [viewed, { mul: [viewed, 2] }] },
  { mul: [gap, 1.5] },
  {
    points: [
      [2, one],
      [-1, { all: [one, two] }],
    ],
  },
  { add: ['1d', gap] },
]

const SELECTORS: readonly Selector[] = [
  { event: '*' },
  { event: ['product_viewed', 'product_added'] },
  { event: ['product_viewed', 'product_added', 'cart_viewed'] },
  { event: 'product_viewed', within: '1d' },
  { event: 'product_viewed', within: '90s' },
  { event: 'product_viewed', within: 'visit' },
  { event: 'order_completed', once: 'order_id' },
  { event: 'product_viewed', each: 'product' },
  { event: '*', each: 'product', once: 'context.channel', within: '2w', where: { 'product.price': { gt: 5 } } },
  { event: '*', where: { coupon: 'VIP' } },
  { event: '*', where: { total: ['a', 1, true] } },
  { event: '*', where: { total: { eq: 1 } } },
  { event: '*', where: { total: { ne: 1 } } },
  { event: '*', where: { total: { gt: 1 } } },
  { event: '*', where: { total: { gte: 1 } } },
  { event: '*', where: { total: { lt: 1 } } },
  { event: '*', where: { total: { lte: 1 } } },
  { event: '*', where: { total: { in: [1, 2, 3] } } },
  { event: '*', where: { total: { not_in: [1, 2] } } },
  { event: '*', where: { coupon: { not_in: ['VIP'] } } },
  { event: '*', where: { coupon: { exists: true } } },
  { event: '*', where: { coupon: { exists: false } } },
  { event: '*', where: { query: { starts_with: 'red' } } },
  { event: '*', where: { query: { contains: 'shoes' } } },
  { event: '*', where: { total: { gt: 1, lt: 3 }, 'context.device.type': 'mobile' } },
]

const CONDITIONS: readonly Condition[] = [
  { eq: [viewed, 1] },
  { ne: [viewed, 1] },
  { gt: [viewed, 1] },
  { gte: [viewed, 1] },
  { lt: [viewed, 1] },
  { lte: [viewed, { count: { event: 'product_added' } }] },
  { eq: [query, ''] },
  { eq: [{ last: 'level', of }, true] },
  { eq: [age, '1d'] },
  { ne: [age, '1d'] },
  { gt: [age, '30m'] },
  { gte: ['2w', age] },
  { lt: [age, gap] },
  { lte: [gap, '500ms'] },
  { gt: [age, { mul: [gap, 2] }] },
  { in: [query, ['red']] },
  { in: [query, ['red', 'blue', 'green']] },
  { exists: query },
  { exists: age },
  { all: [one, two] },
  { any: [one, two, { segment: 'vip' }] },
  { all: [one] },
  { not: one },
  { not: { all: [one, two] } },
  { not: { segment: 'vip' } },
  { not: { exists: query } },
  { all: [{ any: [one, two] }, { not: { any: [one, two] } }] },
  { at_least: 2, of: [one, two, { segment: 'vip' }] },
  { all: [{ at_least: 1, of: [one, two] }, one] },
  { sequence: [of, { event: 'order_completed' }] },
  {
    sequence: [of, { event: ['product_added', 'cart_viewed'], where: { total: { gt: 5 } } }, { event: '*' }],
    within: '1h',
  },
  { sequence: [of] },
  { segment: 'cart_abandoner' },
]

describe('describe()', () => {
  it('says every operator of the language in English', async () => {
    const sentences = {
      metrics: METRICS.map((metric) => [JSON.stringify(metric), describeMetric(metric)]),
      selectors: SELECTORS.map((selector) => [JSON.stringify(selector), describeMetric({ count: selector })]),
      conditions: CONDITIONS.map((condition) => [JSON.stringify(condition), describeCondition(condition)]),
      catalogue: [...builtin.segments, ...builtin.stages].map((rule) => [rule.name, describeRule(rule)]),
      trait: describeRule({ name: 'favourite_query', version: 1, title: '', value: { mode: 'query', of } }),
    }
    const text = JSON.stringify(
      Object.fromEntries(Object.entries(sentences).map(([kind, list]) => [kind, readable(list)])),
      null,
      2,
    )
    await expect(`${text}\n`).toMatchFileSnapshot('sentences.json')
  })

  it('leaves nothing of the definition unsaid or undefined, whatever the document', () => {
    fc.assert(
      fc.property(documents(), (document) => {
        for (const rule of [...document.segments, ...document.traits, ...document.stages]) {
          const sentence = describeRule(rule)
          expect(sentence).toMatch(/^A shopper.*\.$/)
          expect(sentence).not.toMatch(/undefined|\[object|null| {2}|NaN/)
          const said = JSON.stringify(rule)
          for (const word of ['coupon', 'rating', 'query', 'results'])
            if (said.includes(`"${word}"`)) expect(sentence).toContain(word)
          expect(sentence.split('(').length).toBe(sentence.split(')').length)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('says different rules in different sentences', () => {
    // An `all` of one is that one.
    const said = [...CONDITIONS.map(describeCondition), ...METRICS.map(describeMetric)]
    expect(new Set(said).size).toBe(said.length - 1)
    const selected = SELECTORS.map((selector) => describeMetric({ count: selector }))
    expect(new Set(selected).size).toBe(selected.length)
  })
})

/** Rule and sentence as one property each, so that the file reads as a list. */
function readable(list: unknown): unknown {
  return Array.isArray(list) ? Object.fromEntries(list) : list
}

describe('describeMilliseconds()', () => {
  it.each([
    [0, '0 seconds'],
    [1, '1 millisecond'],
    [999, '999 milliseconds'],
    [1000, '1 second'],
    [1001, '1 second 1 millisecond'],
    [59_999, '59 seconds 999 milliseconds'],
    [60_000, '1 minute'],
    [3_600_000, '1 hour'],
    [5_400_000, '1 hour 30 minutes'],
    [86_400_000, '1 day'],
    [86_400_001, '1 day 1 millisecond'],
    [90_061_001, '1 day 1 hour'],
    [7 * 86_400_000, '7 days'],
    [-5_400_000, '-1 hour 30 minutes'],
    [1.4, '1 millisecond'],
  ])('says %d ms in the two largest units that matter', (ms, words) => {
    expect(describeMilliseconds(ms)).toBe(words)
  })
})
