import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRateLimiter } from '../../src/collector/rate-limiter'

const NOW = Date.UTC(2026, 0, 1)

describe('createRateLimiter()', () => {
  it('lets a burst come, and what comes back with time', () => {
    const limiter = createRateLimiter({ events_per_minute: 60, burst: 10 })
    limiter.count('a', 9, NOW)
    expect(limiter.waitOf('a', NOW)).toBe(0)
    limiter.count('a', 1, NOW)
    expect(limiter.waitOf('a', NOW)).toBe(1000)
    expect(limiter.waitOf('a', NOW + 999)).toBeCloseTo(1)
    expect(limiter.waitOf('a', NOW + 1000)).toBe(0)
  })

  it('lets a minute at once where no burst is told', () => {
    const limiter = createRateLimiter({ events_per_minute: 60 })
    limiter.count('a', 61, NOW)
    expect(limiter.waitOf('a', NOW)).toBe(2000)
  })

  it('lets a batch come whole that is more than what is left, and waits the longer', () => {
    const limiter = createRateLimiter({ events_per_minute: 60, burst: 10 })
    limiter.count('a', 9, NOW)
    limiter.count('a', 500, NOW)
    expect(limiter.waitOf('a', NOW)).toBe(500_000)
  })

  it('saves up no more than a burst', () => {
    const limiter = createRateLimiter({ events_per_minute: 60, burst: 10 })
    limiter.count('a', 10, NOW)
    limiter.count('a', 11, NOW + 86_400_000)
    expect(limiter.waitOf('a', NOW + 86_400_000)).toBe(2000)
  })

  it('counts each sender apart', () => {
    const limiter = createRateLimiter({ events_per_minute: 60 })
    limiter.count('a', 100, NOW)
    expect(limiter.waitOf('a', NOW)).toBe(41_000)
    expect(limiter.waitOf('b', NOW)).toBe(0)
  })

  it('neither takes nor gives where the clock was set back', () => {
    const limiter = createRateLimiter({ events_per_minute: 60 })
    limiter.count('a', 60, NOW)
    expect(limiter.waitOf('a', NOW - 86_400_000)).toBe(1000)
    expect(limiter.waitOf('a', NOW - 86_400_000 + 1000)).toBe(0)
  })

  it('remembers the latest 50,000 senders', () => {
    const limiter = createRateLimiter({ events_per_minute: 60 })
    for (const sender of ['a', 'b']) limiter.count(sender, 100, NOW)
    for (let i = 0; i < 49_999; i++) limiter.count(`other-${i}`, 1, NOW)
    expect(limiter.waitOf('b', NOW)).toBe(41_000)
    expect(limiter.waitOf('a', NOW)).toBe(0)
  })

  const rate = fc.record({
    events_per_minute: fc.integer({ min: 1, max: 100_000 }),
    burst: fc.integer({ min: 1, max: 1000 }),
  })
  const requests = fc.array(fc.record({ after_ms: fc.nat({ max: 60_000 }), events: fc.nat({ max: 500 }) }))

  it('never lets more come than a burst, what came back with time, and one batch (property)', () => {
    fc.assert(
      fc.property(rate, requests, (rate, requests) => {
        const limiter = createRateLimiter(rate)
        let now = NOW
        let passed = 0
        for (const { after_ms, events } of requests) {
          now += after_ms
          if (limiter.waitOf('a', now) > 0) continue
          expect(passed).toBeLessThan(rate.burst + ((now - NOW) / 60_000) * rate.events_per_minute)
          limiter.count('a', events, now)
          passed += Math.max(1, events)
        }
      }),
    )
  })

  it('lets come who waited as long as told, and not before (property)', () => {
    fc.assert(
      fc.property(rate, requests, (rate, requests) => {
        const limiter = createRateLimiter(rate)
        let now = NOW
        for (const { after_ms, events } of requests) {
          now += after_ms
          limiter.count('a', events, now)
          const wait_ms = limiter.waitOf('a', now)
          if (wait_ms > 1) expect(limiter.waitOf('a', now + wait_ms - 1)).toBeGreaterThan(0)
          now += wait_ms
          expect(limiter.waitOf('a', now)).toBeCloseTo(0)
        }
      }),
    )
  })
})
