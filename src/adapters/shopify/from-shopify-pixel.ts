import type { ProductLine, ShopEvent } from '../../vocabulary/event-types'
import { toNumber } from '../support/decimal'
import { createEvent, type EventContent, orderEventId } from '../support/event'
import { copyFields, type Fields, setField } from '../support/fields'
import { fingerprint } from '../support/fingerprint'
import { readLines } from '../support/lines'
import type { Notes } from '../support/notes'
import type { Plain, PlainObject } from '../support/plain'
import { readList } from '../support/read-list'
import type { Reading, ReadOptions } from '../support/reading'
import { openSource, type Source } from '../support/source'
import { takeParty, takeTime } from '../support/take'
import { bareId, setPrice, sumOf, takeAmount } from './amounts'
import { BOOKKEEPING, PIXEL_EVENTS, PRODUCT_FIELDS, VARIANT_FIELDS } from './tables'

/**
 * Events that Shopify's web pixels tell (`analytics.subscribe('all_standard_events', ...)`), in our vocabulary. Nearly every
 * field may be null there; what is null is absent.
 *
 * @param events An event, or a list of events.
 *
 * @example
 * ```ts
 * fromShopifyPixel({ id: 'sh-1', name: 'search_submitted', clientId: 'c-1', timestamp: '2024-09-15T22:37:35.869Z',
 *   data: { searchResult: { query: 'skate', productVariants: [] } } }).events[0]?.props // { query: 'skate' }
 * ```
 */
export function fromShopifyPixel(events: unknown, { pseudonym }: Pick<ReadOptions, 'pseudonym'> = {}): Reading {
  return readList(events, 'events', (event, path, notes) => [readOne(event, { path, notes, pseudonym })])
}

interface EventPlace extends Pick<ReadOptions, 'pseudonym'> {
  readonly path: string
  readonly notes: Notes
}

function readOne(plain: PlainObject, { path, notes, pseudonym }: EventPlace): ShopEvent | undefined {
  const event = openSource(plain, path)
  const name = event.take('name')
  const known = typeof name === 'string' && Object.hasOwn(PIXEL_EVENTS, name) ? PIXEL_EVENTS[name] : undefined
  const time = takeTime(event, 'timestamp', notes)
  if (!known || time === undefined) {
    notes.lose(path, name, { wanted: known ? 'a timestamp' : 'a standard event' })
    return undefined
  }
  const content: EventContent = { name: known.ours, props: {}, products: [], context: readContext(event, notes) }
  if (known.step) content.props.step = known.step
  const about = known.about === undefined ? undefined : event.open('data')?.open(known.about)
  if (about) readAbout(known.about!, about, content, notes)
  const customer = about?.open('order')?.open('customer')
  const user_id = bareId(customer?.take('id'))
  const visitor_id = takeParty(event, 'clientId', { notes, pseudonym })
  const id = event.take('id')
  for (const field of ['type', 'pixelEventLabel', 'seq', 'version', 'customData']) event.take(field)
  for (const source of [about, ...openedIn(about)]) passOver(source)
  event.loseRest(notes)
  const { order_id } = content.props
  const own = typeof id === 'string' ? id : `shopify:${fingerprint(plain)}`
  const stamp = {
    id: known.ours === 'order_completed' && typeof order_id === 'string' ? orderEventId(known.ours, order_id) : own,
    ...{ time, visitor_id, user_id },
  }
  return createEvent(stamp, content, { path, notes })
}

function readAbout(what: string, about: Source, content: EventContent, notes: Notes): void {
  const { props } = content
  if (what === 'searchResult') copyFields(about, [['query', 'query']], props, { place: '', notes })
  if (what === 'searchResult' || what === 'collection') content.products = readVariants(about, 'productVariants', notes)
  if (what === 'collection') {
    props.list_id = bareId(about.take('id')) ?? ''
    if (props.list_id === '') delete props.list_id
    copyFields(about, [['title', 'category']], props, { place: '', notes })
  }
  if (what === 'productVariant') content.products = linesOf([about], notes)
  if (what === 'cartLine') content.products = linesOf([about], notes)
  if (what === 'cart') {
    copyFields(about, [['id', 'cart_id']], props, { place: '', notes })
    const value = takeAmount(about.open('cost'), 'totalAmount')
    setField(props, 'cart_value', { value, from: about.pathOf('cost'), place: '', notes })
    content.products = linesOf(about.openAll('lines'), notes)
    about.take('totalQuantity')
  }
  if (what === 'checkout') readCheckout(about, content, notes)
  if (what === 'alert') {
    copyFields(about, [['type', 'reason']], props, { place: '', notes })
  }
  if (what !== 'checkout') setCurrency(about, content, notes)
}

function readVariants(about: Source, name: string, notes: Notes): ProductLine[] {
  return linesOf(about.openAll(name), notes)
}

function linesOf(sources: readonly Source[], notes: Notes): ProductLine[] {
  return readLines(sources, { table: [], notes, also: (source, line) => readLine(source, line, notes) })
}

/** What a product without variants calls its one. */
const ONLY_VARIANT = 'Default Title'

