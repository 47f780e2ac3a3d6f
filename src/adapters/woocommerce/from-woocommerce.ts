import type { ShopEvent } from '../../vocabulary/event-types'
import { addExactly, toNumber } from '../support/decimal'
import { createEvent, type EventContent, orderEventId, type Stamp } from '../support/event'
import { copyFields, type Fields, setField } from '../support/fields'
import type { Notes } from '../support/notes'
import { type PlainObject, textOf } from '../support/plain'
import { readList } from '../support/read-list'
import type { Reading, ReadOptions } from '../support/reading'
import { openSource, type Source } from '../support/source'
import { takeParty, takeTime, whoseOrder } from '../support/take'
import { loseWritten } from '../support/written'
import { passOver, readOrderLines } from './read-lines'
import { ORDER_FIELDS, PLACED, WRITTEN } from './tables'

type Rules = ReadOptions & { readonly notes: Notes }

/**
 * Orders of WooCommerce's REST API, or of its webhooks, as events: one that was placed, and one for its cancellation. What
 * is not placed yet (`pending`, `failed`, a draft) is no order.
 *
 * @param orders An order, or a list of orders.
 *
 * @example
 * ```ts
 * fromWooCommerceOrders({ id: 727, status: 'processing', date_created_gmt: '2017-03-22T19:28:02', total: '29.35',
 *   currency: 'USD', customer_id: 26 }).events[0]?.id // 'order_completed:727'
 * ```
 */
export function fromWooCommerceOrders(orders: unknown, options: ReadOptions = {}): Reading {
  return readList(orders, 'orders', (plain, path, notes) => readOrder(plain, path, { ...options, notes }))
}

/**
 * Refunds of an order, as WooCommerce lists them. A refund names its order alone, so `customer_of` says whose it is.
 *
 * @param refunds A refund, or a list of refunds.
 *
 * @example
 * ```ts
 * const customers = new Map([['727', '26']])
 * const refund = { id: 3, parent_id: 727, date_created_gmt: '2017-03-23T09:00:00', amount: '10.00' }
 * fromWooCommerceRefunds([refund], { customer_of: (order_id) => customers.get(order_id) }).events[0]?.props.total // => 10
 * ```
 */
export function fromWooCommerceRefunds(refunds: unknown, options: ReadOptions = {}): Reading {
  return readList(refunds, 'refunds', (plain, path, notes) => [readRefund(plain, path, { ...options, notes })])
}

/**
 * Reviews of products, as WooCommerce lists them: those that are approved. Their writer is told by an address alone, so
 * `pseudonym` says who it is.
 *
 * @param reviews A review, or a list of reviews.
 *
 * @example
 * ```ts
 * const review = { id: 20, date_created_gmt: '2017-03-23T09:00:00', product_id: 31, rating: 5, reviewer_email: 'ann@shop.example' }
 * fromWooCommerceReviews([review], { pseudonym: (email) => `u-${email.length}` }).events[0]?.props // => { rating: 5, review_id: '20' }
 * ```
 */
export function fromWooCommerceReviews(reviews: unknown, options: ReadOptions = {}): Reading {
  return readList(reviews, 'reviews', (plain, path, notes) => [readReview(plain, path, { ...options, notes })])
}

function readOrder(plain: PlainObject, path: string, rules: Rules): (ShopEvent | undefined)[] {
  const { notes } = rules
  const order = openSource(plain, path)
  const [id, status] = [order.peek('id'), order.peek('status')]
  const time = takeGmt(order, 'date_created', notes)
  const isCancelled = status === 'cancelled'
  // One that was cancelled before it was paid was never one.
  const isPlaced = PLACED.test(textOf(status) ?? '') || (isCancelled && order.peek('date_paid_gmt') !== undefined)
  if (id === undefined || typeof id === 'object' || time === undefined || !isPlaced) {
    notes.lose(path, status, { wanted: 'an order with an id and a date that was placed' })
    return []
  }
  const order_id = String(id)
  if (status === 'on-hold') notes.assume(order.pathOf('status'), status, 'an order that will be paid')
  const products = readOrderLines(order.openAll('line_items'), notes)
  const props = readProps(order, notes)
  const content: EventContent = { name: 'order_completed', props: { ...props, order_id }, products, context: {} }
  const who = whoOrdered(order, order_id, rules)
  const cancelled = isCancelled ? takeGmt(order, 'date_modified', notes) : undefined
  passOver(order)
  loseRest(order, notes)
  const at = { path, notes }
  const stamp = (name: string, when: number): Stamp => ({ id: orderEventId(name, order_id), time: when, ...who })
  const { total, currency } = props
  const change = { order_id, ...(total !== undefined && { total }), ...(currency !== undefined && { currency }) }
  return [
    createEvent(stamp('order_completed', time), content, at),
    cancelled === undefined
      ? undefined
      : createEvent(
          stamp('order_cancelled', cancelled),
          { name: 'order_cancelled', props: change, products: [], context: {} },
          at,
        ),
  ]
}

