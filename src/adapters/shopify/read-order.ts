import type { ProductLine } from '../../vocabulary/event-types'
import { toNumber } from '../support/decimal'
import type { EventContent, Stamp } from '../support/event'
import { copyFields, type Fields, setField } from '../support/fields'
import { readLines } from '../support/lines'
import type { Notes } from '../support/notes'
import type { ReadOptions } from '../support/reading'
import type { Source } from '../support/source'
import { takeParty } from '../support/take'
import { bareId, setPrice, sumOf } from './amounts'
import { BOOKKEEPING, LINE_FIELDS, ORDER_FIELDS } from './tables'

/** How an order is read. */
export interface OrderRules extends ReadOptions {
  readonly notes: Notes
}

/**
 * What an order of a webhook, or of the REST API, says: the properties and lines of its event.
 *
 * @example
 * ```ts
 * readOrder(openSource({ total_price: '600.00', currency: 'USD' }, 'order'), { notes }).props // { currency: 'USD', total: 600, ... }
 * ```
 */
export function readOrder(order: Source, { notes }: OrderRules): Pick<EventContent, 'props' | 'products'> {
  const props: Fields = {}
  const place = ''
  copyFields(order, ORDER_FIELDS, props, { place, notes })
  const gateways = order.take('payment_gateway_names')
  const gateway = Array.isArray(gateways) ? gateways[0] : undefined
  const named = { payment_method: gateway ?? order.take('gateway') ?? undefined }
  setField(props, 'payment_method', { value: named.payment_method, from: order.path, place, notes })
  const [code] = order.openAll('discount_codes')
  if (code) copyFields(code, [['code', 'coupon']], props, { place, notes })
  code?.take('amount')
  code?.take('type')
  const set = order.open('total_shipping_price_set')?.open('shop_money')
  set?.take('currency_code')
  const shipping = toNumber(set?.take('amount')) ?? sumOf(order.openAll('shipping_lines'), (one) => one.take('price'))
  if (shipping !== undefined) props.shipping = shipping
  // What else it says of the delivery is not about the shopper.
  for (const one of order.openAll('shipping_lines')) for (const field of one.left()) one.take(field)
  const source = order.peek('source_name')
  if (source !== undefined) props.sales_channel = source === 'pos' ? 'store' : 'online'
  if (order.take('taxes_included') === true)
    notes.assume(order.pathOf('taxes_included'), true, 'prices and subtotal with tax in them')
  if (order.peek('presentment_currency') === order.peek('currency')) order.take('presentment_currency')
  return { props, products: readOrderLines(order.openAll('line_items'), notes) }
}

/**
 * The lines of an order, or of a fulfilment.
 *
 * @example
 * ```ts
 * readOrderLines(order.openAll('line_items'), notes)
 * ```
 */
export function readOrderLines(items: readonly Source[], notes: Notes): ProductLine[] {
  return readLines(items, {
    table: LINE_FIELDS,
    notes,
    also(item, line) {
      const allocations = item.openAll('discount_allocations')
      const off = sumOf(allocations, (allocation) => allocation.take('amount')) ?? toNumber(item.peek('total_discount'))
      for (const one of allocations) for (const field of one.left()) one.take(field)
      item.take('total_discount')
      setPrice(line, {
        asked: toNumber(item.take('price')),
        off,
        quantity: typeof line.quantity === 'number' ? line.quantity : 1,
        from: item.path,
        notes,
      })
      const before = toNumber(item.take('compare_at_price'))
      if (before !== undefined && before > Number(line.list_price ?? line.price)) line.list_price = before
      passOver(item)
      item.take('id')
    },
  })
}

/**
 * Whose an order is: its customer, or what stands for the address; an order of nobody known is a shopper's of its own.
 *
 * @example
 * ```ts
 * whoOrdered(order, '1001', rules) // { user_id: '7358220173425' }
 * ```
 */
export function whoOrdered(
  order: Source,
  order_id: string,
  { notes, pseudonym }: OrderRules,
): Pick<Stamp, 'user_id' | 'visitor_id'> {
  const customer = order.open('customer')
  const user_id = bareId(customer?.take('id'))
  if (user_id !== undefined) return { user_id }
  const email = order.peek('email') === undefined ? 'contact_email' : 'email'
  const stand_in =
    pseudonym && order.peek(email) !== undefined ? takeParty(order, email, { notes, pseudonym }) : undefined
  if (stand_in !== undefined) return { user_id: stand_in }
  notes.assume(order.pathOf('customer'), undefined, 'a shopper of its own')
  return { visitor_id: `order:${order_id}` }
}

/**
 * Passes over what says again what another field says.
 *
 * @example
 * ```ts
 * passOver(order)
 * ```
 */
export function passOver(source: Source): void {
  for (const field of source.left()) if (BOOKKEEPING.test(field)) source.take(field)
}
