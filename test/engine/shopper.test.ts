import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compile } from '../../src/engine/compile'
import type { ShopEvent } from '../../src/vocabulary/event-types'
import { bought, DAY, documentOf, event, HOUR, MINUTE, NOW, quietForAnHour, seen, seenInAWeek } from './shopper-events'

const WEEK = 7 * DAY
const engine = compile(
  documentOf({ recent: seenInAWeek, quiet: quietForAnHour, buyer: bought }, { seen: { count: seen } }, [
    {
      name: 'journey',
      version: 1,
      stages: [
        { name: 'customer', when: bought },
        { name: 'visitor', when: seenInAWeek },
      ],
      otherwise: 'stranger',
    },
  ]),
)

describe('add()', () => {
  it('says what an event changed, and when, when the clock moves to it', () => {
    const shopper = engine.shopper()
    const at = NOW
    expect(shopper.add(event('seen', NOW), NOW)).toEqual([
      { kind: 'segment', name: 'recent', from: 'out', to: 'in', at, cause: 'event' },
      { kind: 'segment', name: 'quiet', from: 'unknown', to: 'out', at, cause: 'event' },
      { kind: 'stage', name: 'journey', from: 'stranger', to: 'visitor', at, cause: 'event' },
    ])
    expect(shopper.clock).toBe(NOW)
  })

  it('tells first what time changed on the way, then what the event did', () => {
    const shopper = engine.shopper()
    shopper.add(event('seen', NOW), NOW)
    const told = shopper.add(event('bought', NOW + WEEK), NOW + WEEK + 5)
    expect(told.map((change) => 'name' in change && [change.name, change.to, change.at - NOW, change.cause])).toEqual([
      ['quiet', 'in', HOUR, 'time'],
      ['recent', 'out', WEEK, 'event'],
      ['quiet', 'out', WEEK, 'event'],
      ['buyer', 'in', WEEK, 'event'],
      ['journey', 'customer', WEEK, 'event'],
    ])
  })

  it('lets an event wait when no now is given and it is later than the clock', () => {
    const shopper = engine.shopper()
    expect(shopper.add(event('seen', NOW))).toEqual([])
    expect(shopper.clock).toBe(Number.NEGATIVE_INFINITY)
    expect(shopper.at(NOW - 1).segments.recent).toBe('out')
    expect(shopper.at(NOW).segments.recent).toBe('in')
    expect(shopper.advance(NOW).map((change) => [change.name, change.cause])).toEqual([
      ['recent', 'event'],
      ['quiet', 'event'],
      ['journey', 'event'],
    ])
  })

  it('counts a late event as if it had come in time, and says so at the clock', () => {
    const shopper = engine.shopper()
    shopper.add(event('seen', NOW - 8 * DAY), NOW)
    expect(shopper.add(event('seen', NOW - DAY, { id: 'late' }))).toEqual([
      { kind: 'segment', name: 'recent', from: 'out', to: 'in', at: NOW, cause: 'event' },
      { kind: 'stage', name: 'journey', from: 'stranger', to: 'visitor', at: NOW, cause: 'event' },
    ])
    expect(shopper.clock).toBe(NOW)
    // Too late to matter: it had left the window before.
    expect(shopper.add(event('seen', NOW - 9 * DAY, { id: 'later' }))).toEqual([])
    expect(shopper.at(NOW).traits.seen).toBe(3)
  })

  it('changes nothing when an event is told again, now or while it waits', () => {
    const shopper = engine.shopper()
    shopper.add(event('seen', NOW), NOW)
    const before = shopper.snapshot()
    expect(shopper.add(event('seen', NOW), NOW)).toEqual([])
    expect(shopper.snapshot()).toEqual(before)
    shopper.add(event('bought', NOW + 5))
    shopper.add(event('bought', NOW + 5))
    expect(shopper.snapshot().waiting).toHaveLength(1)
  })

  it('never turns the clock back', () => {
    const shopper = engine.shopper()
    shopper.add(event('seen', NOW), NOW)
    shopper.add(event('bought', NOW - 5), NOW - 5)
    expect(shopper.clock).toBe(NOW)
    expect(shopper.advance(NOW - DAY)).toEqual([])
    expect(shopper.clock).toBe(NOW)
  })

  it.each([
    ['no object', 'seen', { path: 'id', found: 'undefined' }],
    ['null', null, { path: 'id', found: 'undefined' }],
    ['a list', [], { path: 'id', found: 'undefined' }],
    ['no id', { ...event('seen', NOW), id: undefined }, { path: 'id' }],
    ['an empty id', event('seen', NOW, { id: '' }), { path: 'id', found: 'string ' }],
    ['a long id', event('seen', NOW, { id: 'x'.repeat(129) }), { path: 'id' }],
    ['an id that is no ASCII', event('seen', NOW, { id: 'é' }), { path: 'id', found: 'string é' }],
    ['an id with a line break', event('seen', NOW, { id: 'a\n' }), { path: 'id' }],
    ['an id that is a number', event('seen', NOW, { id: 7 }), { path: 'id', found: 'number 7' }],
    ['a name in capitals', event('Seen', NOW), { path: 'name', found: 'string Seen' }],
    ['a long name', event('x'.repeat(65), NOW), { path: 'name' }],
    ['a time in text', event('seen', NOW, { time: '2026-01-01' }), { path: 'time', found: 'string 2026-01-01' }],
    ['a time of fractions', event('seen', 0.5), { path: 'time', found: 'number 0.5' }],
    ['a time of NaN', event('seen', Number.NaN), { path: 'time' }],
    ['a time beyond all days', event('seen', 8e15 + 2), { path: 'time' }],
    ['no session', { ...event('seen', NOW), session_id: undefined }, { path: 'session_id' }],
    ['props that are a list', event('seen', NOW, { props: [] }), { path: 'props' }],
    ['props that are null', event('seen', NOW, { props: null }), { path: 'props', found: 'object' }],
    ['products that are one', event('seen', NOW, { products: {} }), { path: 'products' }],
    ['a context that is text', event('seen', NOW, { context: 'x' }), { path: 'context', found: 'string x' }],
  ])('gives a problem back when an event is bad: %s', (_what, bad, wanted) => {
    const shopper = engine.shopper()
    shopper.add(event('bought', NOW - 1), NOW - 1)
    const before = shopper.snapshot()
    const [problem, ...changes] = shopper.add(bad as ShopEvent, NOW)
    expect(problem).toMatchObject({ kind: 'problem', code: 'invalid_event', ...wanted })
    expect(changes).toEqual([])
    expect(shopper.snapshot()).toEqual({ ...before, clock: NOW })
    expect(engine.shopper().fold(bad as ShopEvent)).toEqual(problem)
  })

  it.each([
    ['an id of 128 characters', event('seen', NOW, { id: 'x'.repeat(128) })],
    ['an id of one space', event('seen', NOW, { id: ' ' })],
    ['an id of tildes', event('seen', NOW, { id: '~' })],
    ['a name of 64 characters', event('s'.repeat(64), NOW)],
    ['the first day', event('seen', 0)],
    ['an empty session', event('seen', NOW, { session_id: '' })],
  ])('takes what is just good: %s', (_what, good) => {
    expect(engine.shopper().fold(good)).toBeUndefined()
  })

  it('never throws, whatever is told', () => {
    const anything = fc.anything({ withBigInt: true, withNullPrototype: true, withSparseArray: true })
    const nearly = fc
      .tuple(fc.constantFrom('id', 'name', 'time', 'session_id', 'props', 'products', 'context'), anything)
      .map(([key, value]) => ({ ...event('seen', NOW), [key]: value }))
    const inside = fc.tuple(anything, anything, anything).map(([total, line, device]) => ({
      ...event('seen', NOW, { props: { total, order_id: total }, products: [line], context: { device } }),
    }))
    const asked = compile(
      documentOf(
        { in_order: { sequence: [{ event: '*', where: { 'product.price': { gt: 1 } } }, seen] } },
        {
          lines: { sum: 'product.amount', of: { event: '*', each: 'product', once: 'order_id' } },
          devices: { distinct: 'context.device.type', of: { event: '*' } },
          days: { days: { event: '*' } },
          total: { mean: 'total', of: { event: '*', within: '7d' } },
        },
      ),
    )
    fc.assert(
      fc.property(fc.oneof(anything, nearly, inside), anything, (bad, when) => {
        const shopper = asked.shopper()
        shopper.add(bad as ShopEvent)
        shopper.add(bad as ShopEvent, typeof when === 'number' ? when : NOW)
        shopper.fold(bad as ShopEvent, NOW)
        shopper.at(NOW)
        shopper.explain('in_order', NOW)
        shopper.foresee(NOW)
        JSON.stringify(shopper.snapshot())
      }),
      { numRuns: 400 },
    )
  })

  it.each([
    ['an id without a prototype', { id: Object.create(null) }],
    ['products without a prototype', { products: Object.create(null) }],
    ['an id that will not be text', { id: { toString: () => ({}) } }],
  ])('never throws when it must tell of %s', (_what, more) => {
    const shopper = engine.shopper()
    expect(shopper.add(event('seen', NOW, more), NOW)).toMatchObject([{ kind: 'problem' }])
  })

  it.each([
    ['null', null],
    ['a number', 0],
    ['a text', 'price'],
  ])('finds no field in a product line that is %s', (_what, line) => {
    const of = { event: '*', each: 'product' } as const
    const { traits, segments } = ask(
      documentOf(
        { priced: { gte: [{ count: { event: '*', where: { 'product.amount': { exists: true } } } }, 1] } },
        {
          amount: { mean: 'product.amount', of },
          price: { last: 'product.price', of },
          length: { last: 'product.length', of },
          letter: { last: 'product.0', of: { ...of, where: { 'product.0': { exists: true } } } },
        },
      ),
      event('seen', NOW, { products: [line] }),
    )
    expect({ ...traits, ...segments }).toEqual({ amount: null, price: null, length: null, letter: null, priced: 'out' })
  })
})

