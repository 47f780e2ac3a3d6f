import { MAX_STRING_LENGTH } from '../../vocabulary/limits'
import { readTime } from '../../vocabulary/read-time'
import type { Stamp } from './event'
import type { Notes } from './notes'
import { hasEmail } from './personal'
import { textOf } from './plain'
import type { ReadOptions } from './reading'
import type { Source } from './source'

/**
 * The id of a person or device: a text that is no e-mail address, or what stands for one; undefined where there is none.
 *
 * @example
 * ```ts
 * takeParty(call, 'userId', { notes }) // 'u-42'
 * ```
 */
export function takeParty(
  source: Source,
  name: string,
  { notes, pseudonym }: { readonly notes: Notes } & Pick<ReadOptions, 'pseudonym'>,
): string | undefined {
  const value = source.peek(name)
  const id = typeof value === 'number' ? String(value) : value
  if (typeof id !== 'string') return undefined
  source.take(name)
  const kept = hasEmail(id) ? standInOf(id, pseudonym) : id
  if (typeof kept === 'string' && kept !== '' && kept.length <= MAX_STRING_LENGTH && !hasEmail(kept)) {
    if (kept !== id) notes.lose(source.pathOf(name), id)
    return kept
  }
  notes.lose(source.pathOf(name), id, { code: 'too_long', wanted: `1 to ${MAX_STRING_LENGTH} characters` })
  return undefined
}

/** What the caller says stands for an address: nothing where that throws, as what comes in must stop nobody. */
function standInOf(email: string, pseudonym: ReadOptions['pseudonym']): unknown {
  try {
    return pseudonym?.(email.trim().toLowerCase())
  } catch {
    return undefined
  }
}

/**
 * An id, or another word, as text; what is none stays where it is, to be told.
 *
 * @example
 * ```ts
 * takeId(row, 'event_id') // '4f1c0e2a'
 * ```
 */
export function takeId(source: Source, name: string): string | undefined {
  const id = textOf(source.peek(name))
  if (id !== undefined) source.take(name)
  return id
}

/**
 * Whose something is that names its order alone: as `customer_of` says, else that of an order by nobody known; undefined and
 * reported where it cannot be asked.
 *
 * @example
 * ```ts
 * whoseOrder('1001', { path: 'refund', notes, customer_of: (id) => customers.get(id) }) // { user_id: 'u-42' }
 * ```
 */
export function whoseOrder(
  order_id: string,
  { path, notes, customer_of }: { readonly path: string; readonly notes: Notes } & Pick<ReadOptions, 'customer_of'>,
): Pick<Stamp, 'user_id' | 'visitor_id'> {
  const user_id = customer_of?.(order_id)
  if (typeof user_id === 'string' && user_id !== '' && !hasEmail(user_id)) return { user_id }
  if (!customer_of) return {}
  notes.assume(path, order_id, 'a shopper of its own')
  return { visitor_id: `order:${order_id}` }
}

/**
 * An instant of a field; undefined and reported where there is none.
 *
 * @example
 * ```ts
 * takeTime(order, 'created_at', notes) // 1730861689000
 * ```
 */
export function takeTime(source: Source, name: string, notes: Notes): number | undefined {
  const value = source.peek(name)
  if (value === undefined) return undefined
  source.take(name)
  const reading = readTime(value)
  if ('code' in reading) {
    notes.lose(source.pathOf(name), value, reading)
    return undefined
  }
  if (reading.assumed_utc) notes.assume(source.pathOf(name), value, 'UTC, no zone being named')
  return reading.time
}
