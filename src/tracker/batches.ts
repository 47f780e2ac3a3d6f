import type { LogKey } from './log-key'

const MAX_BYTES = 50 * 2 ** 10

/** More than a body has beside its events. */
const ENVELOPE_BYTES = 100

/**
 * The keys of the oldest events that go together: at most 50 KB of text, but a larger event goes alone.
 *
 * @param keys Sorted.
 * @param max_events The most events, from 1.
 *
 * @example
 * nextBatch(readLogKeys(await log.keys()), 100)
 */
export function nextBatch(keys: readonly LogKey[], max_events: number): string[] {
  const batch: string[] = []
  let bytes = 0
  for (const entry of keys) {
    bytes += entry.bytes
    if (batch.length === max_events || (batch.length > 0 && bytes > MAX_BYTES)) break
    batch.push(entry.key)
  }
  return batch
}

/**
 * The keys of the events to send when the page may be about to go, in order: orders first, then the oldest, as many as the
 * body has room for. Of the others nothing overtakes the first that has none.
 *
 * @param keys Sorted.
 * @param max_bytes The most that the body may be long, in bytes.
 *
 * @example
 * exitBatch(readLogKeys(own_keys), 60 * 1024)
 */
export function exitBatch(keys: readonly LogKey[], max_bytes: number): string[] {
  let left = max_bytes - ENVELOPE_BYTES
  const batch: string[] = []
  for (const orders of [true, false]) {
    for (const { key, rank, bytes } of keys) {
      if (rank > 1 !== orders) continue
      // One more for the comma.
      if (bytes >= left) {
        if (orders) continue
        break
      }
      left -= bytes + 1
      batch.push(key)
    }
  }
  return batch.sort()
}

/**
 * The body that the collector is sent (DESIGN.md, section 3).
 *
 * @param texts The events as JSON.
 * @param envelope The id of the batch, and when it is sent, in milliseconds since 1970.
 *
 * @example
 * bodyOf(['{"id":"e-1"}'], { batch: 'b-1', sent_at: 1469923200000 })
 * // '{"batch":"b-1","sent_at":1469923200000,"events":[{"id":"e-1"}]}'
 */
export function bodyOf(
  texts: readonly string[],
  envelope: { readonly batch: string; readonly sent_at: number },
): string {
  return `{"batch":"${envelope.batch}","sent_at":${envelope.sent_at},"events":[${texts.join()}]}`
}
