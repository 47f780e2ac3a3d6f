import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compile } from '../../src/engine/compile'
import { documentCost } from '../../src/engine/cost'
import type { Snapshot } from '../../src/engine/snapshot'
import type { AisleDocument, Metric } from '../../src/language/ast'
import { builtin } from '../../src/lifecycle/builtin'
import type { ShopEvent } from '../../src/vocabulary/event-types'
import { bought, DAY, documentOf, event, HOUR, NOW, quietForAnHour, seen, seenInAWeek } from './shopper-events'

const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value))

const METRICS: Record<string, Metric> = {
  days: { days: { event: '*' } },
  sum: { sum: 'total', of: seen },
  week: { mean: 'total', of: { ...seen, within: '7d' } },
  most: { max: 'total', of: seen },
  orders: { count: { event: 'bought', once: 'order_id' } },
  queries: { distinct: 'query', of: { event: '*' } },
  usual: { mode: 'query', of: { event: '*' } },
  visit: { count: { event: '*', within: 'visit' } },
  gap: { gap: 'mean', of: { event: '*' } },
  lines: { sum: 'product.amount', of: { ...seen, each: 'product' } },
}
const everything = documentOf(
  { recent: seenInAWeek, quiet: quietForAnHour, buyer: bought, both: { sequence: [seen, { event: 'bought' }] } },
  METRICS,
)

const log = [
  event('seen', NOW - 9 * DAY, { id: 'a', props: { total: 4, query: 'red' }, products: [{ price: 2 }, { price: 3 }] }),
  event('seen', NOW - 2 * DAY, { id: 'b', props: { total: 6, query: 'blue' }, session_id: 'v2' }),
  event('bought', NOW - HOUR, { id: 'c', props: { order_id: 'o1' }, session_id: 'v3' }),
  event('bought', NOW, { id: 'd', props: { order_id: 'o1' }, session_id: 'v3' }),
  event('seen', NOW + DAY, { id: 'e', props: { total: 9 }, session_id: 'v4' }),
]

function shopperOf(document: AisleDocument, events: readonly ShopEvent[], clock?: number) {
  const shopper = compile(document).shopper()
  shopper.advance(clock)
  for (const one of events) shopper.add(one)
  return shopper
}
const answers = (shopper: ReturnType<typeof shopperOf>) => ({ ...shopper.at(NOW), next: shopper.foresee(NOW) })

