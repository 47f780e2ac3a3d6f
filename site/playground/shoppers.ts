import type { ShopEvent } from '../../src/index'

/** A made-up shopper of the sample log. */
export interface SampleShopper {
  readonly id: string
  readonly title: string
  /** In the order of time. */
  readonly events: readonly ShopEvent[]
}

/** The instants that the playground asks about, ms: from before the first event to two months after the last. */
export const FROM = Date.UTC(2026, 2, 2, 8)
export const UNTIL = Date.UTC(2026, 6, 1, 8)

type Product = Readonly<Record<string, string | number>>
type Step = readonly [minutes: number, name: string, props?: ShopEvent['props'], product?: Product]

const LAMP = { product_id: 'lamp', category: 'Lighting', price: 79, quantity: 1 }
const SHADE = { product_id: 'shade', category: 'Lighting', price: 24, list_price: 40, quantity: 1 }
const KETTLE = { product_id: 'kettle', category: 'Kitchen', price: 45, quantity: 1 }
const COFFEE = { product_id: 'coffee', category: 'Kitchen', price: 12, quantity: 2 }

/** A visit: when it began, how the shopper came, and what happened, each so many minutes after the beginning. */
function visit(start: string, channel: string, steps: readonly Step[]) {
  const begun = Date.parse(`2026-${start}:00Z`)
  return steps.map(([minutes, name, props = {}, product]) => ({
    name,
    time: begun + minutes * 60_000,
    session_id: start,
    props,
    products: product === undefined ? [] : [product],
    context: { channel },
  }))
}

function shopper(id: string, title: string, ...visits: ReturnType<typeof visit>[]): SampleShopper {
  const events = visits.flat().map((event, i) => ({ id: `${id}-${i + 1}`, shopper_id: id, ...event }))
  return { id, title, events }
}

const order = (order_id: string, total: number, more = {}) => ({ order_id, total, currency: 'EUR', ...more })

export const SHOPPERS: readonly SampleShopper[] = [
  shopper(
    'ann',
    'Ann fills a cart',
    visit('03-02T09:00', 'organic_search', [
      [0, 'page_viewed'],
      [2, 'list_viewed', { list_id: 'lighting' }],
      [4, 'product_viewed', {}, LAMP],
      [8, 'product_added', {}, LAMP],
      [10, 'cart_viewed'],
    ]),
    visit('03-05T19:30', 'email', [
      [0, 'page_viewed'],
      [1, 'product_viewed', {}, LAMP],
      [3, 'product_detail_viewed', { detail: 'reviews' }, LAMP],
    ]),
  ),
  shopper(
    'ben',
    'Ben looks for a price',
    visit('03-03T12:00', 'paid_search', [
      [0, 'promotion_clicked', { promotion_id: 'spring' }],
      [1, 'list_filtered', { sort: 'price_asc' }],
      [3, 'product_viewed', {}, SHADE],
      [5, 'alert_requested', { alert: 'price' }, SHADE],
    ]),
    visit('03-17T20:15', 'email', [
      [0, 'product_viewed', {}, SHADE],
      [2, 'product_added', {}, SHADE],
      [3, 'coupon_entered', { coupon: 'WELCOME' }],
      [4, 'coupon_denied', { coupon: 'WELCOME', reason: 'expired' }],
      [6, 'coupon_entered', { coupon: 'SPRING' }],
      [9, 'order_completed', order('ben-1', 19, { coupon: 'SPRING' }), SHADE],
    ]),
  ),
  shopper(
    'cleo',
    'Cleo buys once',
    visit('03-04T18:00', 'direct', [
      [0, 'product_viewed', {}, KETTLE],
      [2, 'product_added', {}, KETTLE],
      [3, 'checkout_started'],
      [6, 'order_completed', order('cleo-1', 45), KETTLE],
    ]),
    visit('03-07T11:00', 'offline', [[0, 'order_delivered', { order_id: 'cleo-1' }]]),
    visit('03-12T21:00', 'email', [[0, 'product_reviewed', { rating: 5 }, KETTLE]]),
  ),
  shopper(
    'dan',
    'Dan reads before he buys',
    visit('03-02T20:00', 'organic_search', [
      [0, 'content_viewed', { content_type: 'guide', content_id: 'light-for-reading' }],
      [6, 'product_viewed', {}, LAMP],
      [9, 'product_detail_viewed', { detail: 'specification' }, LAMP],
      [14, 'products_compared', {}, LAMP],
    ]),
    visit('03-06T20:30', 'direct', [
      [0, 'product_viewed', {}, LAMP],
      [2, 'product_detail_viewed', { detail: 'reviews' }, LAMP],
      [7, 'product_added', {}, LAMP],
      [10, 'checkout_started'],
      [13, 'order_completed', order('dan-1', 79), LAMP],
    ]),
  ),
  shopper(
    'eve',
    'Eve comes back each month',
    ...['03-10T08:15', '04-08T08:20', '05-06T08:10'].map((start, i) =>
      visit(start, 'direct', [
        [0, 'page_viewed'],
        [1, 'product_added', {}, COFFEE],
        [4, 'order_completed', order(`eve-${i + 1}`, 24), COFFEE],
      ]),
    ),
  ),
]
