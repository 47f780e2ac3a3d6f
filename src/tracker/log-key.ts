import { importanceOf, type Rank } from './importance'
import type { LogEntry } from './ports'

/** What a key of the log says of its event. */
export interface LogKey {
  readonly key: string
  /** When the event was stored, in milliseconds since 1970. */
  readonly time: number
  readonly rank: Rank
  /** The UTF-8 length of the event's text. */
  readonly bytes: number
}

const KEY = /^([0-9a-f]{8})-([0-9a-f]{4})-7.{21}\.([012])\.(\d{1,9})($|\..)/

/**
 * An event as the log keeps it: its text, under a key that sorts by time and says all that is needed to choose what to
 * send or to drop, so that no text is read for it: `<id>.<rank>.<bytes>`, and `.<event id>` where that is another.
 *
 * @param event Plain data.
 * @param key_id From `createEventIds`. As is the event's own id, where this is absent.
 *
 * @example
 * toLogEntry({ id: '01890a5d-ac96-7000-b1c2-8f3e4d5a6b7c', name: 'page_viewed' }).key
 * // '01890a5d-ac96-7000-b1c2-8f3e4d5a6b7c.0.66'
 */
export function toLogEntry(event: { readonly id: string; readonly name: string }, key_id = event.id): LogEntry {
  const { id, name } = event
  const text = JSON.stringify(event)
  return { key: `${key_id}.${importanceOf(name)}.${byteLength(text)}${key_id === id ? '' : `.${id}`}`, text }
}

/**
 * Reads keys of the log; those that are none are left out, as storage may hold anything.
 *
 * @example
 * readLogKeys(['01890a5d-ac96-7000-b1c2-8f3e4d5a6b7c.0.66', 'x']) // [{ key, time: 1688073415830, rank: 0, bytes: 66 }]
 */
export function readLogKeys(keys: readonly string[]): LogKey[] {
  const read: LogKey[] = []
  for (const key of keys) {
    const parts = KEY.exec(key)
    if (!parts) continue
    const [, high, low, rank, bytes] = parts
    read.push({ key, time: Number(`0x${high}${low}`), rank: Number(rank) as Rank, bytes: Number(bytes) })
  }
  return read
}

/**
 * The id of the event under a key.
 *
 * @example
 * eventIdOf('01890a5d-ac96-7000-b1c2-8f3e4d5a6b7c.0.66') // '01890a5d-ac96-7000-b1c2-8f3e4d5a6b7c'
 * eventIdOf('01890a5d-ac96-7000-b1c2-8f3e4d5a6b7c.2.66.order-7') // 'order-7'
 */
export function eventIdOf(key: string): string {
  return key.replace(/^.{36}\.\d\.\d+\.?/, '') || key.slice(0, 36)
}

/** The UTF-8 length of JSON, in which no half of a surrogate pair stands alone. A loop over the characters takes six times as long. */
function byteLength(json: string): number {
  return json.replace(/[\u0800-\ud7ff\ue000-\uffff]/g, '---').replace(/[\x80-\uffff]/g, '--').length
}
