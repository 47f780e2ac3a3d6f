import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assignVisits, campaignOf, type VisitEvent } from '../../src/sessions/assign-visits'
import { IDLE_TIMEOUT_MS, MAX_LENGTH_MS, nextVisit, type VisitState } from '../../src/sessions/visit'

interface Logged extends VisitEvent {
  readonly id: string
}

const ids = (events: readonly VisitEvent[], options = {}) =>
  [...assignVisits(events, options)].map((event) => event.session_id)

const source = fc.constantFrom(undefined, '(direct)', 'google', 'bing')
const event = fc.record({
  gap: fc.oneof(fc.constantFrom(0, 1, 1_799_999, 1_800_000, 1_800_001), fc.integer({ min: 0, max: 7_200_000 })),
  visitor_id: fc.constantFrom('a', 'a', 'b', null),
  campaign: source.map((name) => name && { source: name, medium: 'm' }),
})

/** A sorted log of one shopper. */
const log = fc.array(event, { minLength: 1, maxLength: 120 }).map((events) => {
  let time = Date.UTC(2024, 9, 26)
  return events.map(({ gap, visitor_id, campaign }, at): Logged => {
    time += gap
    return { id: String(at).padStart(3, '0'), time, visitor_id, shopper_id: 's', session_id: '', context: { campaign } }
  })
})

const sorted = (events: readonly Logged[]) =>
  [...events].sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))

describe('assignVisits()', () => {
  it('sets what is empty and keeps what is there', () => {
    const events = [
      { time: 0, shopper_id: 's' },
      { time: 1, shopper_id: 's', session_id: '' },
      { time: 2, shopper_id: 's', session_id: null },
      { time: 3, shopper_id: 's', session_id: 'kept' },
    ]
    const result = [...assignVisits(events)]
    expect(result.map((each) => each.session_id)).toEqual(['s.0', 's.0', 's.0', 'kept'])
    expect(result[3]).toBe(events[3])
    expect(events[0]).not.toHaveProperty('session_id')
  })

  it('lets a server’s events join the visit that the browser named', () => {
    const events = [
      { time: 0, visitor_id: 'v', session_id: 'kept' },
      { time: 60_000, shopper_id: 's' },
      { time: 120_000, visitor_id: 'v' },
      { time: 10_000_000, shopper_id: 's' },
    ]
    expect(ids(events)).toEqual(['kept', 'kept', 'kept', 'v.10000000'])
  })

  it('learns the source of a named visit from whichever of its events knows it', () => {
    const context = { campaign: { source: 'google', medium: 'organic' } }
    const named = { visitor_id: 'v', session_id: 'kept' }
    const events = [
      { time: 0, ...named },
      { time: 1, ...named, context },
      { time: 2, visitor_id: 'v', context },
    ]
    expect(ids(events)).toEqual(['kept', 'kept', 'kept'])
  })

  it('keeps the visits of two browsers apart though they overlap', () => {
    const events = [
      { time: 0, visitor_id: 'phone' },
      { time: 1, visitor_id: 'desktop' },
      { time: 2, visitor_id: 'phone' },
      { time: 3, visitor_id: 'desktop' },
    ]
    expect(ids(events)).toEqual(['phone.0', 'desktop.1', 'phone.0', 'desktop.1'])
  })

  it('starts a visit on a new campaign, read from the context or by source_of', () => {
    const hits = [
      {
        time: 0,
        shopper_id: 's',
        context: { campaign: { source: 'google', medium: 'cpc' }, click_ids: { gclid: '1' } },
      },
      {
        time: 1,
        shopper_id: 's',
        context: { campaign: { source: 'google', medium: 'cpc' }, click_ids: { gclid: '2' } },
      },
      { time: 2, shopper_id: 's', context: { campaign: null } },
    ]
    expect(ids(hits)).toEqual(['s.0', 's.1', 's.1'])
    expect(ids(hits, { source_of: () => undefined })).toEqual(['s.0', 's.0', 's.0'])
    expect(campaignOf({ time: 0, context: { campaign: null } })).toBeUndefined()
  })

  it('partitions the log: each visit is one browser’s, without a gap of half an hour, under a day', () => {
    fc.assert(
      fc.property(log, (events) => {
        const result = [...assignVisits(events)]
        expect(result.map(({ id }) => id)).toEqual(events.map(({ id }) => id))
        for (const session_id of new Set(result.map((each) => each.session_id))) {
          const visit = result.filter((each) => each.session_id === session_id)
          const times = visit.map((each) => each.time)
          expect(times.at(-1)! - times[0]!).toBeLessThan(MAX_LENGTH_MS)
          for (const [at, time] of times.entries()) expect(time - (times[at - 1] ?? time)).toBeLessThan(IDLE_TIMEOUT_MS)
          expect(new Set(visit.map((each) => each.visitor_id).filter(Boolean)).size).toBeLessThanOrEqual(1)
        }
      }),
    )
  })

  it('splits at every gap of half an hour or more, and of one browser’s direct hits only there or after a day', () => {
    fc.assert(
      fc.property(log, (events) => {
        const plain = events.map((each) => ({ ...each, visitor_id: 'v', context: {} }))
        const result = [...assignVisits(plain)]
        let started = result[0]!.time
        for (const [at, each] of result.entries()) {
          if (at === 0) continue
          const before = result[at - 1]!
          const mustSplit = each.time - before.time >= IDLE_TIMEOUT_MS || each.time - started >= MAX_LENGTH_MS
          if (mustSplit) started = each.time
          expect(each.session_id !== before.session_id).toBe(mustSplit)
          expect(each.session_id).toBe(`v.${started}`)
        }
      }),
    )
  })

  it('gives the same whatever the order of arrival, once sorted', () => {
    fc.assert(
      fc.property(
        log.chain((events) => fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length }))),
        ([events, shuffled]) => {
          expect(ids(sorted(shuffled))).toEqual(ids(events))
        },
      ),
    )
  })

  it('gives the same again when some of its visits are already named', () => {
    fc.assert(
      fc.property(log, fc.array(fc.boolean(), { minLength: 120, maxLength: 120 }), (events, named) => {
        const plain = events.map((each) => ({ ...each, visitor_id: 'v', context: {} }))
        const once = [...assignVisits(plain, { max_length_ms: Number.MAX_VALUE })]
        const some = once.map((each, at) => (named[at] ? each : { ...each, session_id: '' }))
        const again = [...assignVisits(some, { max_length_ms: Number.MAX_VALUE })]
        expect(again.map((each) => each.session_id)).toEqual(once.map((each) => each.session_id))
      }),
    )
  })

  it('agrees with the live reducer fed hit by hit', () => {
    fc.assert(
      fc.property(log, (events) => {
        const states = new Map<string, VisitState>()
        const own = events.filter((each) => each.visitor_id)
        const live = own.map((each) => {
          const visitor_id = each.visitor_id!
          const step = nextVisit(states.get(visitor_id), { time: each.time, visitor_id, source: campaignOf(each) })
          states.set(visitor_id, JSON.parse(JSON.stringify(step.state)))
          return step.state.session_id
        })
        expect(ids(own)).toEqual(live)
      }),
    )
  })
})
