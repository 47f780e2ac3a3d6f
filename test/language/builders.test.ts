import { describe, expect, it } from 'vitest'
import { compile } from '../../src/engine/compile'
import type { Condition, Metric } from '../../src/language/ast'
import {
  age,
  all,
  any,
  atLeast,
  count,
  days,
  distinct,
  first,
  gap,
  inSegment,
  last,
  literal,
  MetricBuilder,
  max,
  mean,
  min,
  mode,
  not,
  points,
  SelectionBuilder,
  sequence,
  sum,
} from '../../src/language/builders'
import { check } from '../../src/language/check'
import { defineDocument, defineSegment, defineStages, defineTrait } from '../../src/language/define'

const of = { event: 'seen' }
const plain = (value: unknown) => JSON.parse(JSON.stringify(value))

const METRICS: readonly (readonly [unknown, Metric])[] = [
  [count('seen'), { count: of }],
  [count(['seen', 'added']), { count: { event: ['seen', 'added'] } }],
  [days('seen'), { days: of }],
  [sum('total', 'seen'), { sum: 'total', of }],
  [mean('total', 'seen'), { mean: 'total', of }],
  [min('total', 'seen'), { min: 'total', of }],
  [max('total', 'seen'), { max: 'total', of }],
  [distinct('query', 'seen'), { distinct: 'query', of }],
  [first('query', 'seen'), { first: 'query', of }],
  [last('query', 'seen'), { last: 'query', of }],
  [mode('query', 'seen'), { mode: 'query', of }],
  [age('first', 'seen'), { age: 'first', of }],
  [age('last', 'seen'), { age: 'last', of }],
  [gap('seen'), { gap: 'mean', of }],
  [count('seen').per(count('added')), { ratio: [{ count: of }, { count: { event: 'added' } }] }],
  [count('seen').plus(1), { add: [{ count: of }, 1] }],
  [count('seen').minus(1), { sub: [{ count: of }, 1] }],
  [count('seen').times(2).plus(1), { add: [{ mul: [{ count: of }, 2] }, 1] }],
  [
    points([2, count('seen').gte(1)], [-1, inSegment('vip')]),
    {
      points: [
        [2, { gte: [{ count: of }, 1] }],
        [-1, { segment: 'vip' }],
      ],
    },
  ],
  [
    count('seen').where({ total: { gt: 1 }, coupon: ['A', 'B'] }),
    { count: { ...of, where: { total: { gt: 1 }, coupon: ['A', 'B'] } } },
  ],
  [sum('total', 'seen').within('30d'), { sum: 'total', of: { ...of, within: '30d' } }],
  [count('seen').within('visit'), { count: { ...of, within: 'visit' } }],
  [sum('product.amount', 'seen').each('product'), { sum: 'product.amount', of: { ...of, each: 'product' } }],
  [age('last', 'seen').once('order_id'), { age: 'last', of: { ...of, once: 'order_id' } }],
]

const CONDITIONS: readonly (readonly [Condition, Condition])[] = [
  [count('seen').eq(1), { eq: [{ count: of }, 1] }],
  [count('seen').ne(1), { ne: [{ count: of }, 1] }],
  [count('seen').gt(1), { gt: [{ count: of }, 1] }],
  [count('seen').gte(1), { gte: [{ count: of }, 1] }],
  [count('seen').lt(1), { lt: [{ count: of }, 1] }],
  [count('seen').lte(count('added')), { lte: [{ count: of }, { count: { event: 'added' } }] }],
  [age('last', 'seen').gt(gap('seen').times(2)), { gt: [{ age: 'last', of }, { mul: [{ gap: 'mean', of }, 2] }] }],
  [age('last', 'seen').gt('30d'), { gt: [{ age: 'last', of }, '30d'] }],
  [last('query', 'seen').in(['a', 'b']), { in: [{ last: 'query', of }, ['a', 'b']] }],
  [last('query', 'seen').exists(), { exists: { last: 'query', of } }],
  [literal(1).eq(count('seen')), { eq: [1, { count: of }] }],
  [literal(1).ne(count('seen')), { ne: [1, { count: of }] }],
  [literal(1).gt(count('seen')), { gt: [1, { count: of }] }],
  [literal(1).gte(count('seen')), { gte: [1, { count: of }] }],
  [literal(1).lt(count('seen')), { lt: [1, { count: of }] }],
  [literal('1d').lte(gap('seen')), { lte: ['1d', { gap: 'mean', of }] }],
  [all(inSegment('vip'), not(inSegment('vip'))), { all: [{ segment: 'vip' }, { not: { segment: 'vip' } }] }],
  [any(inSegment('vip')), { any: [{ segment: 'vip' }] }],
  [atLeast(2, inSegment('vip'), inSegment('vip')), { at_least: 2, of: [{ segment: 'vip' }, { segment: 'vip' }] }],
  [sequence([of, { event: 'added', within: '7d' }]), { sequence: [of, { event: 'added', within: '7d' }] }],
  [sequence([of], { within: '1h' }), { sequence: [of], within: '1h' }],
]

const vip = defineSegment({ name: 'vip', version: 1, title: 'VIP', when: count('order_completed').gte(5) })

