import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { verdictOf } from '../../src/tracker/verdict'
import { keysOf } from './support/keys'

const NOW = Date.UTC(2024, 0, 1)
const keys = keysOf([{ time: 1 }, { time: 2 }, { time: 3 }]).map(({ key }) => key)
const ids = keys.map((key) => key.slice(0, 36))
const answer = (status: number, body = '', retry_after: string | null = null) =>
  verdictOf({ status, body, retry_after }, keys, NOW)
const delivered = { fates: keys.map((key) => ({ key })) }
const rejecting = (rejected: unknown) => answer(200, JSON.stringify({ rejected }))

describe('verdictOf()', () => {
  it('takes any 2xx as delivered', () => {
    for (const status of [200, 201, 202, 204, 299]) expect(answer(status)).toEqual(delivered)
  })

  it('takes what a 200 rejects as rejected, with what was said', () => {
    const rejected = [{ id: ids[1], code: 'bad_name', message: 'no such event' }, { id: ids[2] }]
    expect(rejecting(rejected)).toEqual({
      fates: [
        { key: keys[0] },
        { key: keys[1], reason: 'rejected', detail: 'bad_name: no such event' },
        { key: keys[2], reason: 'rejected', detail: '' },
      ],
    })
    expect(answer(202, JSON.stringify({ rejected }))).toEqual(delivered)
  })

  it('cuts what was said', () => {
    const verdict = rejecting([{ id: ids[0], code: 'a', message: 'x'.repeat(1000) }])
    expect(verdict.fates![0]!.detail).toBe(`a: ${'x'.repeat(197)}`)
  })

  it('tries again after 408, 425, 429, 3xx, 5xx and what is no answer', () => {
    for (const status of [0, 100, 199, 300, 302, 304, 399, 408, 425, 429, 500, 503, 599, Number.NaN]) {
      expect(answer(status)).toEqual({ after_ms: 0 })
      expect(answer(status, '', '7')).toEqual({ after_ms: 7000 })
    }
  })

  it('rejects all for any other status', () => {
    for (const status of [400, 401, 403, 404, 407, 409, 412, 414, 422, 424, 426, 428, 430, 499]) {
      const detail = `http_${status}`
      expect(answer(status)).toEqual({ fates: keys.map((key) => ({ key, reason: 'rejected', detail })) })
    }
  })

  it('splits what is too large, and drops it when it is one event', () => {
    expect(answer(413)).toEqual({})
    expect(verdictOf({ status: 413, body: '', retry_after: null }, [keys[0]!], NOW)).toEqual({
      fates: [{ key: keys[0], reason: 'too_large', detail: 'http_413' }],
    })
  })

  it('rejects nothing for a body that it cannot read', () => {
    const bodies = [
      '<!doctype html>',
      '{',
      'null',
      '7',
      '[]',
      '{}',
      '{"rejected":null}',
      '{"rejected":7}',
      '{"rejected":{}}',
      '{"rejected":"all"}',
      '{"rejected":[null,7,"x",[],{},{"id":null},{"id":{}}]}',
      `{"rejected":[{"id":"${ids[0]}0"},{"id":"another"}]}`,
      '{"__proto__":{"rejected":[]},"constructor":1}',
    ]
    for (const body of bodies) expect(answer(200, body)).toEqual(delivered)
    expect(answer(200, `{"rejected":[{"id":"${ids[0]}"}]}${' '.repeat(1e6)}`)).toEqual(delivered)
    expect(verdictOf({ status: 200, body: undefined as never, retry_after: null }, keys, NOW)).toEqual(delivered)
  })

  it('goes on after an entry that it cannot read', () => {
    const verdict = rejecting([null, { id: ids[0], code: 7, message: {} }, { __proto__: null, id: ids[0], code: 'x' }])
    expect(verdict.fates).toEqual([
      { key: keys[0], reason: 'rejected', detail: 'x' },
      { key: keys[1] },
      { key: keys[2] },
    ])
  })

  it('gives every key one fate, whatever comes back (property)', () => {
    const rejection = fc.record(
      { id: fc.oneof(fc.constantFrom(...ids), fc.anything()), code: fc.anything() },
      { requiredKeys: [] },
    )
    const body = fc.oneof(
      fc.string(),
      fc.json(),
      fc.array(rejection).map((rejected) => JSON.stringify({ rejected })),
    )
    const run = (status: number, text: string) => {
      const { fates } = verdictOf({ status, body: text, retry_after: text }, keys, NOW)
      if (fates) expect(fates.map(({ key }) => key)).toEqual(keys)
    }
    fc.assert(fc.property(fc.constantFrom(200, 204, 400, 413, 429, 500), body, run))
  })
})
