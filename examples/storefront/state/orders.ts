import { findProduct } from '../shop/catalogue'
import { tracker } from '../tracking'
import { type CartLine, cart, cents } from './cart'
import { coupon } from './coupon'
import { lineOf } from './line'
import { saved } from './saved'

/** Where an order is. */
export type OrderStatus = 'packed' | 'shipped' | 'delivered' | 'returning'

/** How an order is sent. */
export interface Shipping {
  readonly method: 'standard' | 'express'
  readonly name: string
  readonly price: number
  readonly days: number
}

/** Something that was bought. */
export interface Order {
  readonly id: string
  readonly placed_at: number
  readonly promised_at: number
  readonly lines: readonly CartLine[]
  readonly total: number
  readonly status: OrderStatus
  readonly details: Details
}

/** What a checkout asks for. */
export interface Details {
  readonly email: string
  readonly name: string
  readonly street: string
  readonly city: string
  readonly shipping: Shipping['method']
  readonly payment: string
}

export const FREE_FROM = 100
const DAY_MS = 86_400_000

/** The ways to send a cart that comes to so much. */
export function shippings(subtotal: number): readonly Shipping[] {
  return [
    { method: 'standard', name: 'Standard, 3 days', price: subtotal >= FREE_FROM ? 0 : 4.9, days: 3 },
    { method: 'express', name: 'Express, tomorrow', price: 9.9, days: 1 },
  ]
}

/** What the cart comes to with a way to send it. */
export function totals(method: Shipping['method']) {
  const [subtotal, discount] = [cart.subtotal(), coupon.discount()]
  const shipping = shippings(subtotal).find((each) => each.method === method)!
  const total = cents(subtotal - discount + shipping.price)
  return { subtotal, discount, shipping, total, tax: cents(total - total / 1.2) }
}

const orders = saved<readonly Order[]>('orders', (stored) =>
  (Array.isArray(stored) ? stored : []).filter((each) => typeof each?.id === 'string' && Array.isArray(each.lines)),
)

/** What was bought in this browser, the latest first. */
export const orderBook = {
  all: () => orders.get(),
  find: (id: string) => orders.get().find((order) => order.id === id),
  latest: () => orders.get()[0],
  /** Buys what is in the cart. */
  place(details: Details): Order {
    const { subtotal, discount, shipping, total, tax } = totals(details.shipping)
    const placed_at = Date.now()
    const id = `L-${placed_at.toString(36).toUpperCase()}`
    const promised_at = placed_at + shipping.days * DAY_MS
    const lines = cart.lines().map(({ product_id, colour, quantity }) => ({ product_id, colour, quantity }))
    const order: Order = { id, placed_at, promised_at, lines, total, status: 'packed', details }
    tracker.track('order_completed', {
      order_id: id,
      total,
      subtotal: cents(subtotal - discount),
      shipping: shipping.price,
      tax,
      discount,
      ...(coupon.code() && { coupon: coupon.code()! }),
      payment_method: details.payment,
      sales_channel: 'online',
      currency: 'EUR',
      products: cart.tracked(),
    })
    orders.set([order, ...orders.get()])
    cart.empty()
    coupon.clear()
    return order
  },
  /** Plays what a warehouse and a carrier do; gives the order as it is then. */
  move(order: Order, status: OrderStatus): Order {
    const { id: order_id, promised_at } = order
    const about = { order_id, carrier: 'Post', promised_at, products: productsOf(order) }
    if (status === 'shipped') tracker.track('order_shipped', about)
    if (status === 'delivered') tracker.track('order_delivered', { ...about, delivered_at: Date.now() })
    if (status === 'returning') tracker.track('return_requested', { order_id, reason: 'changed_mind' })
    const moved = { ...order, status }
    orders.set(orders.get().map((each) => (each.id === order_id ? moved : each)))
    return moved
  },
}

/** An order's lines as they are tracked. */
function productsOf({ lines }: Order) {
  return lines.flatMap(({ product_id, colour, quantity }) => {
    const product = findProduct(product_id)
    return product ? [{ ...lineOf(product, colour), quantity }] : []
  })
}
