/**
 * How people shop at the Google store in August 2016: the distributions that thresholds of the catalogue are taken from.
 * `node scripts/run.mjs bench/catalogue-habits.ts`
 *
 * @module
 */
import { existsSync } from 'node:fs'
import type { ShopEvent } from '../src/vocabulary/event-types'
import { quantile } from './support/measure'
import { shopperLogs } from './support/shopper-logs'

const LOG = '../shared/data/google-store/events-2016-08.ndjson.gz'
const DAY = 86_400_000
const QUANTILES = [0.1, 0.25, 0.5, 0.75, 0.9, 0.95]

const named = (events: readonly ShopEvent[], ...names: readonly string[]) =>
  events.filter(({ name }) => names.includes(name))

/** Orders, each once, at its first confirmation. */
function ordersOf(events: readonly ShopEvent[]): ShopEvent[] {
  const seen = new Set<unknown>()
  return named(events, 'order_completed').filter(({ props }) => {
    const id = (props as { order_id?: string }).order_id
    const isNew = id === undefined || !seen.has(id)
    seen.add(id)
    return isNew
  })
}

/** Prints each distribution. */
export async function main(): Promise<void> {
  if (!existsSync(LOG)) {
    console.error(`SKIPPED: ${LOG} is not there`)
    return
  }
  const looksADay: number[] = []
  const looksAnOrder: number[] = []
  const daysToOrder: number[] = []
  const minutesFromCart: number[] = []
  const categoriesALook: number[] = []
  let carts = 0
  let left = 0
  let days = 0
  let looksInAll = 0
  for (const events of await shopperLogs(LOG)) {
    const looks = named(events, 'page_viewed', 'list_viewed', 'product_viewed').length
    const active = new Set(events.map(({ time }) => Math.floor(time / DAY))).size
    days += active
    looksInAll += looks
    looksADay.push(looks / active)
    const categories = named(events, 'product_viewed', 'product_added')
      .flatMap(({ products }) => products.map(({ category }) => category))
      .filter((category) => category !== undefined)
    if (categories.length >= 5) categoriesALook.push(new Set(categories).size / categories.length)
    const orders = ordersOf(events)
    const added = named(events, 'product_added')
    if (added.length) carts += 1
    if (added.length && !orders.length) left += 1
    if (orders.length) {
      looksAnOrder.push(looks / orders.length)
      daysToOrder.push((orders[0]!.time - events[0]!.time) / DAY)
    }
    for (const order of orders) {
      const last = added.filter(({ time }) => time <= order.time).at(-1)
      if (last) minutesFromCart.push((order.time - last.time) / 60_000)
    }
  }
  const share = (values: readonly number[], test: (value: number) => boolean) =>
    `${((100 * values.filter(test).length) / values.length).toFixed(1)} %`
  const show = (what: string, values: readonly number[]) => {
    const at = QUANTILES.map((q) => `${q}: ${quantile(values, q).toFixed(2)}`)
    console.log(`${what} (n ${values.length}): ${at.join('  ')}`)
  }
  show('looks on a day, by shopper', looksADay)
  console.log(`  on the average day ${(looksInAll / days).toFixed(2)}`)
  console.log(`  20 or more: ${share(looksADay, (value) => value >= 20)}`)
  show('looks to an order, by buyer', looksAnOrder)
  show('days from the first event to the first order', daysToOrder)
  console.log(`  within 7 days: ${share(daysToOrder, (value) => value <= 7)}`)
  show('minutes from the last cart event to the order', minutesFromCart)
  console.log(`  within 30 minutes: ${share(minutesFromCart, (value) => value <= 30)}`)
  show('categories to a product seen or put into the cart, by shopper with five or more', categoriesALook)
  console.log(`  0.2 or less: ${share(categoriesALook, (value) => value <= 0.2)}`)
  console.log(`filled a cart and never ordered: ${((100 * left) / carts).toFixed(1)} % of ${carts}`)
}