describe('snapshot()', () => {
  it('is plain JSON that names its version, and answers as what it was taken of', () => {
    const shopper = shopperOf(everything, log, NOW)
    const snapshot = shopper.snapshot()
    expect(plain(snapshot)).toEqual(snapshot)
    expect(snapshot).toMatchObject({ aisle_snapshot: 1, clock: NOW, waiting: [{ id: 'e' }] })
    const restored = compile(everything).shopper(plain(snapshot))
    expect(restored.clock).toBe(NOW)
    expect(answers(restored)).toEqual(answers(shopper))
    expect(restored.snapshot()).toEqual(snapshot)
  })

  it('of a shopper whose clock was never set keeps it unset', () => {
    const restored = compile(everything).shopper(plain(shopperOf(everything, log).snapshot()))
    expect(restored.clock).toBe(Number.NEGATIVE_INFINITY)
    expect(restored.at(NOW).segments).toEqual(shopperOf(everything, log).at(NOW).segments)
  })

  it('says nothing new at first: restoring is no change', () => {
    const restored = compile(everything).shopper(shopperOf(everything, log, NOW).snapshot())
    expect(restored.advance(NOW)).toEqual([])
    expect(restored.advance(NOW + DAY).map(({ name }) => name)).toEqual(['quiet', 'quiet'])
  })

  it('gives up only what a changed definition selects otherwise', () => {
    const before = documentOf({ one: seenInAWeek, two: bought })
    const dear = documentOf({ one: { gte: [{ count: { ...seen, where: { total: { gt: 1 } } } }, 1] }, two: bought })
    const snapshot = shopperOf(before, log, NOW).snapshot()
    expect(compile(before).shopper(snapshot).at(NOW).segments).toEqual({ one: 'in', two: 'in' })
    const restored = compile(dear).shopper(snapshot)
    expect(restored.at(NOW).segments).toEqual({ one: 'out', two: 'in' })
    restored.add(event('seen', NOW - 20 * DAY, { id: 'again', props: { total: 4 } }))
    expect(restored.at(NOW).segments).toEqual({ one: 'in', two: 'in' })
  })

  it('gives a new window, or another measure, of the same events what was kept of them', () => {
    const recently = (within: `${number}d`, more: number): AisleDocument =>
      documentOf({ one: { gte: [{ count: { ...seen, within } }, more] } }, { total: { sum: 'total', of: seen } })
    const shopper = shopperOf(documentOf({ one: seenInAWeek }), log, NOW)
    const restored = compile(recently('30d', 1)).shopper(shopper.snapshot())
    // Two days ago was kept, nine days ago was not, and the totals never were.
    expect(restored.at(NOW)).toMatchObject({ segments: { one: 'in' }, traits: { total: 0 } })
    expect(compile(recently('30d', 2)).shopper(shopper.snapshot()).at(NOW).segments.one).toBe('out')
    for (const one of log) restored.add(one)
    expect(restored.at(NOW).traits.total).toBe(10)
    expect(restored.snapshot()).toEqual(shopperOf(recently('30d', 1), log, NOW).snapshot())
  })

  it('keeps a leaf when only what it is compared with, or the rule around it, has changed', () => {
    const before = documentOf({ one: seenInAWeek })
    const changed = documentOf({ other: { not: { gt: [{ count: { within: '7d', event: 'seen' } }, 5] } } })
    const restored = compile(changed).shopper(shopperOf(before, log, NOW).snapshot())
    expect(restored.explain('other', NOW)!.because[0]!.of![0]!.sides![0]!.value).toBe(1)
  })

  it('stays as small as it was while the log grows, for what needs one event', () => {
    const constant = documentOf(
      { quiet: quietForAnHour, old: { gt: [{ age: 'first', of: { event: '*' } }, '1d'] } },
      {
        least: { min: 'total', of: seen },
        most: { max: 'total', of: seen },
        first: { first: 'query', of: seen },
        last: { last: 'query', of: seen },
        days_ago: { age: 'last', of: { ...seen, where: { total: { gt: 1 } } } },
      },
    )
    const sizeAfter = (n: number) => {
      const shopper = compile(constant).shopper()
      for (let i = 0; i < n; i++)
        shopper.fold(
          event('seen', NOW + i, { id: `e${1e6 + i}`, props: { total: (i * 7919) % 1000, query: 'red' } }),
          NOW + i,
        )
      return JSON.stringify(shopper.snapshot()).length
    }
    const small = sizeAfter(20)
    expect(Math.abs(sizeAfter(2000) - small)).toBeLessThan(100)
    expect(documentCost(compile(constant))).toMatchObject({ growing: 0 })
  })

  it('answers the same after it let go of what is not needed, of events and of lines', () => {
    const lines = { ...seen, each: 'product' } as const
    const traits: Record<string, Metric> = {
      last: { last: 'query', of: seen },
      most: { max: 'total', of: seen },
      dearest: { max: 'product.price', of: lines },
      categories: { distinct: 'product.category', of: lines },
    }
    const engines = [
      compile(documentOf({}, traits)),
      // Sums keep every row, so that nothing is let go of.
      compile(
        documentOf({}, { ...traits, all: { sum: 'total', of: seen }, paid: { sum: 'product.price', of: lines } }),
      ),
    ]
    const shoppers = engines.map((engine) => engine.shopper())
    for (let i = 0; i < 200; i++) {
      const [total, price] = [(i * 7919) % 1000, (i * 104_729) % 777]
      const products = [{ price, category: `c${i % 3}` }, { price: price + 1 }, { category: 'last' }]
      const seenNow = event('seen', NOW + i, { id: `e${i}`, props: { total, query: `q${i}` }, products })
      for (const shopper of shoppers) shopper.fold(seenNow, NOW + i)
      const [few, all] = shoppers.map((shopper) => shopper.at(NOW + i).traits)
      expect(all).toMatchObject(few!)
    }
    const [few, all] = shoppers.map((shopper) => JSON.stringify(shopper.snapshot()).length)
    expect(few).toBeLessThan(all! / 10)
    const restored = engines[0]!.shopper(shoppers[0]!.snapshot())
    expect(restored.at(NOW + 200).traits).toEqual(shoppers[0]!.at(NOW + 200).traits)
  })

  it('of a state that read less of an event takes nothing from one that read more, and gets it from there', () => {
    const more = documentOf({}, { last: { last: 'query', of: seen }, total: { sum: 'total', of: seen } })
    const less = documentOf({}, { total: { sum: 'total', of: seen }, last: { count: seen } })
    const restored = compile(more).shopper(shopperOf(less, log, NOW).snapshot())
    expect(restored.at(NOW).traits).toEqual({ last: null, total: 10 })
    const known = shopperOf(more, log, NOW)
    known.merge(shopperOf(less, log, NOW))
    expect(known.at(NOW).traits).toEqual({ last: 'blue', total: 10 })
    restored.merge(known)
    expect(restored.at(NOW).traits).toEqual({ last: 'blue', total: 10 })
  })

  it('counts lines that have none of the fields', () => {
    const lines = { ...seen, each: 'product' } as const
    const both = documentOf({}, { lines: { count: lines }, sum: { sum: 'product.price', of: lines } })
    const products = [{}, { price: 2 }, { name: 'a' }, {}]
    const shopper = shopperOf(both, [event('seen', NOW, { products })], NOW)
    expect(shopper.at(NOW).traits).toEqual({ lines: 4, sum: 2 })
    expect(compile(both).shopper(shopper.snapshot()).at(NOW).traits).toEqual({ lines: 4, sum: 2 })
  })

  it('lets go of what has left a window, and of events that are no first of their value', () => {
    const bounded = documentOf({ recent: seenInAWeek }, { orders: { count: { event: 'bought', once: 'order_id' } } })
    const shopper = compile(bounded).shopper()
    for (let i = 0; i < 500; i++) {
      const time = NOW + i * DAY
      shopper.fold(event('seen', time, { id: `s${i}` }), time)
      shopper.fold(event('bought', time, { id: `b${i}`, props: { order_id: 'o1' } }), time)
    }
    const rows = Object.values(shopper.snapshot().selections).map(([rows]) => rows.length)
    expect(rows.sort((a, b) => a - b)).toEqual([1, 7])
  })

  it.each([
    null,
    undefined,
    0,
    'x',
    [],
    {},
    { aisle_snapshot: 2 },
    { aisle_snapshot: '1', clock: NOW, events: [], leaves: {}, waiting: [] },
    { aisle_snapshot: 1 },
    { aisle_snapshot: 1, clock: null, events: null, leaves: null, waiting: null },
    { aisle_snapshot: 1, clock: null, events: [null], leaves: {}, waiting: [] },
  ])('starts anew when it is no snapshot: %j', (garbage) => {
    const shopper = compile(everything).shopper(garbage as unknown as Snapshot)
    expect(shopper.at(NOW)).toEqual(compile(everything).shopper().at(NOW))
    shopper.add(log[1]!, NOW)
    expect(shopper.at(NOW).segments.recent).toBe('in')
  })

  it.each([
    ['a clock that is text', { clock: 'soon' }],
    ['a clock that is NaN', { clock: Number.NaN }],
    ['a clock beyond all days', { clock: Number.POSITIVE_INFINITY }],
    ['an event later than its clock', { events: [[1e300, 'x', 'v1']] }],
    ['an event whose time is text', { events: [['soon', 'x', 'v1']] }],
    ['an event without an id', { events: [[NOW]] }],
    ['an event that is missing', { events: [] }],
  ])('starts anew when it has %s', (_what, more) => {
    const snapshot = { ...shopperOf(everything, log, NOW).snapshot(), ...more } as Snapshot
    const shopper = compile(everything).shopper(snapshot)
    expect(shopper.at(NOW)).toEqual(compile(everything).shopper().at(NOW))
    shopper.add(log[1]!, NOW)
    expect(shopper.clock).toBe(NOW)
  })

  it('of which parts were lost or replaced is never answered with an exception', () => {
    const snapshot = shopperOf(everything, log, NOW).snapshot()
    const wrong = fc.constantFrom<unknown>(
      null,
      'x',
      -1,
      1.5,
      1e300,
      true,
      [],
      {},
      [[]],
      [[99]],
      [[0, 0, 'x', {}]],
      undefined,
    )
    const broken = fc.array(fc.tuple(fc.nat(), wrong), { minLength: 1, maxLength: 3 })
    fc.assert(
      fc.property(broken, (breaks) => {
        const copy = plain(snapshot)
        for (const [place, value] of breaks) {
          const all = places(copy)
          const [box, key] = all[place % all.length]!
          box[key] = structuredClone(value)
        }
        const shopper = compile(everything).shopper(copy)
        shopper.at(NOW)
        shopper.foresee(NOW)
        for (const { name } of everything.segments) shopper.explain(name, NOW)
        shopper.add(log[1]!, NOW + DAY)
        shopper.merge(copy)
        shopper.snapshot()
      }),
      { numRuns: 400 },
    )
  })

  it('refuses what stands under keys of a prototype', () => {
    const snapshot = JSON.parse(
      '{"aisle_snapshot":1,"clock":null,"events":[],"leaves":{"__proto__":[[0]]},"waiting":[]}',
    )
    expect(compile(everything).shopper(snapshot).at(NOW)).toEqual(compile(everything).shopper().at(NOW))
    expect(({} as Record<string, unknown>)[0]).toBeUndefined()
  })
})

