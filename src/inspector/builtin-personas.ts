import type { Duration } from '../language/ast'
import type { Context } from '../vocabulary/event-types'
import type { Persona, PersonaEvent } from './persona'

const search: Context = { channel: 'organic_search', device: { type: 'mobile' } }
const direct: Context = { channel: 'direct', device: { type: 'desktop' } }

const product = (product_id: string, category: string, price: number, list_price = price) => ({
  product_id,
  category,
  price,
  list_price,
  quantity: 1,
})
const kettle = product('kettle', 'kitchen', 49.9)
const lamp = product('lamp', 'lighting', 79)
const chair = product('chair', 'furniture', 129)
const rug = product('rug', 'textiles', 59, 89)
const beans = product('coffee-beans', 'groceries', 18.5)

const did = (ago: Duration, name: string, properties: object = {}, context: Context = direct): PersonaEvent => ({
  name,
  ago,
  properties: { currency: 'EUR', ...properties },
  context,
})

/** Looks at lists and hardly at any product. */
const browser: Persona = {
  name: 'browser',
  title: 'Browser',
  description: 'Came by a search engine and looks through the shop, from list to list.',
  events: [
    did('7m', 'page_viewed', {}, search),
    did('6m', 'list_viewed', { category: 'kitchen' }, search),
    did('5m', 'list_viewed', { category: 'lighting' }, search),
    did('4m', 'product_viewed', { product: lamp }, search),
    did('3m', 'list_viewed', { category: 'furniture' }, search),
    did('2m', 'page_viewed', {}, search),
    did('1m', 'list_viewed', { category: 'textiles' }, search),
  ],
}

/** What a researcher does with a product; begins so many minutes ago. */
const studied = (line: object, minutes: number): PersonaEvent[] => [
  did(`${minutes}m`, 'list_viewed', { category: (line as { category: string }).category }),
  did(`${minutes - 1}m`, 'product_viewed', { product: line }),
  did(`${minutes - 2}m`, 'product_detail_viewed', { detail: 'specification', product: line }),
  did(`${minutes - 3}m`, 'product_detail_viewed', { detail: 'reviews', product: line }),
  did(`${minutes - 4}m`, 'product_viewed', { product: line }),
  did(`${minutes - 5}m`, 'page_viewed'),
]

/** Reads about everything, compares, and puts nothing into the cart. */
const researcher: Persona = {
  name: 'researcher',
  title: 'Researcher',
  description: 'Reads specifications and reviews of many products, compares them, and buys nothing yet.',
  events: [
    did('40m', 'products_searched', { query: 'lamp', results: 12 }),
    ...[lamp, chair, rug, kettle, product('desk', 'furniture', 249)].flatMap((line, i) => studied(line, 38 - i * 7)),
    did('2m', 'products_compared', { products: [lamp, chair] }),
    did('1m', 'product_viewed', { product: lamp }),
  ],
}

/** Wants it for less. */
const bargainHunter: Persona = {
  name: 'bargain_hunter',
  title: 'Bargain hunter',
  description: 'Follows promotions, sorts by price, asks for a price alert and tries coupons.',
  events: [
    did('14m', 'promotion_clicked', { promotion_id: 'summer-sale' }, search),
    did('12m', 'list_filtered', { sort: 'price_asc' }, search),
    did('11m', 'product_viewed', { product: rug }, search),
    did('9m', 'alert_requested', { alert: 'price', product: rug }, search),
    did('7m', 'promotion_clicked', { promotion_id: 'last-chance' }, search),
    did('6m', 'product_viewed', { product: product('throw', 'textiles', 24, 39) }, search),
    did('5m', 'product_added', { product: product('throw', 'textiles', 24, 39), cart_value: 24 }, search),
    did('4m', 'cart_viewed', { cart_value: 24 }, search),
    did('3m', 'coupon_entered', { coupon: 'SAVE20' }, search),
    did('2m', 'coupon_denied', { coupon: 'SAVE20', reason: 'expired' }, search),
  ],
}

const checkout = (ago: number, step: string, more: object = {}) =>
  did(`${ago}m`, 'checkout_step_completed', { step, ...more })

/** Knows what to buy, and buys it. */
const buyer: Persona = {
  name: 'buyer',
  title: 'Buyer',
  description: 'Takes the short way from a product to the first order, with express delivery.',
  events: [
    did('9m', 'product_viewed', { product: kettle }),
    did('8m', 'product_added', { product: kettle, cart_value: 49.9 }),
    did('7m', 'cart_viewed', { cart_value: 49.9 }),
    did('6m', 'checkout_started', { products: [kettle], value: 49.9 }),
    checkout(5, 'address'),
    checkout(4, 'delivery', { shipping_method: 'express' }),
    checkout(3, 'payment', { payment_method: 'card' }),
    did('2m', 'order_completed', { order_id: 'sim-1', total: 49.9, payment_method: 'card', products: [kettle] }),
  ],
}

/** An order with all of its way; so many days ago. */
const ordered = (days: number, order_id: string): PersonaEvent[] => [
  did(`${days * 24 + 1}h`, 'product_viewed', { product: beans }),
  did(`${days * 24 * 60 + 50}m`, 'product_added', { product: beans, cart_value: 18.5 }),
  did(`${days * 24 * 60 + 45}m`, 'checkout_started', { products: [beans], value: 18.5 }),
  did(`${days * 24 * 60 + 40}m`, 'order_completed', { order_id, total: 18.5, products: [beans] }),
  did(`${days - 2}d`, 'order_delivered', { order_id, carrier: 'post' }),
]

/** Has bought each month, and is here again. */
const returningCustomer: Persona = {
  name: 'returning_customer',
  title: 'Returning customer',
  description: 'Orders the same coffee each month, had it delivered each time, and is back in the shop.',
  events: [
    did('76d', 'signed_up', { method: 'email' }),
    ...ordered(75, 'sim-2'),
    ...ordered(45, 'sim-3'),
    ...ordered(15, 'sim-4'),
    did('3m', 'logged_in', { method: 'email' }),
    did('2m', 'page_viewed'),
    did('1m', 'product_viewed', { product: beans }),
  ],
}

/**
 * The personas that an inspector plays where none are given: browser, researcher, bargain hunter, buyer and returning
 * customer.
 *
 * @example
 * createInspector({ definitions: builtin, personas: builtinPersonas.slice(0, 3) })
 */
export const builtinPersonas: readonly Persona[] = [browser, researcher, bargainHunter, buyer, returningCustomer]
