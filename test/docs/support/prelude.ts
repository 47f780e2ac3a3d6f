import type { ShopEvent, Shopper, Snapshot } from '../../../src/index'
import { builtin, compile } from '../../../src/index'

declare global {
  /** A cart is filled, now. */
  var event: ShopEvent
  /** A few events of one log. */
  var events: readonly ShopEvent[]
  /** What was stored of a shopper, if anything. */
  var saved: Snapshot | undefined
  /** Another state of the same shopper, as of another device. */
  var other: Shopper
}

function made(number: number, name: string, time: number): ShopEvent {
  const product = { product_id: 'SKU-1', price: 39.9, quantity: 1, category: 'shoes' }
  const envelope = { id: `event-${number}`, time, shopper_id: 'u-42', session_id: 'visit-1' }
  return { ...envelope, name, props: {}, products: [product], context: {} } as unknown as ShopEvent
}

/** Puts what the snippets of the pages take as given where they find it. */
export function setUp(): void {
  const now = Date.now()
  globalThis.event = made(3, 'product_added', now)
  globalThis.events = [made(1, 'product_viewed', now - 120_000), made(2, 'product_viewed', now - 60_000), event]
  globalThis.saved = undefined
  globalThis.other = compile(builtin).shopper()
  other.add(events[0]!)
}
