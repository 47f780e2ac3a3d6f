import { describe, expect, it } from 'vitest'
import type { Engine } from '../../src/engine/compile-checked'
import { enteredBy, leftBy, type Movement } from '../../src/history/movement'
import { replay } from '../../src/history/replay'
import type { AisleDocument } from '../../src/language/ast'
import type { ShopEvent } from '../../src/vocabulary/event-types'
import { bought, DAY, documentOf, event, HOUR, NOW, quietForAnHour, seenInAWeek } from '../engine/shopper-events'
import { type LawCase, lawRuns, shopperOf } from '../support/laws'
import { inOrder } from '../support/reference'

const journey = {
  name: 'journey',
  version: 1,
  stages: [
    { name: 'customer', when: bought },
    { name: 'visitor', when: seenInAWeek },
  ],
  otherwise: 'nobody',
}
const document = documentOf({ quiet: quietForAnHour, seen: seenInAWeek }, {}, [journey])

/** Movements in short: name, from, to, hours after NOW, and the event or time. */
const short = (movements: Iterable<Movement>) =>
  [...movements].map(({ name, from, to, at, cause, event_id }) => [
    name,
    from,
    to,
    (at - NOW) / HOUR,
    cause === 'time' ? (event_id ?? 'time') : event_id,
  ])

