import type { ShopEvent } from '../../vocabulary/event-types'
import type { Losses } from './notes'

/**
 * Events of another system as Aisle's: each one is a normal event that `readEvent` takes as it is.
 *
 * @example
 * ```ts
 * const row = { event_name: 'page_view', event_timestamp: '1607615248873729', user_pseudo_id: '31.37' }
 * const { events, lost }: Reading = fromGa4Export([row, row])
 * events.length // => 1
 * lost[0]?.wanted // => 'each event once'
 * ```
 */
export interface Reading extends Losses {
  readonly events: ShopEvent[]
}

/**
 * How an adapter reads.
 *
 * @example
 * ```ts
 * const people = new Map([['ann@shop.example', 'u-42']])
 * const options: ReadOptions = { currency: 'EUR', pseudonym: (email) => people.get(email) }
 * const order = { id: 1001, created_at: '2024-11-05T21:54:49Z', total_price: '60.00', email: 'ann@shop.example' }
 * fromShopifyWebhook('orders/create', order, options).events[0]?.user_id // => 'u-42'
 * ```
 */
export interface ReadOptions {
  /**
   * The currency of amounts that name none, as ISO 4217 code.
   * @default none: such amounts have no currency
   */
  readonly currency?: string | undefined
  /**
   * Whose event it is, where only an e-mail address says so: gives something that stands for the address, such as a keyed
   * hash of it. The address itself never gets into an event.
   * @default none: such an event is left out or, of an order, is a shopper's of its own
   */
  readonly pseudonym?: ((email: string) => string | undefined) | undefined
  /**
   * Who ordered, as user id, where what is told names its order alone, such as a refund or a delivery.
   * @default none: such an event is left out
   */
  readonly customer_of?: ((order_id: string) => string | undefined) | undefined
}

/**
 * Joins the readings of many things; an event whose id was there before is left out and reported, so that an order counts
 * once.
 *
 * @example
 * ```ts
 * joinReadings([readOne(first), readOne(second)])
 * ```
 */
export function joinReadings(readings: Iterable<Reading>): Reading {
  const events = new Map<string, ShopEvent>()
  const lost: Reading['lost'][number][] = []
  const assumed: Reading['assumed'][number][] = []
  for (const reading of readings) {
    for (const event of reading.events) {
      if (events.has(event.id)) lost.push(toldAgain(event))
      else events.set(event.id, event)
    }
    lost.push(...reading.lost)
    assumed.push(...reading.assumed)
  }
  return { events: [...events.values()], lost, assumed }
}

function toldAgain({ id, name }: ShopEvent): Reading['lost'][number] {
  return { code: 'lost', path: '', found: `${name} "${id.slice(0, 40)}" once more`, wanted: 'each event once' }
}
