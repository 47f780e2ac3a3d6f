import type { Condition, Duration, Metric, Segment, Selector } from '../language/ast'
import {
  count,
  having,
  judgedBy,
  lately,
  least,
  lines,
  orders,
  recent,
  segment,
  share,
  sinceOrder,
  that,
} from './parts'

const gap: Metric = { gap: 'mean', of: orders }
const year = lately(orders, '365d')

/* @__NO_SIDE_EFFECTS__ */
function sinceGaps(times: number): Condition {
  return { gte: [sinceOrder, { mul: [gap, times] }] }
}

/* @__NO_SIDE_EFFECTS__ */
function sinceLast(days: Duration): Condition {
  return { gte: [sinceOrder, days] }
}

/** Bought, and has been silent for long, by the calendar and by their own habit. */
const silent: Condition = {
  all: [sinceLast('120d'), { any: [{ eq: [count(orders), 1] }, sinceGaps(3)] }],
}

/* @__NO_SIDE_EFFECTS__ */
function abandoned(begun: string): Condition {
  const of: Selector = { event: begun }
  const since: Metric = { age: 'last', of }
  return {
    all: [
      least(1, lately(of, '30d')),
      { gte: [since, '30m'] },
      { any: [{ eq: [count(orders), 0] }, { lt: [since, sinceOrder] }] },
    ],
  }
}

/**
 * Buys often, and lately.
 *
 * @example
 * const shopper = compile(defineDocument({ segments: [vip] })).shopper()
 * const order = { ...event, name: 'order_completed' }
 * for (let month = 0; month < 6; month++)
 *   shopper.add({ ...order, id: `e${month}`, time: Date.UTC(2025, month), props: { order_id: month } })
 * shopper.foresee(Date.UTC(2025, 5)).segments.vip // => { at: Date.UTC(2025, 5, 1 + 120), to: 'out' }
 */
export const vip: Segment = segment('vip', 'One of the best customers', {
  all: [least(6, year), { lt: [sinceOrder, '120d'] }],
})

/**
 * Has bought exactly once; a confirmation page that was opened again is the same order.
 *
 * @example
 * describeCondition(oneTimeBuyer.when) // => 'the number of “order completed” events (one for each order id) is 1'
 */
export const oneTimeBuyer: Segment = segment('one_time_buyer', 'Bought once', { eq: [count(orders), 1] })

/**
 * Takes long to decide: began to look 60 to 120 days ago, still looks, and has not bought.
 *
 * @example
 * const shopper = compile(defineDocument({ segments: [lateDecider] })).shopper()
 * shopper.add({ ...event, id: 'e1', name: 'product_viewed', time: Date.UTC(2026, 0, 1) })
 * shopper.add({ ...event, id: 'e2', name: 'product_viewed', time: Date.UTC(2026, 2, 1) })
 * shopper.at(Date.UTC(2026, 2, 1)).segments.late_decider // => 'out'
 * shopper.at(Date.UTC(2026, 2, 2)).segments.late_decider // => 'in'
 */
export const lateDecider: Segment = segment('late_decider', 'Still deciding after two months', {
  all: [
    { eq: [count(orders), 0] },
    least(1, lately({ event: 'product_viewed' }, '30d')),
    { gte: [{ age: 'first', of: { event: 'product_viewed' } }, '60d'] },
    { lte: [{ age: 'first', of: { event: 'product_viewed' } }, '120d'] },
  ],
})

const contacts: Selector = { event: 'support_contacted', within: '730d' }

/* @__NO_SIDE_EFFECTS__ */
function late(...event: string[]): Condition {
  return least(1, { event, where: { days_late: { gt: 0 } }, within: '730d' })
}

