import { toTenThousandths } from '../../vocabulary/money'
import { medianOf } from './median'
import { Named, UNKNOWN } from './named-counts'
import type { ShopperLife } from './shopper-life'

/**
 * The headline.
 *
 * @example
 * const averageOrder = ({ revenue, priced_orders }: TotalFacts) => (revenue === null ? null : revenue / priced_orders)
 * const { facts } = await reportOf(events, { definitions: builtin, now })
 * averageOrder(facts.totals) // => null
 */
export interface TotalFacts {
  readonly shoppers: number
  readonly visits: number
  readonly events: number
  /** Each order once. */
  readonly orders: number
  readonly buyers: number
  /** What was paid in all; null where no order says what was paid. */
  readonly revenue: number | null
  /** Orders that say what was paid. */
  readonly priced_orders: number
  /** The currencies that orders name, with how many do; the most frequent first. */
  readonly currencies: readonly { readonly currency: string; readonly orders: number }[]
  /** The median time from a buyer's first event to their first order, ms; null without an order. */
  readonly first_order_ms: number | null
  /** The instants of the first and the last event, ms; null where there is none. */
  readonly span: { readonly from: number; readonly to: number } | null
}

/** Counts the headline. */
export class TotalTally {
  #shoppers = 0
  #visits = 0
  #events = 0
  #orders = 0
  #buyers = 0
  #priced = 0
  /** In ten-thousandths, so that it is exact in any order of shoppers. */
  #revenue = 0
  #from = Number.POSITIVE_INFINITY
  #to = Number.NEGATIVE_INFINITY
  readonly #firstOrders: number[] = []
  readonly #currencies = new Named(() => ({ orders: 0 }))

  /** Takes one shopper in. */
  add({ events, visits, orders, measures }: ShopperLife): void {
    this.#shoppers += 1
    this.#visits += visits.length
    this.#events += events.length
    this.#orders += measures.orders
    this.#buyers += measures.orders > 0 ? 1 : 0
    this.#revenue += toTenThousandths(measures.revenue)
    this.#from = Math.min(this.#from, events[0]!.time)
    this.#to = Math.max(this.#to, events.at(-1)!.time)
    if (orders[0]) this.#firstOrders.push(orders[0].time - events[0]!.time)
    for (const { props } of orders) {
      if (typeof props.total === 'number') this.#priced += 1
      if (typeof props.currency === 'string') this.#currencies.of(props.currency).orders += 1
    }
  }

  /** What was counted. */
  get facts(): TotalFacts {
    const currencies = this.#currencies.sorted(({ orders }) => orders).filter(([name]) => name !== UNKNOWN)
    return {
      shoppers: this.#shoppers,
      visits: this.#visits,
      events: this.#events,
      orders: this.#orders,
      buyers: this.#buyers,
      revenue: this.#priced ? this.#revenue / 10_000 : null,
      priced_orders: this.#priced,
      currencies: currencies.map(([currency, { orders }]) => ({ currency, orders })),
      first_order_ms: medianOf(this.#firstOrders),
      span: this.#shoppers ? { from: this.#from, to: this.#to } : null,
    }
  }
}
