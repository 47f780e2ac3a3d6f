import { describe, expect, it, vi } from 'vitest'
import { createMetrics } from '../../src/collector/metrics'
import type { CollectedEvent, Rejection, Sink } from '../../src/collector/sink'
import { createStorage } from '../../src/collector/storage'
import { sampleEvent } from '../../src/testing/contract/sample-event'

const rejection: Rejection = { received_at: 1, code: 'missing', message: 'no name', text: '{}' }
const EVENTS = [sampleEvent(1), sampleEvent(2), sampleEvent(3)]

/** Something that settles when it is told to. */
function later<T>() {
  let settle = { resolve: (_: T) => {}, reject: (_: Error) => {} }
  const promise = new Promise<T>((resolve, reject) => {
    settle = { resolve, reject }
  })
  return { promise, ...settle }
}

function sinkOf(sink: Partial<Sink> = {}): Sink {
  return { write: async (events) => events.length, reject: async () => {}, close: async () => {}, ...sink }
}

function setUp(sinks: readonly Sink[], max_pending_bytes = 100) {
  const metrics = createMetrics()
  const on_error = vi.fn()
  const clock = { now: 5_000 }
  const storage = createStorage({ sinks, now: () => clock.now, on_error, max_pending_bytes }, metrics)
  /** What was counted, by name and label. */
  const counted = (name: string) => new RegExp(`^aisle_collector_${name} (.+)$`, 'm').exec(metrics.text({}))?.[1]
  const counts = (...outcomes: string[]) => outcomes.map((each) => counted(`events_total\\{outcome="${each}"\\}`))
  return { storage, on_error, clock, counted, counts }
}

const refusal = (code: string, after: string) => ({
  refusal: expect.objectContaining({ status: 503, code, headers: { 'retry-after': after } }),
})

