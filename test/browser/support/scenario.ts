import type * as Aisle from '../../../src/index'

const day = 86_400_000
const start = Date.UTC(2026, 0, 5, 9)

const shoe = {
  product_id: 'SKU-1',
  name: 'Trail shoe',
  category: 'shoes / trail',
  price: 79.9,
  list_price: 99.9,
  quantity: 1,
}
const sock = { product_id: 'SKU-2', name: 'Wool sock', category: 'socks', price: 12.5, quantity: 3 }
const context = { channel: 'email', device: { type: 'mobile' }, page: { path: '/' } }

function event(number: number, name: string, time: number, rest: object = {}) {
  const visit = Math.floor((time - start) / day)
  const id = `event-${String(number).padStart(4, '0')}`
  return {
    id,
    name,
    time,
    shopper_id: 'shopper-1',
    session_id: `visit-${visit}`,
    props: {},
    products: [],
    context,
    ...rest,
  }
}

const order = {
  order_id: 'order-1',
  total: 117.4,
  subtotal: 117.4,
  shipping: 0,
  tax: 0,
  discount: 20,
  coupon: 'JANUARY',
}

/** A shopper who looks, searches, buys, reviews, comes back, and leaves a cart behind; out of order, one event twice. */
export const events = [
  event(1, 'page_viewed', start),
  event(2, 'products_searched', start + 60_000, { props: { query: 'trail shoe', results: 12 } }),
  event(4, 'product_added', start + 180_000, { products: [shoe], props: { cart_value: 79.9 } }),
  event(3, 'product_viewed', start + 120_000, { products: [shoe] }),
  event(5, 'coupon_applied', start + 240_000, { props: { coupon: 'JANUARY', discount: 20 } }),
  event(6, 'checkout_started', start + 300_000, { products: [shoe, sock] }),
  event(7, 'order_completed', start + 400_000, { products: [shoe, sock], props: order }),
  event(7, 'order_completed', start + 400_000, { products: [shoe, sock], props: order }),
  event(8, 'product_reviewed', start + 9 * day, { products: [shoe], props: { rating: 5 } }),
  event(9, 'list_filtered', start + 40 * day, { props: { sort: 'price_asc' } }),
  event(10, 'product_viewed', start + 40 * day + 1_000, { products: [sock] }),
  event(11, 'product_added', start + 40 * day + 2_000, { products: [sock], props: { cart_value: 37.5 } }),
]

/** The instants at which the scenario asks: before, at and after boundaries, and long after the last event. */
export const instants = [start + 500_000, start + 40 * day + 3_000, start + 41 * day, start + 400 * day]

/**
 * Folds the events and gives everything the engine says, as plain JSON.
 *
 * @param aisle The core, from the sources or from a build of them.
 */
export function run({ builtin, compile }: Pick<typeof Aisle, 'builtin' | 'compile'>): unknown {
  const engine = compile(builtin)
  const shopper = engine.shopper()
  const answers = instants.map((now, index) => {
    const from = instants[index - 1] ?? Number.NEGATIVE_INFINITY
    const due = events.filter((each) => each.time > from && each.time <= now)
    const changes = due.flatMap((each) => shopper.add(each, now))
    const answer = shopper.at(now)
    const explained = Object.keys(answer.segments).map((name) => [name, shopper.explain(name, now)])
    return { changes, answer, explained }
  })
  return JSON.parse(JSON.stringify(answers))
}