describe('builders', () => {
  it.each(METRICS)('%j gives the JSON of the language alone when a metric is built', (built, metric) => {
    expect(JSON.stringify(built)).toBe(JSON.stringify(metric))
    const trait = defineTrait({ name: 'tried', version: 1, title: '', value: built as object })
    expect(trait.value).toStrictEqual(metric)
    expect(check(defineDocument({ segments: [vip], traits: [trait] }))).toEqual([])
  })

  it.each(CONDITIONS)('%j gives the JSON of the language alone when a condition is built', (built, condition) => {
    expect(JSON.stringify(built)).toBe(JSON.stringify(condition))
    const segment = defineSegment({ name: 'tried', version: 1, title: '', when: built })
    expect(segment.when).toStrictEqual(condition)
    expect(check(defineDocument({ segments: [vip, segment] }))).toEqual([])
  })

  it('chain in any order, and leave what they were called on as it was', () => {
    const steps = [
      (built: SelectionBuilder) => built.where({ level: 1 }),
      (built: SelectionBuilder) => built.within('7d'),
      (built: SelectionBuilder) => built.each('product'),
      (built: SelectionBuilder) => built.once('order_id'),
    ]
    const orders = [
      [0, 1, 2, 3],
      [3, 2, 1, 0],
      [2, 0, 3, 1],
      [1, 3, 0, 2],
    ]
    const begun = sum('product.price', 'seen')
    const wanted = {
      sum: 'product.price',
      of: { ...of, where: { level: 1 }, within: '7d', each: 'product', once: 'order_id' },
    }
    for (const order of orders) expect(plain(order.reduce((built, i) => steps[i]!(built), begun))).toEqual(wanted)
    expect(plain(begun)).toEqual({ sum: 'product.price', of })
  })

  it('take the last word when one thing is said twice', () => {
    expect(plain(count('seen').within('1d').within('7d'))).toEqual({ count: { ...of, within: '7d' } })
  })

  it('are compared and combined without a narrowing of their own once they are arithmetic', () => {
    const share = count('seen').per(count('added'))
    expect(share).toBeInstanceOf(MetricBuilder)
    expect(share).not.toBeInstanceOf(SelectionBuilder)
  })

  it('compile as they are, without being made plain first', () => {
    const when = all(count('seen').within('visit').gte(1), age('last', 'seen').gte('30m'))
    const document = defineDocument({})
    const engine = compile({ ...document, segments: [{ name: 'tried', version: 1, title: '', when }] })
    expect(engine.shopper().at(0).segments).toEqual({ tried: 'out' })
  })
})

describe('the types of builders', () => {
  it('refuse what the language refuses, as check() does', () => {
    const seen = count('seen')
    const wrong: Condition[] = [
      // @ts-expect-error no unit of the language
      count('seen').within('30 days').gte(1),
      // @ts-expect-error lines are of products
      count('seen').each('line').gte(1),
      // @ts-expect-error only numbers are in order
      seen.where({ total: { gt: '1' } }).gte(1),
      // @ts-expect-error null is no value
      last('query', 'seen').eq(null),
      // @ts-expect-error an age is that of the first or the last
      age('mean', 'seen').gt('1d'),
      // @ts-expect-error a metric is no condition
      not(count('seen')),
      // @ts-expect-error a visit is no limit of a sequence
      sequence([of], { within: 'visit' }),
    ]
    for (const when of wrong) {
      const segment = defineSegment({ name: 'tried', version: 1, title: '', when })
      expect(check(defineDocument({ segments: [segment] }))).toHaveLength(1)
    }
  })
})

describe('defineSegment()', () => {
  it('gives the example of the design as JSON', () => {
    const abandoner = defineSegment({
      name: 'cart_abandoner',
      version: 1,
      title: 'Left a cart behind',
      when: all(
        count('product_added').within('visit').gte(1),
        count('order_completed').within('visit').eq(0),
        age('last', 'product_added').gte('30m'),
      ),
    })
    expect(abandoner).toStrictEqual({
      name: 'cart_abandoner',
      version: 1,
      title: 'Left a cart behind',
      when: {
        all: [
          { gte: [{ count: { event: 'product_added', within: 'visit' } }, 1] },
          { eq: [{ count: { event: 'order_completed', within: 'visit' } }, 0] },
          { gte: [{ age: 'last', of: { event: 'product_added' } }, '30m'] },
        ],
      },
    })
    expect(plain(abandoner)).toStrictEqual(abandoner)
  })
})

describe('defineStages()', () => {
  it('gives plain data', () => {
    const stages = [{ name: 'loyal', when: count('seen').gte(2) }]
    expect(defineStages({ name: 'journey', version: 1, stages, otherwise: 'new' })).toStrictEqual({
      name: 'journey',
      version: 1,
      stages: [{ name: 'loyal', when: { gte: [{ count: of }, 2] } }],
      otherwise: 'new',
    })
  })
})

describe('defineDocument()', () => {
  it('fills in what is left out: nothing defined, UTC and EUR', () => {
    const empty = { aisle: 1, zone: 'UTC', currency: 'EUR', segments: [], traits: [], stages: [] }
    expect(defineDocument({})).toStrictEqual(empty)
    expect(defineDocument({ zone: 'Asia/Tokyo', currency: 'JPY', segments: [vip] })).toStrictEqual({
      ...empty,
      zone: 'Asia/Tokyo',
      currency: 'JPY',
      segments: [vip],
    })
  })
})
