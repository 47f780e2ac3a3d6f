import { createRecentMap } from './recent-map'

/**
 * How much may come from one sender.
 *
 * @example
 * // A till sends one event every other second, and all of a day once its line is back.
 * const till: Rate = { events_per_minute: 30, burst: 20_000 }
 * const collectorOf = (sink: Sink) => createCollector({ sinks: [sink], write_keys: ['till-4711'], rate_per_key: till })
 */
export interface Rate {
  /** Events in a minute, on the average; a request without any counts as one. From 1. */
  readonly events_per_minute: number
  /**
   * Events that may come at once after a rest. From 1.
   * @default a minute's
   */
  readonly burst?: number | undefined
}

/** Holds senders to a rate. */
export interface RateLimiter {
  /** How long this sender is to wait, in milliseconds; 0 where it may come. */
  waitOf(sender: string, now: number): number
  /** Counts what came. It may be more than was left: then the sender waits the longer. */
  count(sender: string, events: number, now: number): void
}

interface Bucket {
  left: number
  at: number
}

const MAX_SENDERS = 50_000

/**
 * Makes a token bucket for each sender, of which it remembers the latest 50,000.
 *
 * @example
 * const limiter = createRateLimiter({ events_per_minute: 60 })
 * limiter.count('203.0.113.7', 61, now)
 * limiter.waitOf('203.0.113.7', now) // 2000
 */
export function createRateLimiter({ events_per_minute, burst = events_per_minute }: Rate): RateLimiter {
  const buckets = createRecentMap<string, Bucket>(MAX_SENDERS)
  const per_ms = events_per_minute / 60_000
  const bucketOf = (sender: string, now: number) => {
    const bucket = buckets.get(sender, () => ({ left: burst, at: now }))
    bucket.left = Math.min(burst, bucket.left + Math.max(0, now - bucket.at) * per_ms)
    bucket.at = now
    return bucket
  }
  return {
    waitOf: (sender, now) => Math.max(0, (1 - bucketOf(sender, now).left) / per_ms),
    count(sender, events, now) {
      bucketOf(sender, now).left -= events
    },
  }
}
