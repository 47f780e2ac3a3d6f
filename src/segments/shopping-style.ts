import type { Metric, Segment, Selector } from '../language/ast'
import {
  anything,
  bought,
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
  that,
} from './parts'

const ordered = count(lately(orders))
const looks = count(recent(['page_viewed', 'list_viewed', 'product_viewed']))
const activeDays: Metric = { days: lately(anything) }
const priced = lines(having('product.list_price', recent('product_viewed')))
const viewed: Selector = { event: 'product_viewed' }
const placed = lines(having('product.category', viewed))

/** Task first: takes the short way to an order. */
export const convenienceSeeker: Segment = segment('convenience_seeker', 'Shops the short way', {
  at_least: 2,
  of: [
    { lte: [{ ratio: [looks, ordered] }, 20] },
    share(count(that(lately(orders), { 'context.channel': 'direct' })), ordered, 0.5),
    least(1, recent('checkout_step_completed', { shipping_method: { contains: 'express' } })),
  ],
})

/** Reads widely: many pages on each day, in several categories. */
export const informationSeeker: Segment = segment('information_seeker', 'Reads widely', {
  all: [
    share(looks, activeDays, 20),
    judgedBy(placed, { gte: [{ distinct: 'product.category', of: lately(placed) }, 3] }),
  ],
})

/** Hunts for bargains: two signs or more. */
export const bargainHunter: Segment = segment(
  'bargain_hunter',
  'Hunts for bargains',
  judgedBy(viewed, {
    at_least: 2,
    of: [
      least(1, recent('list_filtered', { sort: 'price_asc' })),
      least(2, recent(['coupon_entered', 'coupon_denied'])),
      least(1, recent('alert_requested', { alert: 'price' })),
      least(2, recent('promotion_clicked')),
      {
        lte: [
          {
            ratio: [
              { sum: 'product.price', of: priced },
              { sum: 'product.list_price', of: priced },
            ],
          },
          0.8,
        ],
      },
      { gt: [{ mul: [count(having('coupon', lately(orders))), 2] }, ordered] },
    ],
  }),
  2,
)

/** Talks to others about what they buy: two kinds of it or more. */
export const connector: Segment = segment(
  'connector',
  'Shops with others',
  judgedBy(anything, {
    at_least: 2,
    of: [
      least(1, recent(['product_shared', 'cart_shared'])),
      least(1, recent(['referral_sent', 'brand_followed'])),
      least(1, recent('product_reviewed')),
      least(1, recent('support_contacted', { contact_channel: ['social', 'community'] })),
      { gte: [{ days: recent('*', { 'context.channel': { contains: 'social' } }) }, 2] },
    ],
  }),
)

/** Buys steadily: in each of the last three months, of 30 days each. */
export const routineShopper: Segment = segment(
  'routine_shopper',
  'Buys month by month',
  judgedBy(bought, {
    all: [
      least(1, lately(orders, '30d')),
      { gt: [count(lately(orders, '60d')), count(lately(orders, '30d'))] },
      { gt: [ordered, count(lately(orders, '60d'))] },
    ],
  }),
)

/** Comes for pleasure: films, lookbooks and things to turn round, and seldom an order. */
export const leisureShopper: Segment = segment(
  'leisure_shopper',
  'Looks for pleasure',
  judgedBy(viewed, {
    all: [
      {
        gte: [
          {
            add: [
              count(recent('content_viewed', { content_type: ['video', 'lookbook'] })),
              count(recent('product_detail_viewed', { detail: ['video', 'three_d', 'ar'] })),
            ],
          },
          3,
        ],
      },
      { lt: [{ ratio: [ordered, activeDays] }, 0.2] },
    ],
  }),
)
