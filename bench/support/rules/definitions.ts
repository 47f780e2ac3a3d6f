import type { Condition, Metric } from '../../../src/language/ast'
import {
  age,
  all,
  any,
  atLeast,
  count,
  days,
  distinct,
  first,
  last,
  max,
  mean,
  not,
  sum,
} from '../../../src/language/builders'

const orders = count('order_completed').once('order_id')
const revenue = sum('total', 'order_completed').once('order_id')
const meanOrder = mean('total', 'order_completed').once('order_id')
const biggestOrder = max('total', 'order_completed')
const recentOrders = orders.within('90d')
const couponOrders = count('order_completed')
  .where({ coupon: { exists: true } })
  .within('90d')
  .once('order_id')
const couponShare = couponOrders.per(recentOrders)
const returnShare = count('return_requested').per(orders)
const orderAge = age('last', 'order_completed')
const addAge = age('last', 'product_added')
const views = count('product_viewed').within('30d')
const adds = count('product_added').within('7d')
const activeDays = days('*').within('30d')
const categories = distinct('product.category', 'product_viewed').each('product')
const priceSorts = count('list_filtered').where({ sort: 'price_asc' }).within('90d')
const promotions = count('promotion_clicked').within('90d')
const device = last('context.device.type', '*')
const channel = first('context.channel', '*')
const firstSeen = age('first', '*')
const lastSeen = age('last', '*')

/** The metrics of the rules by the names that the profiles of the others give them. */
export const METRICS = {
  orders,
  revenue,
  meanOrder,
  biggestOrder,
  recentOrders,
  couponShare,
  returnShare,
  orderAge,
  addAge,
  views,
  adds,
  activeDays,
  categories,
  priceSorts,
  promotions,
  device,
  channel,
  firstSeen,
  lastSeen,
} as unknown as Readonly<Record<string, Metric>>

/** The twelve rules, in Aisle's language; each of the others says the same in its own. */
export const RULES: Readonly<Record<string, Condition>> = {
  loyal: all(orders.gte(3), orderAge.lte('90d'), revenue.gte(200)),
  valuable: any(revenue.gte(600), biggestOrder.gte(300)),
  cart_left: all(adds.gte(1), addAge.gte('30m'), any(orders.eq(0), addAge.lt(orderAge))),
  bargain_hunter: atLeast(2, priceSorts.gte(1), couponShare.gte(0.5), promotions.gte(2), returnShare.gte(0.5)),
  mobile_newcomer: all(device.in(['mobile', 'tablet']), firstSeen.lt('14d'), orders.eq(0)),
  paid_visitor: channel.in(['paid_search', 'paid_social', 'affiliates']),
  dormant: all(orders.gte(1), lastSeen.gt('30d'), not(any(views.gte(1), adds.gte(1)))),
  explorer: all(categories.gte(3), views.gte(5), not(recentOrders.gte(1))),
  returner: returnShare.gt(0.3),
  regular: atLeast(2, activeDays.gte(3), views.gte(10), adds.gte(2)),
  big_newcomer: all(meanOrder.gte(120), firstSeen.lte('60d'), device.ne('tablet')),
  warm_prospect: all(views.gte(3), not(any(revenue.gte(600), orders.gte(3)))),
}
