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

/** Buys often, and lately. */
export const vip: Segment = segment('vip', 'One of the best customers', {
  all: [least(6, year), { lt: [sinceOrder, '120d'] }],
})

/** Has bought exactly once; a confirmation page that was opened again is the same order. */
export const oneTimeBuyer: Segment = segment('one_time_buyer', 'Bought once', { eq: [count(orders), 1] })

/** Takes long to decide: began to look 60 to 120 days ago, still looks, and has not bought. */
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

/** Bought by a rhythm of their own, and is overdue by it. */
export const atRisk: Segment = segment('at_risk', 'Overdue by their own rhythm', {
  all: [least(1, orders), sinceLast('45d'), sinceGaps(2), { not: silent }],
})

/** Bought, and will hardly come back. */
export const lapsed: Segment = segment('lapsed', 'Gone silent for long', { all: [least(1, orders), silent] })

/** Had been silent for four months, and has ordered again. */
export const wonBack: Segment = segment('won_back', 'Came back to buy', {
  all: [
    least(1, lately(orders, '30d')),
    { eq: [count(lately(orders, '150d')), count(lately(orders, '30d'))] },
    { gt: [count(orders), count(lately(orders, '150d'))] },
  ],
})

/** Left a cart behind. */
export const cartAbandoner: Segment = segment('cart_abandoner', 'Left a cart behind', abandoned('product_added'))

/** Left the checkout. */
export const checkoutAbandoner: Segment = segment(
  'checkout_abandoner',
  'Left the checkout',
  abandoned('checkout_started'),
)

/** Buys at a discount or not at all. */
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

/** Sends much of it back. */
export const serialReturner: Segment = segment('serial_returner', 'Sends much back', {
  all: [{ gte: [returned, 2] }, share(returned, count(year), 0.5)],
})

/** Is about to need more, by their own rhythm. */
export const replenishmentDue: Segment = segment('replenishment_due', 'Due to buy again', {
  all: [{ gte: [gap, '7d'] }, { gte: [sinceOrder, gap] }, { lt: [sinceOrder, { mul: [gap, 2] }] }],
})

/** Waits long for pages. */
export const slowExperience: Segment = segment('slow_experience', 'Waits for slow pages', {
  gt: [{ mean: 'lcp_ms', of: { event: 'page_measured', within: '30d' } }, 3000],
})

const placed = lines(having('product.category', recent(['product_viewed', 'product_added'])))
const categories: Metric = { distinct: 'product.category', of: placed }

/** Keeps to one category, or two; which, says the trait of the favourite category. */
export const categoryFan: Segment = segment('category_fan', 'Loves one category', {
  all: [{ lte: [{ ratio: [categories, count(placed)] }, 0.2] }, { lte: [categories, 2] }],
})
