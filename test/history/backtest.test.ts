import { describe, expect, it } from 'vitest'
import { type Backtest, type BacktestOptions, backtest } from '../../src/history/backtest'
import type { Condition } from '../../src/language/ast'
import type { ShopEvent } from '../../src/vocabulary/event-types'
import { bought, DAY, documentOf, event, HOUR, NOW, quietForAnHour, seenInAWeek } from '../engine/shopper-events'
import { ANCHOR } from '../support/arbitraries'
import { lawRuns } from '../support/laws'

const AT = NOW
const journey = { name: 'journey', version: 1, stages: [{ name: 'customer', when: bought }], otherwise: 'visitor' }
const document = documentOf({ seen: seenInAWeek, quiet: quietForAnHour }, {}, [journey])

let made = 0
/** An event of a shopper some ms after the instant. */
const at = (shopper_id: string, name: string, ms: number, more: object = {}) =>
  event(name, AT + ms, { shopper_id, id: `e${++made}`, ...more })

const run = (events: ShopEvent[], options: Partial<BacktestOptions> = {}): Backtest =>
  backtest(events, document, { at: AT, outcome: { event: 'bought' }, within: '2d', samples: 100, ...options })
const group = (result: Backtest, label: string) =>
  result.groups.find(({ name, stage }) => label === (stage === undefined ? name : `${name}.${stage}`))!