function readProps(order: Source, notes: Notes): Fields {
  const props: Fields = {}
  copyFields(order, ORDER_FIELDS, props, { place: '', notes })
  const totals = order.openAll('line_items').map((line) => toNumber(line.peek('total')))
  const subtotal = totals.includes(undefined) ? undefined : addExactly(totals)
  if (subtotal !== undefined) props.subtotal = subtotal
  if (order.peek('prices_include_tax') === true)
    notes.assume(order.pathOf('prices_include_tax'), true, 'prices without tax, as the lines have them')
  const [coupon] = order.openAll('coupon_lines')
  if (coupon) copyFields(coupon, [['code', 'coupon']], props, { place: '', notes })
  for (const field of coupon?.left() ?? []) coupon!.take(field)
  const via = order.peek('created_via')
  if (via === 'checkout' || via === 'store-api') props.sales_channel = 'online'
  return props
}

/** A guest is customer 0 there. */
function whoOrdered(
  order: Source,
  order_id: string,
  { notes, pseudonym }: Rules,
): Pick<Stamp, 'user_id' | 'visitor_id'> {
  const customer = order.take('customer_id')
  if (customer !== undefined && customer !== 0 && typeof customer !== 'object') return { user_id: String(customer) }
  const billing = order.open('billing')
  const stand_in = pseudonym && billing ? takeParty(billing, 'email', { notes, pseudonym }) : undefined
  if (stand_in !== undefined) return { user_id: stand_in }
  notes.assume(order.pathOf('customer_id'), customer, 'a shopper of its own')
  return { visitor_id: `order:${order_id}` }
}

function readRefund(plain: PlainObject, path: string, rules: Rules): ShopEvent | undefined {
  const { notes } = rules
  const refund = openSource(plain, path)
  const id = refund.peek('id')
  const time = takeGmt(refund, 'date_created', notes)
  const order_id = orderOf(refund)
  if (order_id === undefined || time === undefined) {
    notes.lose(path, id, { code: 'missing', wanted: 'a date, and the order, as parent_id or by its link' })
    return undefined
  }
  const products = readOrderLines(refund.openAll('line_items'), notes)
  const content: EventContent = { name: 'order_refunded', props: { order_id }, products, context: {} }
  copyFields(
    refund,
    [
      ['amount', 'total'],
      ['currency', 'currency'],
    ],
    content.props as Fields,
    { place: '', notes },
  )
  passOver(refund)
  loseRest(refund, notes)
  const stamp = { id: orderEventId('order_refunded', order_id, textOf(id) ?? String(time)), time }
  return createEvent({ ...stamp, ...whoseOrder(order_id, { ...rules, path }) }, content, { path, notes })
}

function orderOf(refund: Source): string | undefined {
  const parent = refund.peek('parent_id')
  if (parent !== undefined && parent !== 0 && typeof parent !== 'object') return String(parent)
  const [up] = refund.open('_links')?.openAll('up') ?? []
  return /\/orders\/(\d+)\/?$/.exec(textOf(up?.take('href')) ?? '')?.[1]
}

function readReview(plain: PlainObject, path: string, { notes, pseudonym }: Rules): ShopEvent | undefined {
  const review = openSource(plain, path)
  const [id, status] = [textOf(review.peek('id')), review.peek('status')]
  const time = takeGmt(review, 'date_created', notes)
  if (id === undefined || time === undefined || (status !== undefined && status !== 'approved')) {
    notes.lose(path, status, { wanted: 'an approved review, with an id and a date' })
    return undefined
  }
  const props: Fields = {}
  const line: Fields = {}
  setField(props, 'review_id', { value: id, from: review.pathOf('id'), place: '', notes })
  copyFields(review, [['rating', 'rating']], props, { place: '', notes })
  copyFields(
    review,
    [
      ['product_id', 'product_id'],
      ['product_name', 'name'],
    ],
    line,
    { place: 'product.', notes },
  )
  const user_id = takeParty(review, 'reviewer_email', { notes, pseudonym })
  passOver(review)
  for (const field of ['verified', 'product_permalink']) review.take(field)
  loseRest(review, notes)
  const content = { name: 'product_reviewed', props, products: Object.keys(line).length > 0 ? [line] : [], context: {} }
  return createEvent({ id: `product_reviewed:${id}`, time, user_id }, content, { path, notes })
}

function loseRest(source: Source, notes: Notes): void {
  loseWritten(source, WRITTEN, notes)
  source.loseRest(notes)
}

/** `..._gmt` names no zone, as it is UTC by its name; without it there is only the shop's own time. */
function takeGmt(source: Source, name: string, notes: Notes): number | undefined {
  const field = `${name}_gmt`
  const value = source.peek(field)
  if (typeof value !== 'string') return takeTime(source, name, notes)
  source.take(field)
  source.take(name)
  const zoned = /(Z|[+-]\d\d:?\d\d)$/.test(value) ? value : `${value}Z`
  return takeTime(openSource({ [field]: zoned }, source.path), field, notes)
}