function ask(document: Parameters<typeof compile>[0], ...events: ShopEvent[]) {
  const shopper = compile(document).shopper()
  for (const one of events) shopper.add(one)
  return shopper.at(NOW)
}

describe('advance()', () => {
  it('yields each change at its exact instant, in order, with its cause', () => {
    const shopper = engine.shopper()
    shopper.add(event('seen', NOW), NOW)
    shopper.add(event('bought', NOW + 2 * HOUR))
    expect(shopper.advance(NOW + 2 * WEEK)).toEqual([
      { kind: 'segment', name: 'quiet', from: 'out', to: 'in', at: NOW + HOUR, cause: 'time' },
      { kind: 'segment', name: 'quiet', from: 'in', to: 'out', at: NOW + 2 * HOUR, cause: 'event' },
      { kind: 'segment', name: 'buyer', from: 'out', to: 'in', at: NOW + 2 * HOUR, cause: 'event' },
      { kind: 'stage', name: 'journey', from: 'visitor', to: 'customer', at: NOW + 2 * HOUR, cause: 'event' },
      { kind: 'segment', name: 'quiet', from: 'out', to: 'in', at: NOW + 3 * HOUR, cause: 'time' },
      { kind: 'segment', name: 'recent', from: 'in', to: 'out', at: NOW + WEEK, cause: 'time' },
    ])
    expect(shopper.clock).toBe(NOW + 2 * WEEK)
    expect(shopper.advance(NOW + 3 * WEEK)).toEqual([])
  })

  it('stops a millisecond before a change when it is told to, and makes it with the next', () => {
    const shopper = engine.shopper()
    shopper.add(event('seen', NOW), NOW)
    expect(shopper.advance(NOW + HOUR - 1)).toEqual([])
    expect(shopper.advance(NOW + HOUR)).toHaveLength(1)
    expect(shopper.advance(NOW + HOUR)).toEqual([])
  })

  it('tells a state of one millisecond as two changes', () => {
    const shopper = compile(documentOf({ exactly: { eq: [{ age: 'last', of: seen }, '1h'] } })).shopper()
    shopper.add(event('seen', NOW), NOW)
    expect(shopper.advance(NOW + DAY).map(({ to, at }) => [to, at - NOW])).toEqual([
      ['in', HOUR],
      ['out', HOUR + 1],
    ])
  })

  it('does nothing when it is given no instant, or none that is a number', () => {
    const shopper = engine.shopper()
    expect(shopper.advance()).toEqual([])
    expect(shopper.advance(Number.NaN)).toEqual([])
    expect(shopper.clock).toBe(Number.NEGATIVE_INFINITY)
  })
})

