import type { ShopEvent } from '../../vocabulary/event-types'
import { createEvent, type EventContent, orderEventId } from '../support/event'
import { copyFields, setField } from '../support/fields'
import { isPlainObject, type PlainObject } from '../support/plain'
import { readList } from '../support/read-list'
import type { Reading, ReadOptions } from '../support/reading'
import { openSource, type Source } from '../support/source'
import { takeTime, whoseOrder } from '../support/take'
import { loseWritten } from '../support/written'
import { bareId, sumOf } from './amounts'
import { type OrderRules, passOver, readOrder, readOrderLines, whoOrdered } from './read-order'
import { WRITTEN } from './tables'

type Read = (source: Source, rules: OrderRules) => readonly (ShopEvent | undefined)[]

/** What is read of each topic (https://shopify.dev/docs/api/webhooks). An order that is paid later is the same order. */
const TOPICS: Readonly<Record<string, Read>> = {
  'orders/create': (order, rules) => [readChange(order, rules, { name: 'order_completed' })],
  'orders/paid': (order, rules) => [readChange(order, rules, { name: 'order_completed' })],
  'orders/updated': (order, rules) => [readChange(order, rules, { name: 'order_updated', when: ['updated_at'] })],
  'orders/cancelled': (order, rules) => [
    readChange(order, rules, { name: 'order_cancelled', when: ['cancelled_at', 'updated_at'] }),
  ],
  'refunds/create': (refund, rules) => [readRefund(refund, rules)],
  'fulfillments/create': (fulfillment, rules) => [readFulfillment(fulfillment, rules)],
  'fulfillments/update': (fulfillment, rules) => [readFulfillment(fulfillment, rules)],
  'checkouts/create': (checkout, rules) => [readCheckout(checkout, rules)],
}

/**
 * What a webhook of Shopify tells, in our vocabulary. The same order by `orders/create`, `orders/paid`, the export and the
 * pixel is one event. An order of a test is none.
 *
 * @param topic As the header `X-Shopify-Topic` says: `orders/create`.
 * @param payload What was sent, parsed; or a list of orders of the REST API under the topic `orders/create`.
 *
 * @example
 * ```ts
 * fromShopifyWebhook('orders/create', { id: 1001, created_at: '2024-11-05T21:54:49-05:00', total_price: '600.00',
 *   currency: 'USD', customer: { id: 7 } }).events[0]?.props // { currency: 'USD', total: 600, order_id: '1001' }
 * ```
 */
export function fromShopifyWebhook(topic: string, payload: unknown, options: ReadOptions = {}): Reading {
  const name = typeof topic === 'string' ? topic.replace('_', '/') : ''
  return readList(payload, name.split('/')[0]!, (plain, path, notes) => {
    const read = Object.hasOwn(TOPICS, name) ? TOPICS[name] : undefined
    const source = openSource(unwrap(plain), path)
    if (!read || source.peek('test') === true) {
      notes.lose(path, read ? 'a test' : name, { wanted: 'a topic about an order, a refund, a delivery or a checkout' })
      return []
    }
    const events = read(source, { ...options, notes })
    passOver(source)
    if (events.some((event) => event !== undefined)) {
      for (const one of [source, source.open('customer')]) loseWritten(one, WRITTEN, notes)
      source.loseRest(notes)
    }
    return events
  })
}

/** The REST API names what it gives: `{ order: { ... } }`. */
function unwrap(plain: PlainObject): PlainObject {
  const [[name, inner] = ['', null], ...more] = Object.entries(plain)
  return more.length === 0 && /^(order|refund|fulfillment|checkout)$/.test(name) && isPlainObject(inner) ? inner : plain
}

function readChange(
  order: Source,
  rules: OrderRules,
  { name, when = ['processed_at', 'created_at'] }: { readonly name: string; readonly when?: readonly string[] },
): ShopEvent | undefined {
  const { notes } = rules
  const order_id = bareId(order.take('id'))
  const field = when.find((one) => order.peek(one) !== undefined)
  const time = field === undefined ? undefined : takeTime(order, field, notes)
  if (order_id === undefined || time === undefined) {
    notes.lose(order.path, name, { code: 'missing', wanted: `an id and ${when.join(' or ')}` })
    return undefined
  }
  const content: EventContent = { name, context: {}, ...readOrder(order, rules) }
  content.props.order_id = order_id
  // The total of a changed order is what it is now.
  if (name === 'order_updated' && order.peek('current_total_price') !== undefined) delete content.props.total
  if (name === 'order_updated')
    copyFields(order, [['current_total_price', 'total']], content.props, { place: '', notes })
  copyFields(order, [['cancel_reason', 'reason']], content.props, { place: '', notes })
  copyFields(order, [['customer_locale', 'locale']], content.context as Record<string, string>, {
    place: 'context.',
    notes,
  })
  const id = orderEventId(name, order_id, name === 'order_updated' ? String(time) : undefined)
  return createEvent({ id, time, ...whoOrdered(order, order_id, rules) }, content, { path: order.path, notes })
}

