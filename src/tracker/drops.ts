import type { Fate } from './fate'
import type { LogKey } from './log-key'

const MAX_EVENTS = 10_000
const MAX_BYTES = 5 * 2 ** 20
const MAX_AGE_MS = 604_800_000

/**
 * What the log must let go: what is older than 7 days; then, while there are more than 10,000 events or 5 MB of text, the
 * least important, of these the oldest. An event from the future is no old one, so a clock that was set loses nothing by being set right again.
 *
 * @param keys Sorted.
 * @param now Milliseconds since 1970.
 * @param max_events The most events.
 *
 * @example
 * dropsFrom(readLogKeys(await log.keys()), Date.now()) // [{ key: '01890a5d-...', reason: 'expired' }]
 */
export function dropsFrom(keys: readonly LogKey[], now: number, max_events = MAX_EVENTS): Fate[] {
  const dropped: Fate[] = []
  let bytes = 0
  const kept = keys.filter((entry) => {
    const isOld = now - entry.time > MAX_AGE_MS
    if (isOld) dropped.push({ key: entry.key, reason: 'expired' })
    else bytes += entry.bytes
    return !isOld
  })
  let count = kept.length
  const isFull = () => count > max_events || bytes > MAX_BYTES
  if (!isFull()) return dropped
  // The sort is stable: within a rank the oldest stays first.
  for (const entry of kept.sort((one, other) => one.rank - other.rank)) {
    dropped.push({ key: entry.key, reason: 'full' })
    bytes -= entry.bytes
    count--
    if (!isFull()) break
  }
  return dropped
}