describe('replay()', () => {
  it('tells every entry and exit at its exact instant, with the event or time that brought it about', () => {
    const events = [event('seen', NOW), event('bought', NOW + 2 * HOUR)]
    expect(short(replay(events, document, { until: NOW + 7 * DAY }))).toEqual([
      ['seen', null, 'in', 0, 'seen'],
      ['journey', null, 'visitor', 0, 'seen'],
      ['quiet', 'out', 'in', 1, 'time'],
      ['quiet', 'in', 'out', 2, 'bought'],
      ['journey', 'visitor', 'customer', 2, 'bought'],
      ['quiet', 'out', 'in', 3, 'time'],
      ['seen', 'in', 'out', 168, 'time'],
    ])
  })

  it('lives up to `until` and no further, up to the last event where there is none', () => {
    const events = [event('seen', NOW), event('bought', NOW + 2 * HOUR)]
    const names = (until?: number) => short(replay(events, document, until === undefined ? {} : { until })).length
    expect(names()).toBe(5)
    expect(names(NOW - 1)).toBe(0)
    expect(names(NOW + HOUR - 1)).toBe(2)
    expect(names(NOW + HOUR)).toBe(3)
    expect(names(NOW + 2 * HOUR - 1)).toBe(3)
    expect(names(NOW + 2 * HOUR)).toBe(5)
  })

  it('gives time as the cause where time alone came to the same at the instant of an event', () => {
    const other = (id: string, time: number) => event('other', time, { id })
    const seen = documentOf({ seen: seenInAWeek })
    const until = NOW + 8 * DAY
    const events = [event('seen', NOW), other('x', NOW + 7 * DAY)]
    expect(short(replay(events, seen, { until })).at(-1)).toEqual(['seen', 'in', 'out', 168, 'time'])
    // An event that renews it at that instant keeps it: no movement at all.
    const renewed = [event('seen', NOW), event('seen', NOW + 7 * DAY, { id: 'again' })]
    expect(short(replay(renewed, seen, { until }))).toHaveLength(1)
  })

  it('tells nothing of what an event changes and another of the same instant changes back', () => {
    const odd = documentOf({ once: { eq: [{ count: { event: 'bought' } }, 1] } })
    const two = [event('seen', NOW), event('bought', NOW + 1, { id: 'a' }), event('bought', NOW + 1, { id: 'b' })]
    expect(short(replay(two, odd))).toEqual([])
    const three = [...two, event('returned', NOW + 1, { id: 'c' })]
    const twice = documentOf({ twice: { eq: [{ count: { event: 'bought' } }, 2] } })
    expect(short(replay(three, twice)).map(([, , to, , by]) => [to, by])).toEqual([['in', 'b']])
  })

  it('gives what holds at the first event, by the event of that instant after which it held', () => {
    const events = [event('other', NOW, { id: 'a' }), event('bought', NOW, { id: 'b' })]
    const never = { eq: [{ count: { event: 'bought' } }, 0] } as const
    const rules = documentOf({ bought, never, early: quietForAnHour }, {}, [journey])
    expect(short(replay(events, rules))).toEqual([
      ['bought', null, 'in', 0, 'b'],
      ['journey', null, 'customer', 0, 'b'],
    ])
    expect(short(replay(events.slice(0, 1), rules))).toEqual([
      ['never', null, 'in', 0, 'a'],
      ['journey', null, 'nobody', 0, 'a'],
    ])
  })

  it('tells of an outcome that becomes unknown, and of one that is known again', () => {
    const rated = documentOf({ happy: { gte: [{ mean: 'rating', of: { event: 'rated', within: '1d' } }, 4] } })
    const events = [event('seen', NOW), event('rated', NOW + HOUR, { props: { rating: 5 } })]
    const told = [...replay(events, rated, { until: NOW + 2 * DAY })]
    expect(short(told)).toEqual([
      ['happy', null, 'unknown', 0, 'seen'],
      ['happy', 'unknown', 'in', 1, 'rated'],
      ['happy', 'in', 'unknown', 25, 'time'],
    ])
    expect(told.map(enteredBy)).toEqual([null, { kind: 'segment', name: 'happy' }, null])
    expect(told.map(leftBy)).toEqual([null, null, { kind: 'segment', name: 'happy' }])
  })

  it('takes loose events of many shoppers in any order, or one history after the other', () => {
    const of = (shopper_id: string) => [
      event('seen', NOW, { shopper_id }),
      event('bought', NOW + HOUR, { shopper_id, id: `bought-${shopper_id}` }),
    ]
    const loose = [...of('b'), ...of('a')].reverse()
    const told = [...replay(loose, document)]
    expect(told.map(({ shopper_id }) => shopper_id).join('')).toMatch(/^a+b+$/)
    const histories = ['a', 'b'].map((shopper_id) => ({ shopper_id, events: of(shopper_id) }))
    expect([...replay(histories, document)]).toEqual(told)
  })

  it('asks for the next history only when the one before has been told', () => {
    const asked: string[] = []
    function* histories() {
      for (const shopper_id of ['a', 'b', 'c']) {
        asked.push(shopper_id)
        yield { shopper_id, events: [event('seen', NOW, { shopper_id })] }
      }
    }
    for (const { shopper_id } of replay(histories(), document)) if (shopper_id === 'b') break
    expect(asked).toEqual(['a', 'b'])
  })

  it('derives visits where the events have none', () => {
    const several = documentOf({
      back: { gt: [{ count: { event: '*' } }, { count: { event: '*', within: 'visit' } }] },
    })
    const events = [0, 10, 41].map((minutes, i) =>
      event('seen', NOW + minutes * 60_000, { id: `e${i}`, session_id: '' }),
    )
    expect(short(replay(events, several)).map(([, , to, , by]) => [to, by])).toEqual([['in', 'e2']])
    const mixed = [{ ...events[0]!, session_id: 's' }, ...events.slice(1)]
    expect(short(replay(mixed, several)).map(([, , to, , by]) => [to, by])).toEqual([['in', 'e2']])
  })

  it('tells only of the groups that are asked for', () => {
    const events = [event('seen', NOW), event('bought', NOW + 2 * HOUR)]
    const names = (...groups: string[]) => short(replay(events, document, { until: NOW + 7 * DAY, groups }))
    expect(names('quiet').map(([name]) => name)).toEqual(['quiet', 'quiet', 'quiet'])
    expect(names('journey').map(([, from, to]) => [from, to])).toEqual([
      [null, 'visitor'],
      ['visitor', 'customer'],
    ])
    expect(names('journey.customer').map(([, from, to]) => [from, to])).toEqual([['visitor', 'customer']])
    // Segments that others only rest on are worked out, and not told.
    const resting = {
      ...document,
      segments: [...document.segments, ...documentOf({ on: { segment: 'seen' } }).segments],
    }
    expect(short(replay(events, resting, { groups: ['on'] })).map(([name]) => name)).toEqual(['on'])
    const deeper = documentOf({ far: { not: { segment: 'near' } }, near: { segment: 'seen' }, seen: seenInAWeek })
    expect(short(replay(events, deeper, { until: NOW + 7 * DAY, groups: ['far'] }))).toEqual([
      ['far', 'out', 'in', 168, 'time'],
    ])
  })

  it('passes over what is no event, and tells of it', () => {
    const problems: string[] = []
    const onProblem = ({ path }: { path: string }) => problems.push(path)
    const bad = [null, {}, { ...event('seen', NOW), shopper_id: 7 }, event('seen', Number.NaN)] as ShopEvent[]
    expect([...replay([...bad, event('seen', NOW)], document, { onProblem })]).toHaveLength(2)
    expect(problems).toEqual(['id', 'id', 'shopper_id', 'time'])
  })

  it('refuses a group that is not there and an instant that is none, at once', () => {
    expect(() => replay([], document, { groups: ['quite'] })).toThrow(
      'Cannot use segment "quite": found no such segment or stage, expected one of quiet, seen, journey',
    )
    expect(() => replay([], document, { until: Number.NaN })).toThrow(
      /^Cannot use until: found NaN, expected an instant/,
    )
  })
})

