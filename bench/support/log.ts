import type { ShopEvent } from '../../src/vocabulary/event-types'
import { random } from './random'

/** What a generated log is like. Equal options give equal logs. */
export interface LogOptions {
  readonly shoppers: number
  /** How many visits a shopper pays on average; most pay one, a few pay many. */
  readonly visits: number
  /** Over how many days. */
  readonly days: number
  readonly seed: number
}

/** The instant at which every generated log begins, ms. */
export const LOG_START = Date.UTC(2025, 0, 6)

const DAY = 86_400_000
const CATEGORIES = ['Home', 'Shoes', 'Shirts', 'Trousers', 'Bags', 'Toys', 'Garden', 'Books']
const CHANNELS = ['organic_search', 'direct', 'paid_search', 'email', 'paid_social', 'referral', 'affiliates']
const DEVICES = ['mobile', 'desktop', 'mobile', 'desktop', 'tablet']
const SORTS = ['popularity', 'price_asc', 'newest', 'price_asc', 'rating']

interface Visit {
  readonly shopper: number
  readonly number: number
  readonly start: number
}

/** A shopper's lasting habits, and what is known of them so far. */
interface Habits {
  readonly id: string
  readonly device: string
  readonly channel: string
  /** How likely each step towards an order is taken. */
  readonly zeal: number
  orders: number
}

/**
 * A shop's log in time order, the shoppers' visits interleaved as they come: pages, lists, products with their lines, carts,
 * checkouts, orders (some with a coupon, some confirmed twice), returns. Given out as JSON texts of `size` events each, so
 * that whoever reads them gets strings and objects as from a file, and the log itself weighs nothing on the collector.
 */
export function* log(options: LogOptions, size = 10_000): Generator<string> {
  const { shoppers, seed } = options
  const draw = random(seed)
  const habits = Array.from({ length: shoppers }, (_, i): Habits => {
    const id = `shopper-${(i * 2654435761) % 4294967296}-${i}`
    const device = draw.one(DEVICES)
    return { id, device, channel: draw.one(CHANNELS), zeal: draw.number() ** 2, orders: 0 }
  })
  let pending: ShopEvent[] = []
  let batch: ShopEvent[] = []
  for (const next of [...visits(options, draw), undefined]) {
    const due = next?.start ?? Number.POSITIVE_INFINITY
    pending.sort((a, b) => a.time - b.time)
    const left = pending.findIndex(({ time }) => time >= due)
    const ready = left < 0 ? pending : pending.slice(0, left)
    pending = left < 0 ? [] : pending.slice(left)
    for (const event of ready) {
      batch.push(event)
      if (batch.length < size) continue
      yield JSON.stringify(batch)
      batch = []
    }
    if (next) pending.push(...visitEvents(next, habits[next.shopper]!, draw))
  }
  if (batch.length) yield JSON.stringify(batch)
}

type Draw = ReturnType<typeof random>

/** All visits in order of their starts. */
function visits({ shoppers, visits: mean, days }: LogOptions, draw: Draw): Visit[] {
  const all: Visit[] = []
  for (let shopper = 0; shopper < shoppers; shopper++) {
    // Heavy tail: the square of an even draw makes few shoppers come often.
    const n = 1 + Math.round(draw.number() ** 2 * 3 * (mean - 1))
    let start = LOG_START + draw.number() * (days - 1) * DAY
    for (let number = 1; number <= n && start < LOG_START + days * DAY; number++) {
      all.push({ shopper, number, start: Math.floor(start) })
      start += 0.02 * DAY + draw.number() * Math.min(20, days / n) * DAY
    }
  }
  return all.sort((a, b) => a.start - b.start)
}

/** The events of one visit. */
function visitEvents({ number, start }: Visit, shopper: Habits, draw: Draw): ShopEvent[] {
  const events: ShopEvent[] = []
  const session_id = `${shopper.id}.${number}`
  const channel = number === 1 ? shopper.channel : draw.one(CHANNELS)
  const category = draw.one(CATEGORIES)
  let time = start
  const say = (name: string, props: ShopEvent['props'] = {}, products: ShopEvent['products'] = []) => {
    const path = `/${category.toLowerCase()}/${name}`
    events.push({
      id: `${session_id}.${events.length}`,
      name,
      time,
      shopper_id: shopper.id,
      session_id,
      props,
      products,
      context: { page: { path, title: `${category} - the shop` }, channel, device: { type: shopper.device } },
    } as ShopEvent)
    time += 2_000 + Math.floor(draw.number() * 90_000)
  }
  const line = () => {
    const place = Math.floor(draw.number() * 400)
    const price = 5 + ((place * 37) % 180) + 0.99
    return {
      product_id: `SKU-${place}`,
      name: `Article ${place}`,
      category: draw.one([category, category, 'Home']),
      price,
    }
  }

  say('page_viewed')
  if (shopper.orders && draw.maybe(0.08)) say('return_requested', { order_id: `${shopper.id}/${shopper.orders}` })
  if (draw.maybe(0.1)) say('promotion_clicked', { promotion_id: 'spring' })
  if (draw.maybe(0.5)) say('list_viewed', { category })
  if (draw.maybe(0.15)) say('list_filtered', { sort: draw.one(SORTS) })
  if (draw.maybe(0.12)) say('products_searched', { query: category, results: 12 })
  if (number === 1 && draw.maybe(0.06)) say('signed_up', { method: 'email' })
  const cart = []
  while (draw.maybe(0.45 + shopper.zeal * 0.3) && events.length < 30) {
    const product = line()
    say('product_viewed', {}, [product])
    if (draw.maybe(0.12)) say('product_detail_viewed', { detail: 'reviews' }, [product])
    if (!draw.maybe(0.1 + shopper.zeal * 0.25)) continue
    cart.push({ ...product, quantity: draw.maybe(0.2) ? 2 : 1 })
    say('product_added', { currency: 'EUR' }, cart.slice(-1))
    if (draw.maybe(0.15)) say('product_removed', { currency: 'EUR' }, [cart.pop()!])
  }
  if (cart.length && draw.maybe(0.7)) checkout(say, cart, shopper, draw)
  return events
}

type Line = { readonly price: number; readonly quantity: number }
type Say = (name: string, props?: ShopEvent['props'], products?: ShopEvent['products']) => void

/** From the cart to the order, if it gets there. */
function checkout(say: Say, cart: readonly Line[], shopper: Habits, draw: Draw): void {
  const subtotal = Number(cart.reduce((sum, { price, quantity }) => sum + price * quantity, 0).toFixed(2))
  say('cart_viewed', { cart_value: subtotal })
  const coupon = draw.maybe(0.15)
  if (coupon) say('coupon_entered', { coupon: 'SPRING' })
  if (!draw.maybe(0.3 + shopper.zeal)) return
  say('checkout_started', { value: subtotal })
  if (!draw.maybe(0.6)) return
  say('checkout_step_completed', { step: 'payment', payment_method: 'card' })
  const order_id = `${shopper.id}/${++shopper.orders}`
  const order = {
    order_id,
    total: subtotal,
    subtotal,
    shipping: 0,
    currency: 'EUR',
    ...(coupon && { coupon: 'SPRING' }),
  }
  say('order_completed', order, cart as never)
  // The confirmation page was opened again.
  if (draw.maybe(0.05)) say('order_completed', order, cart as never)
}
