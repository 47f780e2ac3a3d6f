import type { ShopEvent } from '../../../src/vocabulary/event-types'
import { type Profile, UNKNOWN } from '../rules/by-hand'

const DAY = 86_400_000

/** What is kept of a shopper by whoever folds events by hand: in time order, at an instant that is known beforehand. */
export class FoldByHand {
  readonly #sets = [new Set(), new Set(), new Set(), new Set(), new Set()] as const
  readonly #profile = { ...UNKNOWN }
  #returns = 0

  constructor(private readonly now: number) {}

  add({ name, time, props, products, context }: ShopEvent): void {
    const [seen, recent, coupons, categories, active] = this.#sets
    const p = this.#profile
    const old = this.now - time
    if (p.firstSeen < 0) p.firstSeen = old
    p.lastSeen = old
    if (old < 30 * DAY) active.add(Math.floor(time / DAY))
    p.device = context.device?.type ?? p.device
    p.channel ||= (context.channel as string | undefined) ?? ''
    if (name === 'product_viewed') {
      if (old < 30 * DAY) p.views++
      for (const { category } of products) categories.add(category)
    } else if (name === 'product_added') {
      p.addAge = old
      if (old < 7 * DAY) p.adds++
    } else if (name === 'order_completed') {
      const total = props.total as number
      p.orderAge = old
      p.biggestOrder = Math.max(p.biggestOrder, total)
      if (!seen.has(props.order_id)) p.revenue += total
      seen.add(props.order_id)
      if (old < 90 * DAY) recent.add(props.order_id)
      if (old < 90 * DAY && props.coupon !== undefined) coupons.add(props.order_id)
    } else if (name === 'return_requested') this.#returns++
    else if (name === 'list_filtered' && props.sort === 'price_asc' && old < 90 * DAY) p.priceSorts++
    else if (name === 'promotion_clicked' && old < 90 * DAY) p.promotions++
  }

  profile(): Profile {
    const [seen, recent, coupons, categories, active] = this.#sets
    const share = (part: number, whole: number) => (whole ? part / whole : -1)
    return {
      ...this.#profile,
      orders: seen.size,
      recentOrders: recent.size,
      meanOrder: share(this.#profile.revenue, seen.size),
      couponShare: share(coupons.size, recent.size),
      returnShare: share(this.#returns, seen.size),
      activeDays: active.size,
      categories: categories.size,
    }
  }
}
