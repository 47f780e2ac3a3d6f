import { describe, expect, it } from 'vitest'
import { compile } from '../../src/engine/compile'
import { replay } from '../../src/history/replay'
import { answersOf, follow, type Moved } from '../../src/membership/follow'
import type { ShopEvent } from '../../src/vocabulary/event-types'
import { bought, DAY, documentOf, event, HOUR, NOW, quietForAnHour, seenInAWeek } from '../engine/shopper-events'
import { lawRuns } from '../support/laws'
import { inOrder } from '../support/reference'

const journey = { name: 'journey', version: 1, stages: [{ name: 'customer', when: bought }], otherwise: 'visitor' }
const document = documentOf({ quiet: quietForAnHour, seen: seenInAWeek }, {}, [journey])
const engine = compile(document)

/** Changes in short: name, from, to, hours after NOW, cause. */
const short = (moved: readonly Moved[]) =>
  moved.map(({ name, from, to, at, cause }) => [name, from, to, (at - NOW) / HOUR, cause])

describe('follow()', () => {
  it('tells each change at its exact instant, with its reasons and until when it holds', () => {
    const shopper = engine.shopper()
    const moved = follow(shopper, { events: [event('seen', NOW)], merged: [], until: NOW + HOUR })
    expect(short(moved)).toEqual([
      ['quiet', 'unknown', 'out', 0, 'event'],
      ['seen', 'out', 'in', 0, 'event'],
      ['quiet', 'out', 'in', 1, 'time'],
    ])
    expect(moved.map(({ changes_at }) => changes_at)).toEqual([
      { at: NOW + HOUR, to: 'in' },
      { at: NOW + 7 * DAY, to: 'out' },
      null,
    ])
    expect(moved[2]!.because).toMatchObject([
      { outcome: 'in', margin: 0, sides: [{ value: HOUR, events: ['seen'] }, {}] },
    ])
  })

  it('says so where an event comes too late, and tells of it from the next instant on', () => {
    const shopper = engine.shopper()
    follow(shopper, { events: [event('seen', NOW)], merged: [], until: NOW + 2 * HOUR })
    const late = [event('late', NOW + 2 * HOUR)]
    const moved = follow(shopper, { events: late, merged: [], until: NOW + 2.5 * HOUR })
    expect(short(moved)).toEqual([['quiet', 'in', 'out', 2 + 1 / HOUR, 'late_event']])
  })

  it('tells nothing of what is there already', () => {
    const shopper = engine.shopper()
    const events = [event('seen', NOW), event('bought', NOW + 1)]
    follow(shopper, { events, merged: [], until: NOW + HOUR / 2 })
    expect(follow(shopper, { events, merged: [], until: NOW + HOUR / 2 })).toEqual([])
  })

  it('lets an event that is yet to come wait for its instant', () => {
    const shopper = engine.shopper()
    expect(follow(shopper, { events: [event('bought', NOW + 1)], merged: [], until: NOW })).toEqual([])
    const moved = follow(shopper, { events: [], merged: [], until: NOW + 1 })
    expect(short(moved)).toContainEqual(['journey', 'visitor', 'customer', 1 / HOUR, 'event'])
  })

  it('tells what a merge changes', () => {
    const [shopper, other] = [engine.shopper(), engine.shopper()]
    follow(shopper, { events: [event('seen', NOW)], merged: [], until: NOW + 2 * HOUR })
    follow(other, { events: [event('bought', NOW + 1)], merged: [], until: NOW + HOUR })
    const moved = follow(shopper, { events: [], merged: [other.snapshot()], until: NOW + 2 * HOUR })
    expect(short(moved)).toEqual([['journey', 'visitor', 'customer', 2 + 1 / HOUR, 'merge']])
  })

  it('tells what other definitions change, at an instant of its own', () => {
    const shopper = engine.shopper()
    follow(shopper, { events: [event('seen', NOW)], merged: [], until: NOW })
    const narrower = documentOf({ seen: { not: seenInAWeek }, new: seenInAWeek }, {}, [])
    const taken_up = compile(narrower).shopper(shopper.snapshot())
    const moved = follow(taken_up, { answers: answersOf(shopper), events: [], merged: [], until: NOW + HOUR })
    expect(short(moved)).toEqual([
      ['quiet', 'out', 'unknown', 1 / HOUR, 'definitions'],
      ['seen', 'in', 'out', 1 / HOUR, 'definitions'],
      ['journey', 'visitor', 'unknown', 1 / HOUR, 'definitions'],
      ['new', null, 'in', 1 / HOUR, 'definitions'],
    ])
    expect(follow(taken_up, { answers: answersOf(taken_up), events: [], merged: [], until: NOW + HOUR })).toEqual([])
  })
})

describe('the laws of follow', () => {
  const keyOf = ({ kind, name, from, to, at }: Moved) => [kind, name, from, to, at].join(' ')

  lawRuns('what comes in time is told as a replay of the log tells it', ({ engine, document, split: { log }, now }) => {
    const events = (log as unknown as ShopEvent[]).filter(({ time }) => time <= now)
    const first = Math.min(...events.map(({ time }) => time))
    const history = { shopper_id: 'u1', events }
    const replayed = [...replay([history], document, { until: now })].filter(({ at }) => at > first)
    const moved = follow(engine.shopper(), { events, merged: [], until: now }).filter(({ at }) => at > first)
    const said = (
      all: readonly {
        readonly kind: string
        readonly name: string
        readonly from: string | null
        readonly to: string
        readonly at: number
      }[],
    ) => all.map(({ kind, name, from, to, at }) => [at, kind, name, from, to].join(' ')).sort()
    expect(said(moved)).toEqual(said(replayed))
  })

  lawRuns(
    'whatever order events come in, what was told comes to what holds; no change is told twice',
    ({ engine, split: { left, right, permuted }, now, other, steps }) => {
      const shopper = engine.shopper()
      const told: Moved[] = []
      const before = answersOf(shopper)
      const batches = [left, right, permuted].map((batch) => batch as unknown as ShopEvent[])
      const instants = [Math.min(now, other) - steps[0]!, Math.min(now, other), Math.max(now, other)]
      let answers: ReturnType<typeof answersOf> | undefined
      batches.forEach((events, i) => {
        told.push(...follow(shopper, { answers, events, merged: [], until: instants[i]! }))
        answers = answersOf(shopper)
      })
      const view: Record<string, string> = { ...before }
      for (const { kind, name, from, to } of told) {
        expect([name, view[`${kind} ${name}`]]).toEqual([name, from])
        view[`${kind} ${name}`] = to
      }
      expect(view).toEqual(answers)
      expect(new Set(told.map(keyOf)).size).toBe(told.length)
      const fresh = engine.shopper()
      for (const each of inOrder(permuted) as unknown as ShopEvent[]) fresh.add(each)
      fresh.advance(shopper.clock)
      expect(answers).toEqual(answersOf(fresh))
    },
  )
})
