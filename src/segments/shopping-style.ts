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

/**
 * Task first: takes the short way to an order.
 *
 * @example
 * const shopper = compile(defineDocument({ segments: [convenienceSeeker] })).shopper()
 * // Came by no search and no campaign, and ordered without looking round.
 * const context = { channel: 'direct' }
 * shopper.add({ ...event, name: 'order_completed', props: { order_id: 'o-1' }, context })
 * shopper.at(now).segments.convenience_seeker // => 'in'
 */
export const convenienceSeeker: Segment = segment('convenience_seeker', 'Shops the short way', {
  at_least: 2,
  of: [
    { lte: [{ ratio: [looks, ordered] }, 20] },
    share(count(that(lately(orders), { 'context.channel': 'direct' })), ordered, 0.5),
    least(1, recent('checkout_step_completed', { shipping_method: { contains: 'express' } })),
  ],
})

/**
 * Reads widely: many pages on each day, in several categories.
 *
 * @example
 * const shopper = compile(defineDocument({ segments: [informationSeeker] })).shopper()
 * const categories = ['shoes', 'hats', 'bags']
 * for (let i = 0; i < 20; i++)
 *   shopper.add({ ...event, id: `e${i}`, name: 'product_viewed', products: [{ category: categories[i % 3]! }] })
 * shopper.at(now).segments.information_seeker // => 'in'
 */
export const informationSeeker: Segment = segment('information_seeker', 'Reads widely', {
  all: [
    share(looks, activeDays, 20),
    judgedBy(placed, { gte: [{ distinct: 'product.category', of: lately(placed) }, 3] }),
  ],
})

/**
 * Hunts for bargains: two signs or more.
 *
 * @example
 * const shopper = compile(defineDocument({ segments: [bargainHunter] })).shopper()
 * shopper.add({ ...event, id: 'e1', name: 'list_filtered', props: { sort: 'price_asc' } })
 * shopper.add({ ...event, id: 'e2', name: 'alert_requested', props: { alert: 'price' } })
 * shopper.at(now).segments.bargain_hunter // => 'in'
 */
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

/**
 * Talks to others about what they buy: two kinds of it or more.
 *
 * @example
 * const shopper = compile(defineDocument({ segments: [connector] })).shopper()
 * // Two kinds of it are needed: to share twice is one.
 * for (const name of ['product_shared', 'cart_shared']) shopper.add({ ...event, id: name, name })
 * shopper.at(now).segments.connector // => 'out'
 * shopper.add({ ...event, id: 'e3', name: 'referral_sent' })
 * shopper.at(now).segments.connector // => 'in'
 */
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

/**
 * Buys steadily: in each of the last three months, of 30 days each.
 *
 * @example
 * const shopper = compile(defineDocument({ segments: [routineShopper] })).shopper()
 * const order = { ...event, name: 'order_completed' }
 * for (const day of [5, 40, 75])
 *   shopper.add({ ...order, id: `e${day}`, time: now - day * 86_400_000, props: { order_id: day } })
 * shopper.at(now).segments.routine_shopper // => 'in'
 */
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

/**
 * Comes for pleasure: films, lookbooks and things to turn round, and seldom an order.
 *
 * @example
 * const shopper = compile(defineDocument({ segments: [leisureShopper] })).shopper()
 * for (const content_id of ['autumn', 'winter', 'spring'])
 *   shopper.add({ ...event, id: content_id, name: 'content_viewed', props: { content_type: 'lookbook', content_id } })
 * shopper.at(now).segments.leisure_shopper // => 'in'
 */
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
