import type { ProductLine } from '../../vocabulary/event-types'
import { NAME_PATTERN } from '../../vocabulary/limits'
import { addExactly, timesExactly, toNumber } from '../support/decimal'
import type { EventContent } from '../support/event'
import { copyFields, copyOwn, type Fields, setField, snakeCase } from '../support/fields'
import { assumeCurrency, readLines } from '../support/lines'
import type { Notes } from '../support/notes'
import type { ReadOptions } from '../support/reading'
import type { Source } from '../support/source'
import { takeId } from '../support/take'
import { ABOUT_ONE_PRODUCT, EVENTS, NO_PLACE, PRODUCT_FIELDS, PROPERTY_FIELDS } from './tables'

/** How a call is read. */
export interface CallRules extends Pick<ReadOptions, 'currency'> {
  readonly notes: Notes
}

const byTheirName = new Map(EVENTS.map((event) => [event.theirs, event]))
// What a person wrote is theirs; `revenue` is read beside the order's amounts.
const NOT_OWN = /^(review_body|share_message|products|product|filters|sorts|revenue)$/

/**
 * What a `track` call says, in our vocabulary; undefined where none of ours says it.
 *
 * @example
 * ```ts
 * readTrack('Product Added', openSource({ product_id: 'A', price: 9 }, 'properties'), { notes })?.name // 'product_added'
 * ```
 */
export function readTrack(event: string, properties: Source, { notes, currency }: CallRules): EventContent | undefined {
  const theirs = snakeCase(event)
  const known = byTheirName.get(theirs)
  const name = known?.ours ?? theirs
  if (NO_PLACE.test(theirs) || !NAME_PATTERN.test(name)) {
    notes.lose(properties.path, event, { wanted: 'an event about shopping' })
    return undefined
  }
  const props: Fields = { ...known?.fixed }
  const products = readProducts(name, properties, notes)
  copyFields(properties, PROPERTY_FIELDS, props, { place: '', notes })
  const content: EventContent = { name, props, products, context: {} }
  if (name === 'checkout_step_completed' && props.step === undefined) readStep(properties, props, notes)
  if (name === 'list_filtered') readFilters(properties, props, notes)
  if (ABOUT_ONE_PRODUCT.test(name)) readValue(properties, products, notes)
  readCurrency(properties, props, notes)
  copyOwn(properties, props, { place: '', notes, refuses: NOT_OWN })
  if (/^order_(completed|updated|cancelled)$/.test(name)) readOrder(properties, props, notes)
  assumeCurrency(content, { path: properties.path, notes, currency })
  return content
}

/** The product of a single-product event is flat in Segment's spec, and a list of one here. */
function readProducts(name: string, properties: Source, notes: Notes): ProductLine[] {
  const rules = { table: PRODUCT_FIELDS, notes, own: true }
  const lists = [...properties.openAll('products'), ...properties.openAll('product')]
  if (lists.length > 0 || !ABOUT_ONE_PRODUCT.test(name)) return readLines(lists, rules)
  return readLines([properties], { ...rules, own: false })
}

/** `usd` is common. */
function readCurrency(properties: Source, props: Fields, notes: Notes): void {
  const value = properties.take('currency')
  const code = typeof value === 'string' ? value.toUpperCase() : value
  setField(props, 'currency', { value: code, from: properties.pathOf('currency'), place: '', notes })
  if (code !== value) notes.assume(properties.pathOf('currency'), value, String(code))
}

/** The worth of one product is said by its line. */
function readValue(properties: Source, products: readonly ProductLine[], notes: Notes): void {
  const value = properties.take('value')
  const [line] = products
  const worth = line?.price === undefined ? undefined : timesExactly(line.price, line.quantity ?? 1)
  if (value !== undefined && (worth === undefined || toNumber(value) !== worth))
    notes.lose(properties.pathOf('value'), value, { wanted: 'what its product comes to' })
}

/** `revenue` is without shipping and tax; many shops send it alone. */
function readOrder(properties: Source, props: Fields, notes: Notes): void {
  const value = properties.peek('revenue')
  if (value === undefined) return
  const from = properties.pathOf('revenue')
  properties.take('revenue')
  const revenue = toNumber(value)
  if (revenue === undefined) notes.lose(from, value, { code: 'wrong_type', wanted: 'a number' })
  else if (props.subtotal === undefined) {
    props.subtotal = revenue
    notes.assume(from, value, 'the lines after discounts, without shipping and tax')
  } else if (props.subtotal !== revenue) notes.lose(from, value, { wanted: 'the subtotal' })
  const isWhole = ['shipping', 'tax'].every((part) => properties.peek(part) === undefined || props[part] !== undefined)
  if (revenue === undefined || props.total !== undefined || !isWhole || properties.peek('total') !== undefined) return
  props.total = addExactly([revenue, props.shipping as number | undefined, props.tax as number | undefined])!
  notes.assume(properties.pathOf('total'), undefined, 'revenue, shipping and tax together')
}

/** A step has a number there, which says nothing of what it is about, and a name here. */
function readStep(properties: Source, props: Fields, notes: Notes): void {
  const value = properties.take('step')
  const from = properties.pathOf('step')
  if (typeof value === 'string' && !/^\d+$/.test(value)) {
    setField(props, 'step', { value, from, place: '', notes })
    return
  }
  if (value !== undefined) notes.lose(from, value, { wanted: 'the name of a step' })
  const [isDelivery, isPayment] = ['shipping_method', 'payment_method'].map((one) => properties.peek(one) !== undefined)
  if (isDelivery === isPayment) return
  props.step = isPayment ? 'payment' : 'delivery'
  notes.assume(from, value, props.step)
}

function readFilters(properties: Source, props: Fields, notes: Notes): void {
  const filters = properties.openAll('filters').flatMap((filter) => pairOf(filter, ':') ?? [])
  const text = filters.length > 0 ? filters.join(',') : properties.take('filters')
  setField(props, 'filters', { value: text, from: properties.pathOf('filters'), place: '', notes })
  const [first, ...more] = properties.openAll('sorts')
  const sort = first && pairOf(first, '_')
  if (first && sort) setField(props, 'sort', { value: sort, from: first.path, place: '', notes })
  for (const other of more) notes.lose(other.path, pairOf(other, '_'), { wanted: 'one sort' })
}

function pairOf(pair: Source, between: string): string | undefined {
  const [type, value] = [takeId(pair, 'type'), takeId(pair, 'value')]
  if (type === undefined) return undefined
  return value === undefined ? type : `${type}${between}${value}`
}
