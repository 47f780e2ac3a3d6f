import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bodyOf, exitBatch, nextBatch } from '../../src/tracker/batches'
import type { LogKey } from '../../src/tracker/log-key'
import { keysOf, logs } from './support/keys'

const KB = 1024
const textOf = (bytes: number) => `"${'x'.repeat(bytes - 2)}"`
const bodyOfAll = (keys: readonly LogKey[]) =>
  bodyOf(
    keys.map(({ bytes }) => textOf(bytes)),
    { batch: '017f22e2-79b0-7000-8000-000000000000', sent_at: 8.64e15 },
  )

describe('nextBatch()', () => {
  const countOf = (sizes: number[], max_events = 100) =>
    nextBatch(keysOf(sizes.map((bytes) => ({ time: 1, bytes }))), max_events).length

  it('takes the oldest, in order', () => {
    const keys = keysOf([
      { time: 1, rank: 0 },
      { time: 2, rank: 2 },
      { time: 3, rank: 1 },
    ])
    expect(nextBatch(keys, 100)).toEqual(keys.map(({ key }) => key))
    expect(nextBatch(keys, 2)).toEqual(keys.slice(0, 2).map(({ key }) => key))
    expect(nextBatch([], 100)).toEqual([])
  })

  it('takes at most so many events, and at most 50 KB', () => {
    expect(countOf(Array(100).fill(9), 99)).toBe(99)
    expect(countOf(Array(100).fill(9), 100)).toBe(100)
    expect(countOf([30 * KB, 20 * KB])).toBe(2)
    expect(countOf([30 * KB, 20 * KB + 1])).toBe(1)
  })

  it('sends a larger event alone', () => {
    expect(countOf([50 * KB + 1, 1])).toBe(1)
    expect(countOf([1, 50 * KB])).toBe(1)
    expect(countOf([1, 50 * KB - 1])).toBe(2)
  })
})

describe('exitBatch()', () => {
  it('takes orders, then the oldest, and gives them in order', () => {
    const keys = keysOf([0, 1, 2, 0, 1, 2].map((rank, time) => ({ time: time + 1, rank, bytes: 1000 })))
    const taken = (max_bytes: number) =>
      exitBatch(keys, max_bytes).map((key) => keys.findIndex((each) => each.key === key))
    expect(taken(1200)).toEqual([2])
    expect(taken(2200)).toEqual([2, 5])
    expect(taken(3200)).toEqual([0, 2, 5])
    expect(taken(4200)).toEqual([0, 1, 2, 5])
    expect(taken(5200)).toEqual([0, 1, 2, 3, 5])
    expect(taken(9000)).toEqual([0, 1, 2, 3, 4, 5])
    expect(taken(100)).toEqual([])
  })

  it('passes over an order that is too large', () => {
    const keys = keysOf([
      { time: 1, rank: 2, bytes: 5000 },
      { time: 2, rank: 0, bytes: 500 },
      { time: 3, rank: 2, bytes: 300 },
    ])
    expect(exitBatch(keys, 1000)).toEqual([keys[1]!.key, keys[2]!.key])
  })

  it('lets nothing overtake an event that is too large', () => {
    const keys = keysOf([100, 5000, 100].map((bytes, time) => ({ time: time + 1, rank: time > 1 ? 1 : 0, bytes })))
    expect(exitBatch(keys, 1000)).toEqual([keys[0]!.key])
  })

  it('counts the comma and all that is beside the events', () => {
    const keys = keysOf([
      { time: 1, bytes: 200 },
      { time: 2, bytes: 200 },
    ])
    expect(exitBatch(keys, 502)).toHaveLength(2)
    expect(exitBatch(keys, 501)).toHaveLength(1)
  })

  it('never makes a body that is too large, and leaves out nothing that fits (property)', () => {
    const run = (keys: LogKey[], max_bytes: number) => {
      const batch = new Set(exitBatch(keys, max_bytes))
      const sent = keys.filter(({ key }) => batch.has(key))
      if (sent.length > 0) expect(bodyOfAll(sent).length).toBeLessThanOrEqual(max_bytes)
      expect([...batch]).toEqual(sent.map(({ key }) => key))
      const sizeOf = (some: readonly LogKey[]) => some.reduce((sum, { bytes }) => sum + bytes + 1, 101)
      const orders = sent.filter(({ rank }) => rank === 2)
      for (const left of keys.filter(({ key, rank }) => rank === 2 && !batch.has(key))) {
        expect(sizeOf(orders.filter(({ key }) => key < left.key)) + left.bytes).toBeGreaterThan(max_bytes)
      }
      const others = keys.filter(({ rank }) => rank < 2)
      const first = others.find(({ key }) => !batch.has(key))
      expect(others.filter(({ key }) => batch.has(key))).toEqual(others.slice(0, first && others.indexOf(first)))
      if (first) {
        const before = [...orders, ...others.slice(0, others.indexOf(first))]
        expect(sizeOf(before) + first.bytes).toBeGreaterThan(max_bytes)
      }
    }
    const arbitrary = logs({ maxLength: 30, maxTime: 1000, maxBytes: 3000 })
    fc.assert(fc.property(arbitrary, fc.integer({ min: 0, max: 30_000 }), run))
  })
})

describe('bodyOf()', () => {
  it('is the JSON that the collector reads', () => {
    expect(JSON.parse(bodyOf(['{"id":"a"}', '{"id":"b"}'], { batch: 'b-1', sent_at: 5 }))).toEqual({
      batch: 'b-1',
      sent_at: 5,
      events: [{ id: 'a' }, { id: 'b' }],
    })
  })
})
