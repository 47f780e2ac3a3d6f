import type { ShopEvent } from '../../../src/vocabulary/event-types'

const DAY = 86_400_000

/**
 * The facts of one shopper at one instant, as a developer would keep them beside hand-written rules. An absent number is
 * -1, an absent string empty: none of the rules can come to hold by them, which spares all who read profiles a test.
 */
export interface Profile {
  orders: number
  revenue: number
  meanOrder: number
  biggestOrder: number
  recentOrders: number
  couponShare: number
  returnShare: number
  /** Ages in ms. */
  orderAge: number
  addAge: number
  firstSeen: number
  lastSeen: number
  views: number
  adds: number
  activeDays: number
  categories: number
  priceSorts: number
  promotions: number
  device: string
  channel: string
}

/** A profile of somebody of whom nothing is known. */
export const UNKNOWN: Profile = {
  orders: 0,
  revenue: 0,
  meanOrder: -1,
  biggestOrder: -1,
  recentOrders: 0,
  couponShare: -1,
  returnShare: -1,
  orderAge: -1,
  addAge: -1,
  firstSeen: -1,
  lastSeen: -1,
  views: 0,
  adds: 0,
  activeDays: 0,
  categories: 0,
  priceSorts: 0,
  promotions: 0,
  device: '',
  channel: '',
}

/** The rules as functions of a profile. */
export const BY_HAND: Readonly<Record<string, (profile: Profile) => boolean>> = {
  loyal: (p) => p.orders >= 3 && p.orderAge <= 90 * DAY && p.revenue >= 200,
  valuable: (p) => p.revenue >= 600 || p.biggestOrder >= 300,
  cart_left: (p) => p.adds >= 1 && p.addAge >= 30 * 60_000 && (p.orders === 0 || p.addAge < p.orderAge),
  bargain_hunter: (p) => {
    let held = 0
    if (p.priceSorts >= 1) held++
    if (p.couponShare >= 0.5) held++
    if (p.promotions >= 2) held++
    if (p.returnShare >= 0.5) held++
    return held >= 2
  },
  mobile_newcomer: (p) => (p.device === 'mobile' || p.device === 'tablet') && p.firstSeen < 14 * DAY && p.orders === 0,
  paid_visitor: (p) => p.channel === 'paid_search' || p.channel === 'paid_social' || p.channel === 'affiliates',
  dormant: (p) => p.orders >= 1 && p.lastSeen > 30 * DAY && !(p.views >= 1 || p.adds >= 1),
  explorer: (p) => p.categories >= 3 && p.views >= 5 && !(p.recentOrders >= 1),
  returner: (p) => p.returnShare > 0.3,
  regular: (p) => {
    let held = 0
    if (p.activeDays >= 3) held++
    if (p.views >= 10) held++
    if (p.adds >= 2) held++
    return held >= 2
  },
  big_newcomer: (p) => p.meanOrder >= 120 && p.firstSeen <= 60 * DAY && p.device !== 'tablet',
  warm_prospect: (p) => p.views >= 3 && !(p.revenue >= 600 || p.orders >= 3),
}

/** The profile of a shopper at an instant from their events, in time order: one pass, all facts at once. */
export function profileOf(events: readonly ShopEvent[], now: number): Profile {
  let orders = 0
  let revenue = 0
  let recentOrders = 0
  let views = 0
  let adds = 0
  let priceSorts = 0
  let promotions = 0
  let orderAge = -1
  let addAge = -1
  let biggestOrder = -1
  let couponOrders = 0
  let returns = 0
  let device = ''
  let channel = ''
  const seen = new Set<unknown>()
  const seenRecently = new Set<unknown>()
  const seenWithCoupon = new Set<unknown>()
  const categories = new Set<unknown>()
  const active = new Set<number>()
  for (const { name, time, props, products, context } of events) {
    const old = now - time
    if (old < 30 * DAY) active.add(Math.floor(time / DAY))
    device = context.device?.type ?? device
    channel ||= (context.channel as string | undefined) ?? ''
    if (name === 'product_viewed') {
      if (old < 30 * DAY) views++
      for (const { category } of products) categories.add(category)
    } else if (name === 'product_added') {
      addAge = old
      if (old < 7 * DAY) adds++
    } else if (name === 'order_completed') {
      const total = props.total as number
      orderAge = old
      biggestOrder = Math.max(biggestOrder, total)
      if (!seen.has(props.order_id)) {
        seen.add(props.order_id)
        orders++
        revenue += total
      }
      if (old < 90 * DAY && !seenRecently.has(props.order_id)) {
        seenRecently.add(props.order_id)
        recentOrders++
      }
      if (old < 90 * DAY && props.coupon !== undefined && !seenWithCoupon.has(props.order_id)) {
        seenWithCoupon.add(props.order_id)
        couponOrders++
      }
    } else if (name === 'return_requested') returns++
    else if (name === 'list_filtered' && props.sort === 'price_asc' && old < 90 * DAY) priceSorts++
    else if (name === 'promotion_clicked' && old < 90 * DAY) promotions++
  }
  // All in one literal: an object that is put together from a spread is a slow one to read (Node 20).
  return {
    orders,
    revenue,
    recentOrders,
    views,
    adds,
    priceSorts,
    promotions,
    meanOrder: share(revenue, orders),
    biggestOrder,
    couponShare: share(couponOrders, recentOrders),
    returnShare: share(returns, orders),
    orderAge,
    addAge,
    firstSeen: now - events[0]!.time,
    lastSeen: now - events[events.length - 1]!.time,
    activeDays: active.size,
    categories: categories.size,
    device,
    channel,
  }
}

function share(part: number, whole: number): number {
  return whole ? part / whole : -1
}
