import type { ShopEvent } from '../../vocabulary/event-types'

/**
 * The first event of each order: a confirmation that is opened again is no new order. One without an `order_id` is an
 * order of its own, as `once` of the rule language has it.
 *
 * @param events In the order of time.
 * @example
 * firstOrders(events).length // as many as the trait `orders` says
 */
export function firstOrders(events: readonly ShopEvent[]): ShopEvent[] {
  const seen = new Set<unknown>()
  return events.filter(({ name, props: { order_id } }) => {
    if (name !== 'order_completed') return false
    if (order_id === undefined || order_id === null) return true
    return seen.size < seen.add(order_id).size
  })
}
