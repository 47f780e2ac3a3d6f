import type { Random } from './ports'

const FIRST_MS = 1_000
const LONGEST_MS = 300_000
/** From here on a wait is at most twice as long as the failures have lasted. */
const PATIENCE_MS = 8_000
const LONGEST_ASKED_MS = 3_600_000

/**
 * How long to wait before trying again: any time up to 1 s, doubled with every failure until it is 5 min ("full jitter",
 * https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/), so that pages do not come back together.
 * A wait of more than 8 s is at most twice as long as the failures have lasted: where chance made the waits before it
 * short, an outage that is soon over would be waited out for minutes.
 *
 * @param failures How many came before this one without a success between.
 * @param failing_ms How long ago the first of them was, in milliseconds.
 *
 * @example
 * backoffMs(3, 7000, () => 0.5) // 4000
 * backoffMs(8, 50_000, () => 0.5) // 50000
 */
export function backoffMs(failures: number, failing_ms: number, random: Random): number {
  return random() * Math.min(LONGEST_MS, FIRST_MS * 2 ** failures, Math.max(PATIENCE_MS, 2 * failing_ms))
}

/**
 * How long the collector asked to be left alone, in milliseconds: at most an hour, 0 where it said nothing that can be read.
 *
 * @param header `Retry-After` (RFC 9110, section 10.2.3): seconds or an HTTP date.
 * @param now Milliseconds since 1970.
 *
 * @example
 * retryAfterMs('120', 0) // 120000
 * retryAfterMs('Thu, 01 Jan 1970 00:00:30 GMT', 0) // 30000
 */
export function retryAfterMs(header: string | null, now: number): number {
  const asked = Number(header) * 1000
  const wait = asked >= 0 ? asked : Date.parse(`${header}`) - now
  return Math.min(Math.max(wait || 0, 0), LONGEST_ASKED_MS)
}