describe('backtest()', () => {
  it('gives share, rate, lift, precision and recall, counted by hand', () => {
    // Seen within the week: a b c; of these a and b buy. Not seen: d e f g h; of these d buys. Nobody knows i yet.
    const before = [...'abc'].map((id) => at(id, 'seen', -DAY)).concat([...'defgh'].map((id) => at(id, 'other', -DAY)))
    const after = [...'abd'].map((id) => at(id, 'bought', DAY)).concat(at('i', 'bought', 0))
    const result = run([...before, ...after])
    expect(result).toMatchObject({ at: AT, within_ms: 2 * DAY, shoppers: 8, outcomes: 3, unknown_outcomes: 0 })
    expect(result.rate.value).toBe(3 / 8)
    const seen = group(result, 'seen')
    expect(seen).toMatchObject({ kind: 'segment', shoppers: 3, unknown: 0, outcomes: 2 })
    expect(seen.share.value).toBe(3 / 8)
    expect(seen.rate.value).toBe(2 / 3)
    expect(seen.precision).toEqual(seen.rate)
    expect(seen.lift.value).toBeCloseTo(16 / 9, 12)
    expect(seen.recall.value).toBe(2 / 3)
    expect(group(result, 'journey.customer')).toMatchObject({
      shoppers: 0,
      rate: { value: null, low: null, high: null },
    })
    expect(group(result, 'journey.visitor')).toMatchObject({ shoppers: 8, outcomes: 3, lift: { value: 1 } })
  })

  it('knows what is strictly before the instant, and counts as outcome what is at it or after', () => {
    const outcomes = (ms: number) => run([at('a', 'other', -DAY), at('a', 'bought', ms)])
    expect(group(outcomes(-1), 'journey.customer').shoppers).toBe(1)
    expect(outcomes(-1).outcomes).toBe(0)
    expect(group(outcomes(0), 'journey.customer').shoppers).toBe(0)
    expect(outcomes(0).outcomes).toBe(1)
    expect(outcomes(2 * DAY - 1).outcomes).toBe(1)
    expect(outcomes(2 * DAY).outcomes).toBe(0)
  })

  it('asks at the last millisecond before the instant', () => {
    const seen = (ms: number) => group(run([at('a', 'seen', ms)]), 'seen').shoppers
    expect(seen(-7 * DAY)).toBe(1)
    expect(seen(-7 * DAY - 1)).toBe(0)
    const quiet = (ms: number) => group(run([at('a', 'seen', ms)]), 'quiet').shoppers
    expect(quiet(-HOUR - 1)).toBe(1)
    expect(quiet(-HOUR)).toBe(0)
  })

  it('counts nobody who is not known before the instant', () => {
    expect(run([at('a', 'seen', -1)]).shoppers).toBe(1)
    expect(run([at('a', 'seen', 0)]).shoppers).toBe(0)
    expect(run([]).rate).toEqual({ value: null, low: null, high: null })
  })

  it('takes a condition about the horizon alone, and counts apart whom it cannot tell of', () => {
    const outcome: Condition = { gte: [{ mean: 'rating', of: { event: 'rated' } }, 4] }
    const rated = (id: string, ms: number, rating: number) => at(id, 'rated', ms, { props: { rating } })
    const known = ['a', 'b', 'c'].map((id) => at(id, 'seen', -HOUR))
    const result = run([...known, rated('a', -1, 1), rated('a', 5, 4), rated('b', 5, 3), rated('c', 2 * DAY, 5)], {
      outcome,
    })
    expect(result).toMatchObject({ shoppers: 2, outcomes: 1, unknown_outcomes: 1 })
  })

  it('asks a condition of what is in the horizon, both its ends exact, at its last millisecond', () => {
    const outcomes = (outcome: Condition, ...times: number[]) =>
      run([at('a', 'seen', -HOUR), ...times.map((ms) => at('a', 'rated', ms))], { outcome }).outcomes
    expect(
      [-1, 0, 2 * DAY - 1, 2 * DAY].map((ms) => outcomes({ gte: [{ count: { event: 'rated' } }, 1] }, ms)),
    ).toEqual([0, 1, 1, 0])
    const old: Condition = { gte: [{ age: 'last', of: { event: 'rated' } }, '1h'] }
    expect(outcomes(old, 2 * DAY - HOUR - 1)).toBe(1)
    expect(run([at('a', 'seen', -HOUR), at('a', 'rated', 2 * DAY - HOUR)], { outcome: old }).outcomes).toBe(0)
  })

  it('takes a thing opened again for no new one, where the outcome has `once`', () => {
    const outcome = { event: 'bought', once: 'order_id' }
    const order = (ms: number, order_id: string) => at('a', 'bought', ms, { props: { order_id } })
    expect(run([order(-1, 'x'), order(1, 'x')], { outcome }).outcomes).toBe(0)
    expect(run([order(-1, 'x'), order(1, 'y')], { outcome }).outcomes).toBe(1)
    expect(run([order(-1, 'x'), order(1, 'x')]).outcomes).toBe(1)
  })

  it('counts as unknown who cannot be told, and not as in', () => {
    const rated = documentOf({ happy: { gte: [{ last: 'rating', of: { event: 'rated' } }, 4] } })
    const events = [
      at('a', 'rated', -1, { props: { rating: 5 } }),
      at('b', 'rated', -1, { props: { rating: 1 } }),
      at('c', 'seen', -1),
    ]
    const result = backtest(events, rated, { at: AT, outcome: { event: 'bought' }, within: '1d', samples: 100 })
    expect(group(result, 'happy')).toMatchObject({ shoppers: 1, unknown: 1, share: { value: 1 / 3 } })
  })

  it('counts how often a group was left before the instant, and how often by time alone', () => {
    const events = [
      at('a', 'seen', -9 * DAY),
      at('b', 'seen', -7 * DAY - 1),
      at('c', 'seen', -7 * DAY),
      // Quiet since an hour after each event; this one ends it.
      at('a', 'other', -DAY),
      at('b', 'bought', -DAY),
    ]
    const result = run(events)
    // The window of b ends at the last instant before, that of c at the instant itself.
    expect(group(result, 'seen')).toMatchObject({ exits: 2, exits_by_time: 2, exits_by_time_share: 1 })
    expect(group(result, 'quiet')).toMatchObject({ exits: 2, exits_by_time: 0, exits_by_time_share: 0 })
    expect(group(result, 'journey.visitor')).toMatchObject({ exits: 1, exits_by_time: 0 })
    expect(group(result, 'journey.customer')).toMatchObject({ exits: 0, exits_by_time_share: null })
  })

  it('counts who is in two groups', () => {
    const events = [at('a', 'seen', -DAY), at('b', 'seen', -1), at('c', 'other', -DAY), at('c', 'bought', -2 * DAY)]
    expect(run(events).overlap).toEqual({
      groups: ['seen', 'quiet', 'journey.customer', 'journey.visitor'],
      both: [
        [2, 1, 0, 2],
        [1, 2, 1, 1],
        [0, 1, 1, 0],
        [2, 1, 0, 2],
      ],
    })
  })

  it('gives no interval of a lift whose own rate cannot be told', () => {
    const known = [...'abcdef'].map((id) => at(id, id < 'c' ? 'seen' : 'other', -DAY))
    const all = group(run([...known, at('a', 'bought', 1), at('b', 'bought', 1), at('c', 'bought', 1)]), 'seen')
    expect(all.rate).toEqual({ value: 1, low: null, high: null })
    expect(all.lift).toEqual({ value: 2, low: null, high: null })
    expect(all.recall.low).not.toBeNull()
  })

  it('says whether the log reaches as far as the horizon', () => {
    const reach = (ms: number, more = {}) => run([at('a', 'seen', -1), at('b', 'seen', ms)], more)
    expect(reach(2 * DAY - 1)).toMatchObject({ observed_until: AT + 2 * DAY - 1, is_complete: true })
    expect(reach(2 * DAY - 2)).toMatchObject({ observed_until: AT + 2 * DAY - 2, is_complete: false })
    expect(reach(5, { observed_until: AT + 3 * DAY })).toMatchObject({ is_complete: true })
    expect(run([])).toMatchObject({ observed_until: null, is_complete: false })
  })

  it('gives the same for shoppers and events in any order, and the same again', () => {
    const events = Array.from({ length: 40 }, (_, i) => [
      at(`s${i}`, i % 3 ? 'seen' : 'other', -DAY),
      ...(i % 4 ? [] : [at(`s${i}`, 'bought', DAY)]),
    ]).flat()
    const result = run(events)
    expect(group(result, 'seen').lift.low).toBeGreaterThan(0)
    expect(run([...events].reverse())).toEqual(result)
    expect(run(events, { seed: 2 })).not.toEqual({ ...result, intervals: { ...result.intervals, seed: 2 } })
    expect(result.intervals).toEqual({ method: 'percentile', unit: 'shopper', samples: 100, seed: 1, level: 0.95 })
    expect(JSON.parse(JSON.stringify(result))).toEqual(result)
  })

  it.each<[string, Partial<BacktestOptions>, string]>([
    ['an instant', { at: 0.5 }, 'Cannot use at: found 0.5, expected an instant'],
    ['an instant of any calendar', { at: 8e15 + 2 }, 'Cannot use at: found 8000000000000002, expected an instant'],
    ['a horizon', { within: '0d' }, 'Cannot use "within": found "0d", expected a duration above 0'],
    ['a group', { groups: ['nope'] }, 'Cannot use segment "nope": found no such segment or stage'],
    ['samples', { samples: 99 }, 'Cannot use bootstrap "samples": found 99, expected a whole number from 100'],
    ['a level', { level: 1 }, 'Cannot use bootstrap "level": found 1, expected a share above 0 and under 1'],
    ['a seed', { seed: 0.5 }, 'Cannot use bootstrap "seed": found 0.5, expected a whole number'],
    ['the end', { observed_until: Number.NaN }, 'Cannot use observed_until: found NaN'],
    [
      'a window of a selector',
      { outcome: { event: 'bought', within: '1d' } as never },
      'Cannot use "outcome": found a selector with "within"',
    ],
  ])('refuses %s that is none', (_, options, message) => {
    expect(() => run([], options)).toThrow(message)
  })

  it('refuses an outcome that breaks the rules of the language', () => {
    expect(() => run([], { outcome: { event: [] } })).toThrow(/expected/)
    expect(() => run([], { outcome: { gte: [1] } as never })).toThrow(/expected/)
  })
})