/** A variant alone, a line of a cart (its `merchandise`), or of a checkout (its `variant`). */
function readLine(source: Source, line: Fields, notes: Notes): void {
  const variant = source.open('merchandise') ?? source.open('variant') ?? source
  const product = variant.open('product')
  const place = 'product.'
  const isOnly = variant.peek('title') === ONLY_VARIANT
  copyFields(variant, VARIANT_FIELDS, line, { place, notes })
  if (isOnly) delete line.variant
  if (product) copyFields(product, PRODUCT_FIELDS, line, { place, notes })
  const image = variant.open('image')
  if (image) copyFields(image, [['src', 'image_url']], line, { place, notes })
  if (variant !== source) {
    copyFields(source, [['quantity', 'quantity']], line, { place, notes })
    // A line of a checkout says its variant's id and its product's title once more.
    for (const field of ['id', 'title']) source.take(field)
  }
  const allocations = source.openAll('discountAllocations')
  const paid = toNumber(takeAmount(source, 'finalLinePrice') ?? takeAmount(source.open('cost'), 'totalAmount'))
  setPrice(line, {
    asked: toNumber(takeAmount(variant, 'price')),
    off: sumOf(allocations, (allocation) => takeAmount(allocation, 'amount')),
    // The end price of a line is after its own discounts; the order's are allocated to it beside.
    paid: allocations.length > 0 ? undefined : paid,
    quantity: typeof line.quantity === 'number' ? line.quantity : 1,
    from: source.path,
    notes,
  })
  for (const one of [variant, product]) passOver(one)
}

/** The currency of the first price among what is about. */
function setCurrency(about: Source, content: EventContent, notes: Notes): void {
  const candidates = [about, ...['lines', 'productVariants'].flatMap((list) => about.openAll(list))]
  const amounts = candidates.flatMap((source) => {
    const variant = source.open('merchandise') ?? source
    return [variant.open('price'), source.open('cost')?.open('totalAmount')]
  })
  const code = amounts.map((money) => money?.peek('currencyCode')).find((value) => typeof value === 'string')
  setField(content.props, 'currency', { value: code, from: about.path, place: '', notes })
}

const CHECKOUT_AMOUNTS = [
  ['totalPrice', 'total'],
  ['subtotalPrice', 'subtotal'],
  ['totalTax', 'tax'],
  ['discountsAmount', 'discount'],
] as const

function readCheckout(checkout: Source, content: EventContent, notes: Notes): void {
  const { name, props } = content
  const place = ''
  const set = (field: string, value: Plain | undefined, theirs: string) =>
    setField(props, field, { value, from: checkout.pathOf(theirs), place, notes })
  copyFields(checkout, [['currencyCode', 'currency']], props, { place, notes })
  content.products = linesOf(checkout.openAll('lineItems'), notes)
  const [delivery] = checkout.open('delivery')?.openAll('selectedDeliveryOptions') ?? []
  const [payment] = checkout.openAll('transactions')
  if (name !== 'checkout_started') {
    set('payment_method', payment?.take('gateway'), 'transactions')
    set('shipping_method', delivery?.take('title'), 'delivery')
  }
  if (name !== 'order_completed') set('checkout_id', checkout.take('token'), 'token')
  // As GA4 has it: what the lines come to, before tax and shipping.
  if (name === 'checkout_started') set('value', takeAmount(checkout, 'subtotalPrice'), 'subtotalPrice')
  if (name !== 'order_completed') return
  for (const [theirs, ours] of CHECKOUT_AMOUNTS) set(ours, takeAmount(checkout, theirs), theirs)
  set('shipping', takeAmount(checkout.open('shippingLine'), 'price'), 'shippingLine')
  const codes = checkout.openAll('discountApplications').filter((one) => one.peek('type') === 'DISCOUNT_CODE')
  set('coupon', codes[0]?.take('title'), 'discountApplications')
  props.sales_channel = 'online'
  const order_id = bareId(checkout.open('order')?.take('id'))
  const token = checkout.take('token')
  set('checkout_id', token, 'token')
  if (order_id !== undefined) props.order_id = order_id
  else if (typeof token === 'string') {
    props.order_id = `checkout:${token}`
    notes.assume(checkout.pathOf('order'), undefined, 'an order that is told by its checkout')
  }
}

function readContext(event: Source, notes: Notes): EventContent['context'] {
  const context: EventContent['context'] = {}
  const around = event.open('context')
  const page: Fields = {}
  const document = around?.open('document')
  const location = document?.open('location')
  const rules = { place: 'context.page.' as const, notes }
  if (location)
    copyFields(
      location,
      [
        ['href', 'url'],
        ['pathname', 'path'],
        ['search', 'search'],
      ],
      page,
      rules,
    )
  if (document)
    copyFields(
      document,
      [
        ['title', 'title'],
        ['referrer', 'referrer'],
      ],
      page,
      rules,
    )
  const navigator = around?.open('navigator')
  if (navigator) copyFields(navigator, [['language', 'locale']], context as Fields, { place: 'context.', notes })
  const screen = around?.open('window')?.open('screen')
  const size: Fields = {}
  for (const side of ['width', 'height']) if (screen) copyFields(screen, [[side, side]], size, { place: '', notes })
  if (Object.keys(page).length > 0) context.page = page
  if (Object.keys(size).length > 0) context.screen = size
  // How the browser is, and the address in its parts.
  for (const part of [around, document, location, navigator, around?.open('window')])
    for (const field of part?.left() ?? []) if (!/userAgent/.test(field)) part!.take(field)
  return context
}

function openedIn(about: Source | undefined): readonly Source[] {
  return about ? [about.open('order'), about.open('delivery')].filter((source) => source !== undefined) : []
}

function passOver(source: Source | undefined): void {
  for (const field of source?.left() ?? []) if (BOOKKEEPING.test(field)) source!.take(field)
}