/**
 * Was let down: late or overdue, refunded, unhappy with it, or left without an answer. That an order is overdue stands
 * apart, and with an event that every shop sends: who tells of deliveries alone can still say that all went well, and who tells
 * of none cannot.
 *
 * @example
 * const shopper = compile(defineDocument({ segments: [badlyServed] })).shopper()
 * shopper.add({ ...event, name: 'support_contacted', props: { topic: 'delivery' } })
 * // Nobody answers.
 * shopper.foresee(now).segments.badly_served // => { at: now + 3 * 86_400_000, to: 'in' }
 */
export const badlyServed: Segment = segment(
  'badly_served',
  'Was served badly',
  judgedBy(
    { event: ['order_completed', 'support_contacted'] },
    {
      any: [
        late('order_delivered'),
        late('order_updated', 'order_completed'),
        least(1, { event: ['product_reviewed', 'support_resolved'], where: { rating: { lte: 2 } }, within: '730d' }),
        least(1, { event: 'order_refunded', within: '730d' }),
        {
          all: [
            { gt: [count(contacts), count({ event: 'support_resolved', within: '730d' })] },
            { gte: [{ age: 'last', of: { event: 'support_contacted' } }, '3d'] },
          ],
        },
      ],
    },
  ),
  2,
)

/**
 * Bought by a rhythm of their own, and is overdue by it.
 *
 * @example
 * const shopper = compile(defineDocument({ segments: [atRisk] })).shopper()
 * // An order a month, and then none for two.
 * const order = { ...event, name: 'order_completed' }
 * for (const month of [0, 1, 2])
 *   shopper.add({ ...order, id: `e${month}`, time: Date.UTC(2026, month), props: { order_id: month } })
 * shopper.at(Date.UTC(2026, 4)).segments.at_risk // => 'in'
 */
export const atRisk: Segment = segment('at_risk', 'Overdue by their own rhythm', {
  all: [least(1, orders), sinceLast('45d'), sinceGaps(2), { not: silent }],
})

/**
 * Bought, and will hardly come back.
 *
 * @example
 * const shopper = compile(defineDocument({ segments: [lapsed] })).shopper()
 * shopper.add({ ...event, name: 'order_completed', props: { order_id: 'o-1' } })
 * shopper.foresee(now).segments.lapsed // => { at: now + 120 * 86_400_000, to: 'in' }
 */
export const lapsed: Segment = segment('lapsed', 'Gone silent for long', { all: [least(1, orders), silent] })

/**
 * Had been silent for four months, and has ordered again.
 *
 * @example
 * const shopper = compile(defineDocument({ segments: [wonBack] })).shopper()
 * const order = { ...event, name: 'order_completed' }
 * shopper.add({ ...order, id: 'e1', time: Date.UTC(2025, 0, 1), props: { order_id: 'o-1' } })
 * shopper.add({ ...order, id: 'e2', time: Date.UTC(2025, 5, 1), props: { order_id: 'o-2' } })
 * shopper.at(Date.UTC(2025, 5, 1)).segments.won_back // => 'in'
 */
export const wonBack: Segment = segment('won_back', 'Came back to buy', {
  all: [
    least(1, lately(orders, '30d')),
    { eq: [count(lately(orders, '150d')), count(lately(orders, '30d'))] },
    { gt: [count(orders), count(lately(orders, '150d'))] },
  ],
})

/**
 * Left a cart behind.
 *
 * @example
 * const shopper = compile(defineDocument({ segments: [cartAbandoner] })).shopper()
 * shopper.add({ ...event, name: 'product_added' })
 * shopper.at(now).segments.cart_abandoner // => 'out'
 * shopper.at(now + 1_800_000).segments.cart_abandoner // => 'in'
 */
export const cartAbandoner: Segment = segment('cart_abandoner', 'Left a cart behind', abandoned('product_added'))

/**
 * Left the checkout.
 *
 * @example
 * const shopper = compile(defineDocument({ segments: [checkoutAbandoner] })).shopper()
 * shopper.add({ ...event, id: 'e1', name: 'checkout_started', time: now - 3_600_000 })
 * shopper.at(now).segments.checkout_abandoner // => 'in'
 * shopper.add({ ...event, id: 'e2', name: 'order_completed' })
 * shopper.at(now).segments.checkout_abandoner // => 'out'
 */
