import type { EventContent } from '../support/event'
import { createNotes, type Losses } from '../support/notes'
import { isPlainObject, takePlain } from '../support/plain'
import type { ReadOptions } from '../support/reading'
import { openSource } from '../support/source'
import { readHit } from './read-hit'

/**
 * What a hit is: events without the envelope, which a tracker, or who stores them, gives.
 *
 * @example
 * ```ts
 * const { events }: HitReading = readGa4Hit('search', { search_term: 'lamp' })
 * events[0]?.name // => 'products_searched'
 * events[0]?.props // => { query: 'lamp' }
 * ```
 */
export interface HitReading extends Losses {
  readonly events: EventContent[]
}

/**
 * An event of GA4 as `gtag('event', name, parameters)` and the Measurement Protocol have it, in our vocabulary. Never
 * throws, whatever it is given.
 *
 * @param params The event's parameters, `items` among them.
 *
 * @example
 * ```ts
 * const items = [{ item_id: 'A', price: 8, discount: 2, quantity: 1 }]
 * readGa4Hit('add_to_cart', { currency: 'EUR', value: 8, items }).events[0]?.products
 * // [{ product_id: 'A', price: 8, list_price: 10, quantity: 1 }]
 * ```
 */
export function readGa4Hit(
  name: unknown,
  params: unknown = {},
  options: Pick<ReadOptions, 'currency'> = {},
): HitReading {
  const notes = createNotes()
  const plain = takePlain(params, '', notes)
  if (typeof name !== 'string' || !isPlainObject(plain)) {
    notes.lose('', typeof name === 'string' ? params : name, { code: 'wrong_type', wanted: 'a name, and an object' })
    return { events: [], ...notes.all() }
  }
  const source = openSource(plain, '')
  const events = readHit(name, source, { notes, currency: options.currency })
  // Of an event that is left out as a whole, its parameters need no report each.
  if (events.length > 0) source.loseRest(notes)
  return { events, ...notes.all() }
}