type Box = Record<string, unknown>
function places(value: unknown): readonly (readonly [Box, string])[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.keys(value).flatMap((key) => [[value as Box, key] as const, ...places((value as Box)[key])])
}

describe('merge()', () => {
  it('knows what both knew, counts once what both knew, and says what that changed', () => {
    const whole = shopperOf(everything, log, NOW)
    for (const [left, right] of [
      [log.slice(0, 3), log.slice(2)],
      [log.slice(2), log.slice(0, 3)],
      [log, log],
      [[], log],
    ] as const) {
      const shopper = shopperOf(everything, left, NOW)
      shopper.merge(shopperOf(everything, right, NOW))
      expect(answers(shopper)).toEqual(answers(whole))
    }
    const shopper = shopperOf(everything, log.slice(0, 1), NOW)
    expect(shopper.merge(shopperOf(everything, log.slice(1, 3), NOW).snapshot())).toMatchObject([
      { name: 'recent', from: 'out', to: 'in', at: NOW, cause: 'event' },
      { name: 'buyer', from: 'out', to: 'in', at: NOW, cause: 'event' },
      { name: 'both', from: 'out', to: 'in', at: NOW, cause: 'event' },
    ])
  })

  it('takes the later clock, and tells what time changed on the way there', () => {
    const shopper = shopperOf(everything, log.slice(0, 2), NOW)
    const other = shopperOf(everything, [], NOW + 6 * DAY)
    expect(shopper.merge(other)).toEqual([
      { kind: 'segment', name: 'recent', from: 'in', to: 'out', at: NOW + 5 * DAY, cause: 'time' },
    ])
    expect(shopper.clock).toBe(NOW + 6 * DAY)
    const behind = shopperOf(everything, [], NOW - DAY)
    shopper.merge(behind)
    expect(shopper.clock).toBe(NOW + 6 * DAY)
    expect(behind.clock).toBe(NOW - DAY)
  })

  it('changes nothing when it is given what is no state', () => {
    const shopper = shopperOf(everything, log, NOW)
    const before = shopper.snapshot()
    for (const garbage of [null, undefined, {}, 'x', { aisle_snapshot: 2, clock: NOW + DAY }])
      expect(shopper.merge(garbage as unknown as Snapshot)).toEqual([])
    expect(shopper.snapshot()).toEqual(before)
  })
})

