import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dropsFrom } from '../../src/tracker/drops'
import type { LogKey } from '../../src/tracker/log-key'
import { keysOf, logs } from './support/keys'

const DAY = 86_400_000
const NOW = 100 * DAY
const MAX_BYTES = 5 * 1024 * 1024

const reasonsOf = (keys: readonly LogKey[], now = NOW) => {
  const dropped = new Map(dropsFrom(keys, now).map(({ key, reason }) => [key, reason]))
  return keys.map(({ key }) => dropped.get(key))
}

describe('dropsFrom()', () => {
  it('keeps as many as it is told to', () => {
    const keys = keysOf([{ time: NOW }, { time: NOW }, { time: NOW }])
    expect(dropsFrom(keys, NOW, 3)).toEqual([])
    expect(dropsFrom(keys, NOW, 2)).toEqual([{ key: keys[0]!.key, reason: 'full' }])
  })

  it('drops what is older than seven days', () => {
    const keys = keysOf([{ time: NOW - 7 * DAY - 1, rank: 2 }, { time: NOW - 7 * DAY, rank: 0 }, { time: NOW }])
    expect(reasonsOf(keys)).toEqual(['expired', undefined, undefined])
  })

  it('drops nothing for a clock that was set a day forward or back', () => {
    const keys = keysOf([{ time: NOW - DAY }, { time: NOW }, { time: NOW + DAY }])
    for (const now of [NOW - DAY, NOW + DAY]) expect(dropsFrom(keys, now)).toEqual([])
    expect(dropsFrom(keysOf([{ time: NOW + 1000 * DAY }]), NOW)).toEqual([])
    expect(dropsFrom(keys, Number.NaN)).toEqual([])
  })

  it('drops the least important oldest beyond 10,000 events', () => {
    const events = Array.from({ length: 10_000 }, (_, index) => ({ time: NOW, rank: index % 3 }))
    const keys = keysOf([...events, { time: NOW, rank: 2 }, { time: NOW, rank: 0 }])
    expect(dropsFrom(keys.slice(0, 10_000), NOW)).toEqual([])
    expect(dropsFrom(keys, NOW)).toEqual([
      { key: keys[0]!.key, reason: 'full' },
      { key: keys[3]!.key, reason: 'full' },
    ])
  })

  it('drops the least important oldest beyond 5 MB', () => {
    const half = MAX_BYTES / 2
    const fits = [
      { time: NOW, rank: 1, bytes: half },
      { time: NOW, rank: 0, bytes: half - 2 },
    ]
    expect(dropsFrom(keysOf([...fits, { time: NOW, bytes: 2 }]), NOW)).toEqual([])
    expect(reasonsOf(keysOf([...fits, { time: NOW, bytes: 3 }]))).toEqual([undefined, 'full', undefined])
    const large = keysOf([
      { time: NOW, rank: 2, bytes: 9 },
      { time: NOW, rank: 1, bytes: half },
      { time: NOW, rank: 1, bytes: half },
    ])
    expect(reasonsOf(large)).toEqual([undefined, 'full', undefined])
  })

  it('does not count what has expired as taking room', () => {
    const keys = keysOf([
      { time: 1, bytes: MAX_BYTES },
      { time: NOW, bytes: MAX_BYTES },
    ])
    expect(reasonsOf(keys)).toEqual(['expired', undefined])
  })

  // 12 MB at most, so that most logs are too full.
  const arbitrary = logs({ maxLength: 40, maxTime: 12 * DAY, maxBytes: 600_000 })

  it('leaves the log within its limits, and drops no more than it must (property)', () => {
    const run = (keys: LogKey[]) => {
      const now = 12 * DAY
      const reasons = reasonsOf(keys, now)
      const kept = keys.filter((_, index) => !reasons[index])
      const bytes = kept.reduce((sum, key) => sum + key.bytes, 0)
      expect(bytes).toBeLessThanOrEqual(MAX_BYTES)
      for (const [index, key] of keys.entries()) expect(reasons[index] === 'expired').toBe(key.time < now - 7 * DAY)
      const full = keys.filter((_, index) => reasons[index] === 'full')
      // The last one that was dropped did not fit in any more.
      const last = full.sort((one, other) => one.rank - other.rank || (one.key < other.key ? -1 : 1)).at(-1)
      if (last) expect(bytes + last.bytes).toBeGreaterThan(MAX_BYTES)
    }
    fc.assert(fc.property(arbitrary, run))
  })

  it('keeps nothing that is less important, or as important and older, than what it drops (property)', () => {
    const run = (keys: LogKey[]) => {
      const reasons = reasonsOf(keys, 1)
      const kept = keys.filter((_, index) => !reasons[index])
      for (const [index, dropped] of keys.entries()) {
        if (!reasons[index]) continue
        for (const key of kept) {
          expect(key.rank).toBeGreaterThanOrEqual(dropped.rank)
          if (key.rank === dropped.rank) expect(key.key > dropped.key).toBe(true)
        }
        // Orders go only where there is nothing else.
        if (dropped.rank === 2) expect(kept.every(({ rank }) => rank === 2)).toBe(true)
      }
    }
    fc.assert(fc.property(arbitrary, run))
  })
})