describe('at()', () => {
  it('looks ahead without moving the clock, and answers at the clock when asked of the past', () => {
    const shopper = engine.shopper()
    shopper.add(event('seen', NOW), NOW)
    shopper.add(event('bought', NOW + DAY))
    const before = shopper.snapshot()
    expect(shopper.at(NOW + WEEK)).toEqual({
      now: NOW + WEEK,
      segments: { recent: 'out', quiet: 'in', buyer: 'in' },
      traits: { seen: 1 },
      stages: { journey: 'customer' },
    })
    expect(shopper.at(NOW - WEEK)).toEqual(shopper.at(NOW))
    expect(shopper.at(NOW - WEEK).now).toBe(NOW)
    shopper.foresee(NOW + WEEK)
    shopper.explain('recent', NOW + WEEK)
    expect(shopper.clock).toBe(NOW)
    expect(shopper.snapshot()).toEqual(before)
    expect(shopper.at(NOW).segments.buyer).toBe('out')
  })

  it('answers of a new shopper too', () => {
    expect(engine.shopper().at(NOW)).toEqual({
      now: NOW,
      segments: { recent: 'out', quiet: 'unknown', buyer: 'out' },
      traits: { seen: 0 },
      stages: { journey: 'stranger' },
    })
  })
})

describe('foresee()', () => {
  it('gives every next change of segments and stages, or null', () => {
    const shopper = engine.shopper()
    shopper.add(event('seen', NOW))
    shopper.add(event('bought', NOW + 2 * WEEK))
    expect(shopper.foresee(NOW)).toEqual({
      segments: {
        recent: { at: NOW + WEEK, to: 'out' },
        quiet: { at: NOW + HOUR, to: 'in' },
        buyer: { at: NOW + 2 * WEEK, to: 'in' },
      },
      stages: { journey: { at: NOW + WEEK, to: 'stranger' } },
    })
    expect(shopper.foresee(NOW + 2 * WEEK)).toEqual({
      segments: { recent: null, quiet: { at: NOW + 2 * WEEK + HOUR, to: 'in' }, buyer: null },
      stages: { journey: null },
    })
  })
})

describe('fold()', () => {
  it('moves the clock and says nothing; the changes that follow begin from there', () => {
    const shopper = engine.shopper()
    expect(shopper.fold(event('seen', NOW), NOW)).toBeUndefined()
    expect(shopper.clock).toBe(NOW)
    expect(shopper.advance(NOW + MINUTE)).toEqual([])
    expect(shopper.advance(NOW + HOUR)).toEqual([
      { kind: 'segment', name: 'quiet', from: 'out', to: 'in', at: NOW + HOUR, cause: 'time' },
    ])
  })
})