/** Membership and exits: all of a result that is from before the instant. */
const known = ({ groups, overlap }: Backtest) => ({
  overlap,
  groups: groups.map(({ name, stage, shoppers, unknown, share, exits, exits_by_time }) => ({
    ...{ name, stage, shoppers, unknown, exits, exits_by_time },
    share: share.value,
  })),
})

describe('what is known at an instant', () => {
  const changed = { name: 'page', props: {}, products: [], context: {} }

  lawRuns(
    'uses no later event: changed, moved, shuffled or gone, they change no membership',
    ({ document, split: { log, left, right }, steps }) => {
      const shift = 1 + (steps[0]! % 9)
      const ask = (change: (event: ShopEvent) => ShopEvent[]) => {
        const histories = [log, left, right].map((part, i) => {
          const events = part as unknown as ShopEvent[]
          const later = events.filter(({ time }) => time >= ANCHOR).flatMap(change)
          return { shopper_id: `s${i}`, events: [...later, ...events.filter(({ time }) => time < ANCHOR)] }
        })
        const options = { at: ANCHOR, outcome: { event: '*' }, within: '30d', samples: 100 } as const
        return backtest(histories, document, options)
      }
      const truth = ask((event) => [event])
      for (const change of [
        () => [],
        (event: ShopEvent) => [{ ...event, ...changed }],
        (event: ShopEvent) => [{ ...event, time: event.time + shift * DAY, session_id: 'other' }],
        (event: ShopEvent) => [event, { ...event, id: `${event.id}+`.slice(-128), time: ANCHOR }],
      ])
        expect(known(ask(change))).toEqual(known(truth))
      // And the outcome is of the later events alone.
      expect(ask(() => []).outcomes).toBe(0)
    },
    0.1,
  )
})
