import type { ShopEvent } from '../../vocabulary/event-types'
import { firstOrders } from './first-orders'

/** The steps of a visit on the way to an order, each with the events that say it was reached. */
export const FUNNEL_STEPS: readonly { readonly name: string; readonly events: readonly string[] }[] = [
  { name: 'visit', events: [] },
  { name: 'product', events: ['product_viewed', 'product_detail_viewed'] },
  { name: 'cart', events: ['product_added'] },
  { name: 'checkout', events: ['checkout_started', 'checkout_step_completed'] },
  { name: 'order', events: ['order_completed'] },
]

/** One visit of a shopper. */
export interface Visit {
  /** The instant of its first event, ms. */
  readonly start: number
  readonly last: ShopEvent
  /** `context.channel` of the first event that says it; null where none does. */
  readonly channel: string | null
  /** `context.device.type`, likewise. */
  readonly device: string | null
  /** The last of {@link FUNNEL_STEPS} that it came to, as a place in them. */
  readonly furthest: number
  /** Whether an event of it looks automated. */
  readonly is_automated: boolean
}

/**
 * A shopper's visits, in the order that they began.
 *
 * @param events One shopper's, in the order of time, each with its visit.
 * @example
 * visitsOf(events).filter(({ channel }) => channel === 'email')
 */
export function visitsOf(events: readonly ShopEvent[]): Visit[] {
  const orders = new Set(firstOrders(events))
  const visits = new Map<string, Visit>()
  for (const event of events) {
    const { session_id, time, context } = event
    const known = visits.get(session_id)
    // An order's confirmation that is opened once more does not make another visit one that bought.
    const isNew = event.name !== 'order_completed' || orders.has(event)
    const step = isNew ? FUNNEL_STEPS.findIndex(({ events: names }) => names.includes(event.name)) : 0
    visits.set(session_id, {
      start: known?.start ?? time,
      last: event,
      channel: known?.channel ?? text(context.channel),
      device: known?.device ?? text(context.device?.type),
      furthest: Math.max(known?.furthest ?? 0, step),
      is_automated: (known?.is_automated ?? false) || context.automated !== undefined,
    })
  }
  return [...visits.values()]
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value ? value : null
}