export const checkoutAbandoner: Segment = segment(
  'checkout_abandoner',
  'Left the checkout',
  abandoned('checkout_started'),
)

/**
 * Buys at a discount or not at all.
 *
 * @example
 * const shopper = compile(defineDocument({ segments: [promoDependent] })).shopper()
 * for (const [i, discount] of [5, 0, 12, 8].entries())
 *   shopper.add({ ...event, id: `e${i}`, name: 'order_completed', props: { order_id: i, discount } })
 * shopper.at(now).segments.promo_dependent // => 'in'
 */
export const promoDependent: Segment = segment('promo_dependent', 'Buys at a discount alone', {
  all: [
    least(2, orders),
    {
      any: [
        share(count(having('coupon', orders)), count(orders), 0.75),
        share(count(that(orders, { discount: { gt: 0 } })), count(having('discount', orders)), 0.75),
      ],
    },
  ],
})

const returned = count({ event: ['return_requested', 'order_refunded'], once: 'order_id', within: '365d' })

/**
 * Sends much of it back.
 *
 * @example
 * const shopper = compile(defineDocument({ segments: [serialReturner] })).shopper()
 * // Two orders, and both go back.
 * for (const name of ['order_completed', 'return_requested'])
 *   for (const order_id of [1, 2]) shopper.add({ ...event, id: `${name}-${order_id}`, name, props: { order_id } })
 * shopper.at(now).segments.serial_returner // => 'in'
 */
export const serialReturner: Segment = segment('serial_returner', 'Sends much back', {
  all: [{ gte: [returned, 2] }, share(returned, count(year), 0.5)],
})

/**
 * Is about to need more, by their own rhythm.
 *
 * @example
 * const shopper = compile(defineDocument({ segments: [replenishmentDue] })).shopper()
 * const order = { ...event, name: 'order_completed' }
 * shopper.add({ ...order, id: 'e1', time: Date.UTC(2026, 0, 1), props: { order_id: 'o-1' } })
 * shopper.add({ ...order, id: 'e2', time: Date.UTC(2026, 0, 22), props: { order_id: 'o-2' } })
 * shopper.foresee(Date.UTC(2026, 0, 22)).segments.replenishment_due // => { at: Date.UTC(2026, 1, 12), to: 'in' }
 */
export const replenishmentDue: Segment = segment('replenishment_due', 'Due to buy again', {
  all: [{ gte: [gap, '7d'] }, { gte: [sinceOrder, gap] }, { lt: [sinceOrder, { mul: [gap, 2] }] }],
})

/**
 * Waits long for pages.
 *
 * @example
 * const condition = describeCondition(slowExperience.when)
 * condition // => 'the mean lcp ms of “page measured” events in the last 30 days is more than 3000'
 */
export const slowExperience: Segment = segment('slow_experience', 'Waits for slow pages', {
  gt: [{ mean: 'lcp_ms', of: { event: 'page_measured', within: '30d' } }, 3000],
})

const placed = lines(having('product.category', recent(['product_viewed', 'product_added'])))
const categories: Metric = { distinct: 'product.category', of: placed }

/**
 * Keeps to one category, or two; which, says the trait of the favourite category.
 *
 * @example
 * const shopper = compile(defineDocument({ segments: [categoryFan], traits: shopperTraits })).shopper()
 * const products = [{ category: 'shoes' }]
 * for (const id of ['e1', 'e2', 'e3', 'e4', 'e5']) shopper.add({ ...event, id, name: 'product_viewed', products })
 * shopper.at(now).segments.category_fan // => 'in'
 * shopper.at(now).traits.favourite_category // => 'shoes'
 */
export const categoryFan: Segment = segment('category_fan', 'Loves one category', {
  all: [{ lte: [{ ratio: [categories, count(placed)] }, 0.2] }, { lte: [categories, 2] }],
})
