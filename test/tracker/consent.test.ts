import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ConsentHit, type ConsentState, nextConsent } from '../../src/tracker/consent'
import type { Rank } from '../../src/tracker/importance'

interface Call {
  readonly rank: Rank
  readonly at: number
}

const PENDING: ConsentState<Call> = { status: 'pending', waiting: [] }
const call = (at: number, rank: Rank = 1): Call => ({ at, rank })
const stepOf = (...hits: ConsentHit<Call>[]) => {
  let step = { state: PENDING, replay: [] as readonly Call[], discard: [] as readonly Call[] }
  for (const hit of hits) step = nextConsent(step.state, hit)
  return step
}

describe('nextConsent()', () => {
  it('lets calls wait while there is no answer', () => {
    expect(stepOf({ call: call(1) }, {}, { call: call(2) })).toEqual({
      state: { status: 'pending', waiting: [call(1), call(2)] },
      replay: [],
      discard: [],
    })
  })

  it('replays them in order when it is granted, and lets later ones through', () => {
    const waited = [{ call: call(1) }, { call: call(2) }, { granted: true }]
    expect(stepOf(...waited)).toEqual({
      state: { status: 'granted', waiting: [] },
      replay: [call(1), call(2)],
      discard: [],
    })
    expect(stepOf(...waited, { call: call(3) })).toMatchObject({ replay: [call(3)], discard: [] })
  })

  it('discards them when it is denied, and later ones too', () => {
    const waited = [{ call: call(1) }, { call: call(2) }, { granted: false }]
    expect(stepOf(...waited)).toEqual({
      state: { status: 'denied', waiting: [] },
      replay: [],
      discard: [call(1), call(2)],
    })
    expect(stepOf(...waited, { call: call(3) })).toMatchObject({ replay: [], discard: [call(3)] })
  })

  it('lets minds be changed, without what was denied coming back', () => {
    const changed = [{ granted: true }, { granted: false }, { call: call(1) }, { granted: true }]
    expect(stepOf(...changed)).toEqual({ state: { status: 'granted', waiting: [] }, replay: [], discard: [] })
    expect(stepOf(...changed, { call: call(2) }).replay).toEqual([call(2)])
    expect(stepOf(...changed, { granted: false }).state.status).toBe('denied')
  })

  it('takes a browser that opts out as no, whatever else is said', () => {
    expect(stepOf({ call: call(1) }, { is_opted_out: true, granted: true })).toMatchObject({
      state: { status: 'denied' },
      discard: [call(1)],
    })
    expect(stepOf({ granted: true }, { is_opted_out: true, call: call(1) }).discard).toEqual([call(1)])
    expect(stepOf({ is_opted_out: false, granted: true }).state.status).toBe('granted')
  })

  it('takes nothing but true and false as an answer', () => {
    for (const granted of ['yes', 1, null, undefined, {}]) {
      expect(stepOf({ granted: granted as never }).state.status).toBe('pending')
    }
  })

  it('does nothing when what is stored is no status', () => {
    const odd = { status: 'GRANTED', waiting: [] } as unknown as ConsentState<Call>
    expect(nextConsent(odd, { call: call(1) })).toMatchObject({ replay: [], discard: [call(1)] })
    expect(nextConsent(odd, { granted: true }).state.status).toBe('granted')
  })

  it('has a thousand wait, beyond which the least important oldest goes', () => {
    const hits = Array.from({ length: 1000 }, (_, at) => ({ call: call(at, at === 0 ? 2 : at === 1 ? 1 : 0) }))
    const full = stepOf(...hits).state
    expect(full.waiting).toHaveLength(1000)
    expect(nextConsent(full, { call: call(1000, 2) })).toMatchObject({ discard: [call(2, 0)] })
    expect(nextConsent(full, { call: call(1000, 0) }).state.waiting).toHaveLength(1000)
    const allOrders = { ...full, waiting: full.waiting.map(({ at }) => call(at, 2)) }
    expect(nextConsent(allOrders, { call: call(1000, 0) })).toMatchObject({ discard: [call(1000, 0)] })
    expect(nextConsent(allOrders, { call: call(1000, 2) })).toMatchObject({ discard: [call(0, 2)] })
  })

  it('gives every call once, replayed or discarded, and none unasked (property)', () => {
    const hit = fc.record(
      { call: fc.record({ rank: fc.constantFrom<Rank>(0, 1, 2) }), granted: fc.boolean(), is_opted_out: fc.boolean() },
      { requiredKeys: [] },
    )
    const run = (hits: { call?: { rank: Rank }; granted?: boolean; is_opted_out?: boolean }[]) => {
      let state: ConsentState<{ rank: Rank }> = { status: 'pending', waiting: [] }
      const out: unknown[] = []
      for (const each of hits) {
        const step = nextConsent(state, each)
        state = step.state
        if (step.replay.length > 0) expect(state.status).toBe('granted')
        if (state.status !== 'pending') expect(state.waiting).toEqual([])
        out.push(...step.replay, ...step.discard)
      }
      expect([...out, ...state.waiting]).toEqual(hits.flatMap((each) => each.call ?? []))
    }
    fc.assert(fc.property(fc.array(hit), run))
  })
})