describe('documentCost()', () => {
  it('says what each leaf keeps, and how many grow with the history', () => {
    const keeps = (metric: Metric) =>
      documentCost(compile(documentOf({}, { asked: metric }))).leaves.map(({ keeps }) => keeps)
    expect(keeps({ count: seen })).toEqual(['event'])
    expect(keeps({ sum: 'total', of: seen })).toEqual(['event'])
    expect(keeps({ mean: 'total', of: seen })).toEqual(['event'])
    expect(keeps({ mode: 'query', of: seen })).toEqual(['event'])
    expect(keeps({ gap: 'mean', of: seen })).toEqual(['event'])
    for (const op of ['min', 'max', 'first', 'last'] as const)
      expect(keeps({ [op]: 'total', of: seen } as unknown as Metric)).toEqual(['one'])
    expect(keeps({ age: 'last', of: seen })).toEqual(['one'])
    expect(keeps({ distinct: 'query', of: seen })).toEqual(['value'])
    expect(keeps({ count: { ...seen, once: 'order_id' } })).toEqual(['value'])
    expect(keeps({ days: seen })).toEqual(['day'])
    expect(keeps({ max: 'total', of: { ...seen, within: '7d' } })).toEqual(['window'])
    expect(keeps({ count: { ...seen, within: 'visit', once: 'order_id' } })).toEqual(['window'])
    expect(keeps({ add: [1, 2] })).toEqual([])
  })

  it('counts equal leaves of all rules once, however their keys are ordered', () => {
    const document = documentOf(
      { one: seenInAWeek, two: { not: { lt: [{ count: { within: '7d', event: 'seen' } }, 3] } } },
      { three: { count: { event: 'seen', within: '7d' } }, four: { count: { event: 'seen', within: '1w' } } },
    )
    expect(documentCost(compile(document)).leaves).toHaveLength(2)
    expect(
      documentCost(compile(documentOf({}, { one: { count: seen }, two: { sum: 'total', of: seen } }))).growing,
    ).toBe(2)
  })

  it('takes events for the same that are named as a text, as a list, or in another order', () => {
    const counts = (...events: (string | string[])[]) =>
      documentCost(
        compile(documentOf({}, Object.fromEntries(events.map((event, i) => [`t${i}`, { count: { event } }])))),
      ).leaves.length
    expect(counts('seen', ['seen'])).toBe(1)
    expect(counts(['seen', 'bought'], ['bought', 'seen'])).toBe(1)
    expect(counts(['seen', 'bought'], 'seen', 'bought')).toBe(3)
  })

  it('says it of the catalogue', () => {
    const { leaves, growing } = documentCost(compile(builtin))
    expect(leaves.length).toBeGreaterThan(20)
    expect(growing).toBe(leaves.filter(({ keeps }) => keeps === 'event').length)
  })
})
