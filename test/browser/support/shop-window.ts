import type { Start } from '../trackers/tracker'

/** What the scenarios call in the page, as `shop`. */
export interface ShopWindow {
  /** Tracks events of these numbers, in their order and at once. */
  readonly track: (from: number, to?: number, options?: TrackOptions) => void
  readonly dropped: () => number | Promise<number>
}

export interface TrackOptions {
  /** Every so manieth number is an order, the rest is looking around. @default none */
  readonly orders_every?: number
  /** About how large each event is, beyond what it has to be. @default 0 */
  readonly bytes?: number
}

// No property may be longer than 8,192 characters, so that a large event is one of many properties.
const most_characters = 4000

function padding(bytes: number): Record<string, string> {
  const parts = Array.from({ length: Math.ceil(bytes / most_characters) }, (_, index) => [
    `pad_${index}`,
    'x'.repeat(Math.min(most_characters, bytes - index * most_characters)),
  ])
  return Object.fromEntries(parts)
}

/** Opens the shop in a page that says in `globalThis.endpoint` where the collector is. */
export function exposeShop(start: Start): void {
  const scope = globalThis as unknown as { endpoint: string; shop: ShopWindow }
  const { track, dropped } = start(scope.endpoint)
  scope.shop = {
    track(from, to = from, { orders_every = 0, bytes = 0 } = {}) {
      for (let number = from; number <= to; number++) {
        const properties = { number, ...padding(bytes) }
        const line = { product_id: `SKU-${number % 50}`, price: 39.9, quantity: 1 }
        if (orders_every > 0 && number % orders_every === 0) {
          const order = { order_id: `order-${number}`, total: 39.9, currency: 'EUR', products: [line] }
          track('order_completed', { ...properties, ...order })
        } else track('product_viewed', { ...properties, product: line })
      }
    },
    dropped: () => dropped?.() ?? 0,
  }
}
