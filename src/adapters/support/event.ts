import type { Context, ProductLine, ShopEvent } from '../../vocabulary/event-types'
import { ID_PATTERN } from '../../vocabulary/limits'
import { fieldPath } from '../../vocabulary/problem'
import { fingerprint } from './fingerprint'
import type { Notes } from './notes'
import { looksPersonal } from './personal'

/**
 * What an event is about, before it is known whose it is.
 *
 * @example
 * ```ts
 * const items = [{ item_id: 'SKU-1', price: 39.9 }]
 * const viewed: EventContent | undefined = readGa4Hit('view_item', { currency: 'EUR', items }).events[0]
 * viewed?.name // => 'product_viewed'
 * viewed?.products // => [{ product_id: 'SKU-1', price: 39.9 }]
 * ```
 */
export interface EventContent {
  name: string
  props: ShopEvent['props']
  products: ProductLine[]
  context: Context
}

/** Everything of an event but what it is about. */
export interface Stamp {
  readonly id: string
  readonly time: number
  readonly visitor_id?: string | undefined
  readonly user_id?: string | undefined
  readonly session_id?: string | undefined
}

/**
 * An event of its parts; undefined and reported where nobody's.
 *
 * @example
 * ```ts
 * createEvent({ id: 'e-1', time: 1469923200000, user_id: 'u-1' }, content, { path: 'order', notes })?.shopper_id // 'u-1'
 * ```
 */
export function createEvent(
  { id, time, visitor_id, user_id, session_id = '' }: Stamp,
  { name, props, products, context }: EventContent,
  { path, notes }: { readonly path: string; readonly notes: Notes },
): ShopEvent | undefined {
  const shopper_id = user_id ?? visitor_id
  if (shopper_id === undefined) {
    notes.lose(path, name, { code: 'missing', wanted: 'someone whose event it is' })
    return undefined
  }
  const who = { ...(visitor_id !== undefined && { visitor_id }), ...(user_id !== undefined && { user_id }) }
  const isPersonal = looksPersonal(session_id)
  if (isPersonal) notes.lose(fieldPath(path, 'session_id'), session_id)
  const session = isPersonal ? '' : session_id
  return { id: eventId(id), name, time, ...who, shopper_id, session_id: session, props, products, context }
}

/**
 * An id as events take it: the same one where it is 1 to 128 printable ASCII characters, else a fingerprint of it, alone where
 * it looks personal.
 *
 * @example
 * ```ts
 * eventId('order_completed:A-1') // 'order_completed:A-1'
 * ```
 */
export function eventId(id: string): string {
  if (looksPersonal(id)) return `#${fingerprint(id)}`
  return ID_PATTERN.test(id) ? id : `${id.replace(/[^\x21-\x7e]/g, '').slice(0, 64)}#${fingerprint(id)}`
}

/**
 * The id of an event that befalls an order: the same by every way that it is told of, so that the order counts once.
 *
 * @param which Tells several of the same kind apart, such as the id of a refund.
 * @example
 * ```ts
 * orderEventId('order_completed', '1001')           // 'order_completed:1001'
 * orderEventId('order_refunded', '1001', '509562969') // 'order_refunded:1001:509562969'
 * ```
 */
export function orderEventId(name: string, order_id: string, which?: string): string {
  return [name, order_id, ...(which === undefined ? [] : [which])].join(':')
}
