/** An order that was tracked: its id, and when, in milliseconds since 1970. */
export type KnownOrder = readonly [order_id: string, time: number]

/** The orders that were tracked, oldest first: plain data, to be stored as JSON. */
export type KnownOrders = readonly KnownOrder[]

const MAX_ORDERS = 200
const MAX_AGE_MS = 400 * 86_400_000

/**
 * Whether an order is new, and the orders to remember from now on: a thank-you page is reloaded, and its order is still one.
 * Remembers the last orders, for 400 days.
 *
 * @param known What was stored; whatever is no order there counts as absent.
 * @param order_id Without one there is nothing to tell an order by, so it is new.
 * @param now Milliseconds since 1970.
 * @param max_orders How many are remembered.
 *
 * @example
 * const first = rememberOrder([], 'A-1', 0) // { known: [['A-1', 0]], is_new: true }
 * rememberOrder(first.known, 'A-1', 1).is_new // false
 */
export function rememberOrder(
  known: KnownOrders | undefined,
  order_id: string | number | undefined,
  now: number,
  max_orders = MAX_ORDERS,
): { readonly known: KnownOrders; readonly is_new: boolean } {
  const isKnown = (order: KnownOrder | null) => typeof order?.[1] === 'number' && now - order[1] <= MAX_AGE_MS
  const orders = Array.isArray(known) ? known.filter(isKnown) : []
  const id = `${order_id ?? ''}`
  const is_new = !id || !orders.some((order) => order[0] === id)
  if (id && is_new) orders.push([id, now])
  return { known: orders.slice(-max_orders), is_new }
}