describe('createStorage()', () => {
  it('settles when every sink has the events', async () => {
    const [first, second] = [later<number>(), later<number>()]
    const writes = [first, second].map(({ promise }) => vi.fn((_: readonly CollectedEvent[]) => promise))
    const { storage } = setUp(writes.map((write) => sinkOf({ write })))
    const settled = vi.fn()
    const storing = storage.store(EVENTS, 10).then(settled)
    expect(writes.map(({ mock }) => mock.calls)).toEqual([[[EVENTS]], [[EVENTS]]])
    first.resolve(3)
    await new Promise(setImmediate)
    expect(settled).not.toHaveBeenCalled()
    second.resolve(3)
    await storing
    expect(settled).toHaveBeenCalled()
  })

  it('counts what was new to any of the sinks, and what was not', async () => {
    const { storage, counts, counted } = setUp([sinkOf({ write: async () => 1 }), sinkOf({ write: async () => 2 })])
    await storage.store(EVENTS, 10)
    expect(counts('accepted', 'duplicate')).toEqual(['2', '1'])
    expect(counted('store_seconds_count')).toBe('1')
    expect(counted('automated_total')).toBe('0')
  })

  it('counts what is automated', async () => {
    const { storage, counted } = setUp([sinkOf()])
    await storage.store([sampleEvent(1), sampleEvent(2, { context: { automated: { reason: 'user agent: x' } } })], 10)
    expect(counted('automated_total')).toBe('1')
  })

  it('refuses where one sink fails, and says since when', async () => {
    const error = new Error('disk full')
    const write = vi.fn(async () => 3)
    const { storage, on_error, clock, counts, counted } = setUp([sinkOf(), sinkOf({ write })])
    expect(storage.failingSince()).toBeUndefined()
    write.mockRejectedValueOnce(error).mockRejectedValueOnce(error)
    await expect(storage.store(EVENTS, 10)).rejects.toMatchObject(refusal('not_stored', '5'))
    clock.now = 6_000
    await expect(storage.store(EVENTS, 10)).rejects.toMatchObject(refusal('not_stored', '5'))
    expect(storage.failingSince()).toBe(5_000)
    expect(on_error.mock.calls).toEqual([[error], [error]])
    expect(counted('sink_failures_total')).toBe('2')
    expect(counts('accepted', 'duplicate')).toEqual([undefined, undefined])
    expect(storage.pendingBytes()).toBe(0)
    await storage.store(EVENTS, 10)
    expect(storage.failingSince()).toBeUndefined()
    clock.now = 7_000
    write.mockRejectedValueOnce(error)
    await expect(storage.store(EVENTS, 10)).rejects.toThrow()
    expect(storage.failingSince()).toBe(7_000)
  })

  it('refuses where a sink throws', async () => {
    const write = () => {
      throw new Error('no')
    }
    const { storage, on_error } = setUp([sinkOf({ write })])
    await expect(storage.store(EVENTS, 10)).rejects.toMatchObject(refusal('not_stored', '5'))
    expect(on_error).toHaveBeenCalledTimes(1)
  })

  it('lets so much wait and no more', async () => {
    const writing = later<number>()
    const write = vi.fn(() => writing.promise)
    const { storage, on_error } = setUp([sinkOf({ write })], 100)
    const first = storage.store(EVENTS, 60)
    const second = storage.store(EVENTS, 40)
    expect(storage.pendingBytes()).toBe(100)
    await expect(storage.store(EVENTS, 1)).rejects.toMatchObject(refusal('full', '1'))
    expect(write).toHaveBeenCalledTimes(2)
    expect(on_error).not.toHaveBeenCalled()
    expect(storage.failingSince()).toBeUndefined()
    expect(storage.pendingBytes()).toBe(100)
    writing.resolve(3)
    await Promise.all([first, second])
    expect(storage.pendingBytes()).toBe(0)
    await storage.store(EVENTS, 100)
  })

  it('waits for no sink that hangs, and says since when', async () => {
    vi.useFakeTimers()
    try {
      const writing = later<number>()
      const { storage, on_error } = setUp([sinkOf(), sinkOf({ write: () => writing.promise })], 100)
      const stored = expect(storage.store(EVENTS, 60)).rejects.toMatchObject(refusal('not_stored', '5'))
      await vi.advanceTimersByTimeAsync(14_999)
      expect(storage.failingSince()).toBeUndefined()
      await vi.advanceTimersByTimeAsync(1)
      await stored
      expect(storage.failingSince()).toBe(5_000)
      expect(on_error.mock.calls).toMatchObject([[{ message: 'Cannot store: not done after 15000 ms' }]])
      // What hangs still takes its memory.
      expect(storage.pendingBytes()).toBe(60)
      writing.resolve(3)
      await vi.advanceTimersByTimeAsync(0)
      expect(storage.pendingBytes()).toBe(0)
    } finally {
      vi.useRealTimers()
    }
  })

  it.each([
    [
      'hangs at its end',
      { close: () => new Promise<never>(() => {}) },
      'Cannot close: not done after 15000 ms',
      15_000,
    ],
    ['fails at its end', { close: async () => Promise.reject(new Error('disk gone')) }, 'disk gone', 0],
    [
      'throws at its end',
      {
        close: () => {
          throw new Error('no disk')
        },
      },
      'no disk',
      0,
    ],
  ])('closes the others where one %s', async (_, bad, message, after_ms) => {
    vi.useFakeTimers()
    try {
      const close = vi.fn(async () => {})
      const { storage } = setUp([sinkOf(bad), sinkOf({ close })])
      const closed = expect(storage.close()).rejects.toThrow(message)
      await vi.advanceTimersByTimeAsync(after_ms)
      await closed
      expect(close).toHaveBeenCalledOnce()
    } finally {
      vi.useRealTimers()
    }
  })

  it('closes what hangs with what was rejected, and tells of it', async () => {
    vi.useFakeTimers()
    try {
      const close = vi.fn(async () => {})
      const { storage, on_error } = setUp([sinkOf({ reject: () => new Promise<never>(() => {}), close })])
      storage.keep([rejection])
      const closed = storage.close()
      await vi.advanceTimersByTimeAsync(14_999)
      expect(close).not.toHaveBeenCalled()
      await vi.advanceTimersByTimeAsync(1)
      await closed
      expect(on_error.mock.calls).toMatchObject([[{ message: 'Cannot keep: not done after 15000 ms' }]])
      expect(close).toHaveBeenCalledOnce()
    } finally {
      vi.useRealTimers()
    }
  })

  it('keeps what was rejected in every sink, and nobody waits for it', async () => {
    const keeping = later<void>()
    const rejects = [vi.fn(() => keeping.promise), vi.fn(async () => {})]
    const { storage, counts, counted } = setUp(rejects.map((reject) => sinkOf({ reject })))
    storage.keep([rejection, { ...rejection, code: 'no_json' }, rejection])
    expect(rejects.map(({ mock }) => mock.calls.length)).toEqual([1, 1])
    expect(counts('rejected')).toEqual(['3'])
    expect(counted('rejected_total\\{code="missing"\\}')).toBe('2')
    expect(counted('rejected_total\\{code="no_json"\\}')).toBe('1')
    expect(storage.pendingBytes()).toBe(0)
    keeping.resolve()
  })

  it('tells where what was rejected cannot be kept, and goes on', async () => {
    const error = new Error('disk full')
    const { storage, on_error } = setUp([sinkOf({ reject: () => Promise.reject(error) })])
    storage.keep([rejection])
    await storage.close()
    expect(on_error.mock.calls).toEqual([[error]])
    expect(storage.failingSince()).toBeUndefined()
  })

  it('closes every sink, once what was rejected is kept', async () => {
    const keeping = later<void>()
    const closes = [vi.fn(async () => {}), vi.fn(async () => {})]
    const { storage } = setUp(closes.map((close) => sinkOf({ reject: () => keeping.promise, close })))
    storage.keep([rejection])
    const closing = storage.close()
    await new Promise(setImmediate)
    expect(closes.map(({ mock }) => mock.calls.length)).toEqual([0, 0])
    keeping.resolve()
    await closing
    expect(closes.map(({ mock }) => mock.calls.length)).toEqual([1, 1])
  })
})
