/**
 * What the snippets of the pages take as given: a snippet that uses one of these names and does not declare it imports it.
 *
 * @module
 */
import type { ShopEvent, Snapshot } from '../../../src/index'
import { builtin, compile } from '../../../src/index'

function made(number: number, name: string, time: number): ShopEvent {
  const products = [{ product_id: 'SKU-1', price: 39.9, quantity: 1, category: 'shoes' }]
  const envelope = { id: `event-${number}`, name, time, shopper_id: 'u-42', session_id: 'visit-1' }
  return { ...envelope, props: {}, products, context: {} }
}

/** The instant that is asked about. */
export const now = Date.now()

/** A cart is filled, now. */
export const event = made(3, 'product_added', now)

/** A few events of one log. */
export const events = [made(1, 'product_viewed', now - 120_000), made(2, 'product_viewed', now - 60_000), event]

/** What was stored of a shopper, if anything. */
export const saved = undefined as Snapshot | undefined

/** Another state of the same shopper, as of another device. */
export const other = compile(builtin).shopper()
other.add(events[0]!)

/** The engine of all that is built in. */
export const engine = compile(builtin)

/** A shopper who has done all that is in the log. */
export const shopper = engine.shopper()
for (const each of events) shopper.add(each, now)

/** A shop's shoppers, as the traits that a calibration asks for. */
export const shoppers = Array.from({ length: 200 }, (_, place) => ({
  recency: place * 86_400_000,
  orders: 1 + (place % 9),
  revenue: 10 + place,
  order_gap: (1 + place) * 3_600_000,
  first_event_age: 400 * 86_400_000,
  last_event_age: 0,
}))
