import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  checkVisitOptions,
  nextVisit,
  type VisitHit,
  type VisitOptions,
  type VisitSource,
  type VisitState,
} from '../../src/sessions/visit'

const HOUR = 3_600_000
const start = Date.UTC(2024, 0, 10, 12)

/** Feeds times (or hits) to the reducer and gives every step. */
function walk(hits: readonly (number | Partial<VisitHit>)[], options: VisitOptions = {}) {
  let state: VisitState | undefined
  return hits.map((hit) => {
    const step = nextVisit(
      state,
      { time: 0, visitor_id: 'v', ...(typeof hit === 'number' ? { time: hit } : hit) },
      options,
    )
    state = step.state
    return step
  })
}

const reasons = (hits: readonly (number | Partial<VisitHit>)[], options?: VisitOptions) =>
  walk(hits, options).map((step) => step.reason)

const ads: VisitSource = { source: 'google', medium: 'cpc', name: 'spring', click_ids: { gclid: 'a' } }

describe('nextVisit()', () => {
  it('names a visit after its visitor and start', () => {
    expect(walk([start])[0]).toEqual({
      state: { session_id: `v.${start}`, visitor_id: 'v', started_at: start, last_at: start, source: undefined },
      is_new: true,
      reason: 'first',
    })
  })

  it.each([
    [1_799_999, 'same'],
    [1_800_000, 'idle'],
    [1_800_001, 'idle'],
  ])('after %i ms without a hit: %s', (gap, reason) => {
    expect(reasons([start, start + gap])).toEqual(['first', reason])
  })

  it('measures idleness from the latest hit', () => {
    expect(reasons([start, start + 1_799_999, start + 3_599_998])).toEqual(['first', 'same', 'same'])
  })

  it.each([
    [86_399_999, 'same'],
    [86_400_000, 'max_length'],
    [86_400_001, 'max_length'],
  ])('a hit every 20 minutes, then one at %i ms: %s', (last, reason) => {
    const hits = Array.from({ length: 72 }, (_, at) => start + at * 20 * 60_000)
    expect(reasons([...hits, start + last]).at(-1)).toBe(reason)
  })

  it('takes other limits when given, and the usual ones when they are none', () => {
    expect(reasons([0, 60_000], { idle_timeout_ms: 60_000 })).toEqual(['first', 'idle'])
    expect(reasons([0, 50_000, 100_000], { max_length_ms: 100_000 })).toEqual(['first', 'same', 'max_length'])
    expect(reasons([0, 60_000], { idle_timeout_ms: Number.NaN, max_length_ms: -1 })).toEqual(['first', 'same'])
  })

  describe('with midnight_zone', () => {
    const berlin = { midnight_zone: 'Europe/Berlin' }
    it.each([
      ['winter, UTC+1', Date.UTC(2024, 0, 10, 23)],
      ['summer, UTC+2', Date.UTC(2024, 6, 10, 22)],
      ['the night the clocks go forward', Date.UTC(2024, 2, 30, 23)],
      ['the night after', Date.UTC(2024, 2, 31, 22)],
      ['the night the clocks go back', Date.UTC(2024, 9, 26, 22)],
      ['the night after that', Date.UTC(2024, 9, 27, 23)],
    ])('splits at local midnight exactly: %s', (_, midnight) => {
      expect(reasons([midnight - 2, midnight - 1, midnight], berlin)).toEqual(['first', 'same', 'midnight'])
      expect(reasons([midnight, midnight + 1], berlin)).toEqual(['first', 'same'])
    })

    it('does not split when the clocks change, only at midnight', () => {
      const [forward, back] = [Date.UTC(2024, 2, 31, 1), Date.UTC(2024, 9, 27, 1)]
      expect(reasons([forward - 1, forward, forward + 1], berlin)).toEqual(['first', 'same', 'same'])
      expect(reasons([back - 1, back, back + 1], berlin)).toEqual(['first', 'same', 'same'])
    })

    it('splits when the day begins at one o’clock because midnight does not exist (Cairo)', () => {
      const skipped = Date.UTC(2024, 3, 25, 22)
      expect(reasons([skipped - 1, skipped], { midnight_zone: 'Africa/Cairo' })).toEqual(['first', 'midnight'])
    })

    it('is off by default and for an unknown zone', () => {
      const midnight = Date.UTC(2024, 0, 10)
      expect(reasons([midnight - 1, midnight])).toEqual(['first', 'same'])
      expect(reasons([midnight - 1, midnight], { midnight_zone: 'Mars/Olympus' })).toEqual(['first', 'same'])
      expect(reasons([midnight - 1, midnight], { midnight_zone: 'UTC' })).toEqual(['first', 'midnight'])
    })
  })

  describe('campaigns', () => {
    it('start a visit when any field differs, even from the same source', () => {
      for (const change of [
        { source: 'bing' },
        { medium: 'cpm' },
        { name: 'x' },
        { term: 'x' },
        { content: 'x' },
        { id: 'x' },
      ]) {
        expect(reasons([{ source: ads }, { time: 1, source: { ...ads, ...change } }])).toEqual(['first', 'campaign'])
      }
      expect(reasons([{ source: ads }, { time: 1, source: { ...ads } }])).toEqual(['first', 'same'])
    })

    it('start a visit on another paid click id, not on an unpaid or unknown one', () => {
      const clicked = (click_ids: Record<string, string>) => ({ time: 1, source: { ...ads, click_ids } })
      expect(reasons([{ source: ads }, clicked({ gclid: 'b' })])[1]).toBe('campaign')
      expect(reasons([{ source: ads }, clicked({ gclid: 'a', fbclid: 'b' })])[1]).toBe('same')
      expect(reasons([{ source: ads }, clicked({ constructor: 'b', toString: 'c' } as never)])[1]).toBe('same')
      expect(reasons([{ source: ads }, clicked({})])[1]).toBe('same')
    })

    it('start a visit after a direct or unknown beginning', () => {
      expect(reasons([{}, { time: 1, source: ads }])).toEqual(['first', 'campaign'])
      expect(reasons([{ source: { source: '(direct)', medium: '(none)' } }, { time: 1, source: ads }])[1]).toBe(
        'campaign',
      )
    })

    it('never are direct or absent', () => {
      const none: VisitSource[] = [
        { source: '(direct)', medium: '(none)' },
        {},
        { source: null, medium: null },
        { medium: 'email' },
      ]
      for (const source of none) expect(reasons([{ source: ads }, { time: 1, source }])).toEqual(['first', 'same'])
      expect(walk([{ source: ads }, 1])[1]!.state.source).toBe(ads)
    })

    it('at the very start of a visit are taken over: two visits cannot share an id', () => {
      const steps = walk([{ time: 5 }, { time: 5, source: ads }, { time: 6, source: ads }])
      expect(steps.map((step) => step.reason)).toEqual(['first', 'same', 'same'])
      expect(steps[1]!.state.source).toBe(ads)
    })
  })

  describe('when the clock goes back', () => {
    it('stays in the visit and moves neither end for less than the timeout', () => {
      const steps = walk([start, start + 60_000, start - 1_000])
      expect(steps[2]).toMatchObject({ is_new: false, state: { started_at: start, last_at: start + 60_000 } })
    })

    it('starts no campaign visit before the visit’s own start', () => {
      expect(reasons([start, { time: start - 1, source: ads }])).toEqual(['first', 'same'])
    })

    it('starts a visit for the timeout or more, so that a visit from the future ends', () => {
      expect(reasons([start, start - 1_799_999])).toEqual(['first', 'same'])
      expect(reasons([start, start - 1_800_000])).toEqual(['first', 'clock'])
      expect(reasons([start + 365 * 24 * HOUR, start, start + 1])).toEqual(['first', 'clock', 'same'])
    })
  })

  it('starts a visit when the visitor is another one', () => {
    expect(reasons([start, { time: start + 1, visitor_id: 'w' }])).toEqual(['first', 'visitor'])
  })

  it('starts afresh when what was stored is no visit', () => {
    for (const stored of [
      {},
      { last_at: Number.NaN, started_at: 0 },
      { last_at: 1, started_at: 2 },
      { started_at: 5 },
    ]) {
      expect(nextVisit(stored as VisitState, { time: 7, visitor_id: 'v' }).reason).toBe('first')
    }
  })

  it('takes a time that is not finite for the latest hit’s', () => {
    expect(walk([start, Number.NaN])[1]!.state).toEqual(walk([start])[0]!.state)
    expect(walk([Number.POSITIVE_INFINITY])[0]!.state.session_id).toBe('v.0')
  })

  it('goes on the same from state that was stored as JSON', () => {
    const first = walk([{ time: start, source: ads }])[0]!.state
    const hit = { time: start + 1, visitor_id: 'v', source: { ...ads } }
    expect(nextVisit(JSON.parse(JSON.stringify(first)), hit)).toEqual(nextVisit(first, hit))
  })

  it('does not throw whatever it is given', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), fc.double(), fc.anything(), (state, source, time, zone) => {
        const options = { midnight_zone: zone as string, idle_timeout_ms: zone as number }
        const step = nextVisit(state as VisitState, { time, visitor_id: 'v', source: source as VisitSource }, options)
        expect(typeof step.is_new).toBe('boolean')
      }),
    )
  })
})

describe('checkVisitOptions()', () => {
  it('passes good options', () => {
    checkVisitOptions({})
    checkVisitOptions({ idle_timeout_ms: 1, max_length_ms: 1, midnight_zone: 'Europe/Berlin' })
  })

  it.each([
    [{ idle_timeout_ms: 0 }, 'Cannot use visit option "idle_timeout_ms": 0, expected a number of milliseconds above 0'],
    [
      { max_length_ms: Number.NaN },
      'Cannot use visit option "max_length_ms": NaN, expected a number of milliseconds above 0',
    ],
    [
      { midnight_zone: 'X/Y' },
      'Cannot use visit option "midnight_zone": X/Y, expected an IANA time zone such as "Europe/Berlin"',
    ],
  ])('refuses %o', (options, message) => {
    expect(() => checkVisitOptions(options)).toThrow(message)
    expect(() => checkVisitOptions(options)).toThrow(expect.objectContaining({ code: 'invalid_visit_options' }))
  })
})
