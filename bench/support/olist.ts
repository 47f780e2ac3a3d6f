import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import type { ShopEvent } from '../../src/vocabulary/event-types'

type Row = Readonly<Record<string, string>>

const DAY = 86_400_000

/** The tables that are read. */
export const OLIST_TABLES = ['customers', 'order_payments', 'order_reviews', 'orders'] as const

const read = (folder: string, table: (typeof OLIST_TABLES)[number]): Row[] =>
  parse(gunzipSync(readFileSync(path.join(folder, `olist_${table}.csv.gz`))), { columns: true })

/** `2017-07-26 10:57:55` of the shop's clock, taken for UTC: nothing but their order and their days matters. */
const at = (text: string) => Date.parse(`${text.replace(' ', 'T')}Z`)

/** The day of an instant, counted from the epoch. */
const dayOf = (text: string) => Math.floor(at(text) / DAY)

/**
 * Olist's tables as each person's events in order of time. An order is completed when it was bought, shipped when the carrier
 * got it, delivered when the customer did; `days_late` are calendar days past the day promised, 0 where it was kept. A
 * review is of when it was answered. At the end of a promised day without a delivery comes an `order_updated` with
 * `days_late` 1: what the shop itself knows then. Cancellations have no time in the tables, and are left out.
 */
export function olistEvents(folder: string): ShopEvent[][] {
  const person = new Map(read(folder, 'customers').map((row) => [row.customer_id!, row.customer_unique_id!]))
  const paid = new Map<string, number>()
  for (const { order_id, payment_value } of read(folder, 'order_payments'))
    paid.set(order_id!, (paid.get(order_id!) ?? 0) + Number(payment_value))
  const reviews = new Map<string, Row[]>()
  for (const row of read(folder, 'order_reviews')) {
    const known = reviews.get(row.order_id!)
    if (known) known.push(row)
    else reviews.set(row.order_id!, [row])
  }
  const people = new Map<string, ShopEvent[]>()
  for (const order of read(folder, 'orders')) {
    const id = person.get(order.customer_id!)!
    const events = people.get(id) ?? []
    people.set(id, events)
    events.push(...eventsOf(order, id, paid.get(order.order_id!), reviews.get(order.order_id!) ?? []))
  }
  for (const events of people.values()) events.sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1))
  return [...people.values()]
}

function eventsOf(order: Row, shopper_id: string, total: number | undefined, reviews: readonly Row[]): ShopEvent[] {
  const order_id = order.order_id!
  const say = (name: string, time: number, props: Readonly<Record<string, number | string>>, id = name): ShopEvent => {
    const mine = { id: `${order_id}.${id}`, shopper_id, session_id: order_id }
    return { ...mine, name, time, props: { order_id, ...props }, products: [], context: {} }
  }
  const events = [say('order_completed', at(order.order_purchase_timestamp!), total === undefined ? {} : { total })]
  const { order_delivered_carrier_date: shipped, order_delivered_customer_date: delivered } = order
  const promised = dayOf(order.order_estimated_delivery_date!)
  if (shipped) events.push(say('order_shipped', at(shipped), {}))
  if (delivered)
    events.push(say('order_delivered', at(delivered), { days_late: Math.max(0, dayOf(delivered) - promised) }))
  if (!delivered || dayOf(delivered) > promised)
    events.push(say('order_updated', (promised + 1) * DAY, { days_late: 1, reason: 'late' }))
  const rated = reviews.map(({ review_id, review_score, review_answer_timestamp }) =>
    say(
      'product_reviewed',
      at(review_answer_timestamp!),
      { review_id: review_id!, rating: Number(review_score) },
      review_id,
    ),
  )
  return [...events, ...rated]
}
