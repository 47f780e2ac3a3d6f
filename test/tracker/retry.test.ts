import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { backoffMs, retryAfterMs } from '../../src/tracker/retry'

const HOUR = 3_600_000
const NOW = Date.UTC(2024, 0, 1)

describe('backoffMs()', () => {
  it('is any time up to one second, doubled with every failure, up to five minutes', () => {
    const most = (failures: number) => backoffMs(failures, Number.POSITIVE_INFINITY, () => 1)
    expect([0, 1, 2, 8, 9, 5000].map(most)).toEqual([1000, 2000, 4000, 256_000, 300_000, 300_000])
    expect(backoffMs(3, 7000, () => 0)).toBe(0)
    expect(backoffMs(3, 7000, () => 0.25)).toBe(2000)
  })

  it('is 8 s, or twice what the failures have lasted, at most', () => {
    const most = (failing_ms: number) => backoffMs(8, failing_ms, () => 1)
    expect([0, 4000, 4001, 60_000, 128_000, 1e9].map(most)).toEqual([8000, 8000, 8002, 120_000, 256_000, 256_000])
    // A clock that was set back.
    expect(most(-60_000)).toBe(8000)
  })
})

describe('retryAfterMs()', () => {
  it('reads seconds', () => {
    expect(retryAfterMs('0', NOW)).toBe(0)
    // A clock that stands before the year 2000, which `0` would be as a date.
    expect(retryAfterMs('0', 0)).toBe(0)
    expect(retryAfterMs(' 120 ', NOW)).toBe(120_000)
  })

  it('reads an HTTP date', () => {
    expect(retryAfterMs('Mon, 01 Jan 2024 00:00:30 GMT', NOW)).toBe(30_000)
    expect(retryAfterMs('Sun, 31 Dec 2023 23:59:59 GMT', NOW)).toBe(0)
  })

  it('is an hour at most', () => {
    expect(retryAfterMs('3600', NOW)).toBe(HOUR)
    expect(retryAfterMs('3601', NOW)).toBe(HOUR)
    expect(retryAfterMs('9'.repeat(400), NOW)).toBe(HOUR)
    expect(retryAfterMs('Tue, 02 Jan 2024 00:00:00 GMT', NOW)).toBe(HOUR)
  })

  it('is nothing when it cannot be read', () => {
    for (const header of [null, '', 'soon', '-5', 'NaN', '12, 13']) expect(retryAfterMs(header, NOW)).toBe(0)
  })

  it('is always from 0 to an hour (property)', () => {
    fc.assert(
      fc.property(fc.string(), (header) => {
        const wait = retryAfterMs(header, NOW)
        expect(wait >= 0 && wait <= HOUR).toBe(true)
      }),
    )
  })
})