/** What each rule says, as a list. */
type Answers = Record<string, string>

/** What a new shopper answers who gets all events up to an instant at once. */
function freshAnswers(engine: Engine, events: readonly ShopEvent[], now: number): Answers {
  const { segments, stages } = shopperOf(engine, events as never).at(now)
  return { ...segments, ...stages }
}

/** What the movements up to an instant come to. */
function answersBy(movements: readonly Movement[], { segments }: AisleDocument, now: number): Answers {
  const answers: Answers = Object.fromEntries(segments.map(({ name }) => [name, 'out']))
  for (const { name, to, at } of movements) if (at <= now) answers[name] = to
  return answers
}

describe('the laws of replay', () => {
  const told = ({ document, split: { log }, now }: LawCase) => {
    const events = inOrder(log) as unknown as ShopEvent[]
    const history = { shopper_id: 'u1', events: log as unknown as ShopEvent[] }
    return { events, movements: [...replay([history], document, { until: now })] }
  }

  lawRuns(
    'the movements come to what a new shopper answers, at each of them, just before, and at any other instant',
    (each) => {
      const { document, engine, now, steps } = each
      const { events, movements } = told(each)
      const first = events[0]?.time ?? Number.POSITIVE_INFINITY
      const instants = [now, ...movements.flatMap(({ at }) => [at, at - 1]), ...steps.map((ms) => now - ms)]
      for (const at of instants)
        if (at >= first && at <= now)
          expect([at, answersBy(movements, document, at)]).toEqual([at, freshAnswers(engine, events, at)])
    },
    0.5,
  )

  lawRuns('entries and exits alternate, each later than the one before, and none after the end', (each) => {
    const { events, movements } = told(each)
    const last = new Map<string, Movement>()
    let latest = Number.NEGATIVE_INFINITY
    for (const movement of movements) {
      const { kind, name, from, to, at } = movement
      const before = last.get(name)
      const isFirst = at === events[0]!.time
      expect(from).toBe(isFirst ? null : (before?.to ?? (kind === 'segment' ? 'out' : undefined)))
      expect(to).not.toBe(from)
      expect(at).toBeGreaterThan(before?.at ?? Number.NEGATIVE_INFINITY)
      expect(at).toBeGreaterThanOrEqual(latest)
      expect(at).toBeLessThanOrEqual(each.now)
      last.set(name, movement)
      latest = at
    }
  })

  lawRuns(
    'time is the cause where it would have come so without events, else the event after which it stayed',
    (each) => {
      const { events, movements } = told(each)
      for (const { name, from, to, at, cause, event_id } of movements) {
        const then = events.filter(({ time }) => time === at)
        const before = events.filter(({ time }) => time < at)
        const upTo = (count: number) => freshAnswers(each.engine, [...before, ...then.slice(0, count)], at)[name]
        expect(event_id === null).toBe(cause === 'time')
        if (cause === 'time') expect(upTo(0)).toBe(to)
        else {
          const place = then.findIndex(({ id }) => id === event_id)
          expect(place).toBeGreaterThanOrEqual(0)
          if (from !== null) expect(upTo(0)).not.toBe(to)
          if (from !== null || place > 0) expect(upTo(place)).not.toBe(to)
          for (let count = place + 1; count <= then.length; count += 1) expect(upTo(count)).toBe(to)
        }
      }
    },
    0.5,
  )
})