function readRefund(refund: Source, rules: OrderRules): ShopEvent | undefined {
  const { notes } = rules
  const order_id = bareId(refund.take('order_id'))
  const which = bareId(refund.take('id'))
  const time = takeTime(refund, 'created_at', notes)
  if (order_id === undefined || time === undefined) {
    notes.lose(refund.path, 'refund', { code: 'missing', wanted: 'an order_id and created_at' })
    return undefined
  }
  const given = refund
    .openAll('transactions')
    .filter((one) => one.peek('kind') === 'refund' && one.peek('status') === 'success')
  const items = refund.openAll('refund_line_items')
  const content: EventContent = { name: 'order_refunded', props: { order_id }, products: [], context: {} }
  for (const item of items) {
    const [line] = readOrderLines(item.openAll('line_item'), notes)
    const quantity = item.take('quantity')
    if (line) content.products.push(typeof quantity === 'number' ? { ...line, quantity } : line)
    for (const field of item.left())
      if (/^(id|line_item_id|subtotal|total_tax|restock\w*|location_id)$/.test(field)) item.take(field)
  }
  const total = sumOf(given, (one) => one.take('amount'))
  const currency = given.map((one) => one.take('currency'))[0]
  setField(content.props, 'total', { value: total, from: refund.pathOf('transactions'), place: '', notes })
  setField(content.props, 'currency', { value: currency, from: refund.pathOf('transactions'), place: '', notes })
  for (const one of given) for (const field of one.left()) one.take(field)
  const who = whoseOrder(order_id, { ...rules, path: refund.path })
  return createEvent({ id: orderEventId('order_refunded', order_id, which), time, ...who }, content, {
    path: refund.path,
    notes,
  })
}

function readFulfillment(fulfillment: Source, rules: OrderRules): ShopEvent | undefined {
  const { notes } = rules
  const order_id = bareId(fulfillment.take('order_id'))
  const which = bareId(fulfillment.take('id'))
  const status = fulfillment.take('status')
  const isDelivered = fulfillment.take('shipment_status') === 'delivered'
  const time = takeTime(fulfillment, isDelivered ? 'updated_at' : 'created_at', notes)
  if (order_id === undefined || time === undefined || status !== 'success') {
    notes.lose(fulfillment.path, status, { wanted: 'a fulfilment of an order, with the status "success"' })
    return undefined
  }
  const name = isDelivered ? 'order_delivered' : 'order_shipped'
  const products = readOrderLines(fulfillment.openAll('line_items'), notes)
  const content: EventContent = { name, props: { order_id }, products, context: {} }
  copyFields(fulfillment, [['tracking_company', 'carrier']], content.props, { place: '', notes })
  if (isDelivered) content.props.delivered_at = time
  const who = whoseOrder(order_id, { ...rules, path: fulfillment.path })
  return createEvent({ id: orderEventId(name, order_id, which), time, ...who }, content, {
    path: fulfillment.path,
    notes,
  })
}

function readCheckout(checkout: Source, rules: OrderRules): ShopEvent | undefined {
  const { notes } = rules
  const token = checkout.take('token')
  const time = takeTime(checkout, 'created_at', notes)
  if (typeof token !== 'string' || time === undefined) {
    notes.lose(checkout.path, 'checkout', { code: 'missing', wanted: 'a token and created_at' })
    return undefined
  }
  const { props, products } = readOrder(checkout, rules)
  const { currency, subtotal } = props
  const kept = {
    checkout_id: token,
    ...(currency !== undefined && { currency }),
    ...(subtotal !== undefined && { value: subtotal }),
  }
  checkout.take('id')
  const who = whoOrdered(checkout, token, rules)
  const content: EventContent = { name: 'checkout_started', props: kept, products, context: {} }
  return createEvent({ id: orderEventId('checkout_started', token), time, ...who }, content, {
    path: checkout.path,
    notes,
  })
}
