import type { ProductLine } from '../../vocabulary/event-types'
import { addExactly, toNumber } from '../support/decimal'
import type { EventContent } from '../support/event'
import { copyFields, copyOwn, type Fields, setField, snakeCase } from '../support/fields'
import { assumeCurrency, readLines } from '../support/lines'
import type { Notes } from '../support/notes'
import type { ReadOptions } from '../support/reading'
import type { Source } from '../support/source'
import { worth } from '../support/worth'
import { CATEGORY_LEVELS, EVENTS, type Ga4Event, ITEM_FIELDS, OWN_EVENTS, OWN_PARAMETERS, PAGE_FIELDS } from './tables'

/** How a hit is read. */
export interface HitRules extends Pick<ReadOptions, 'currency'> {
  readonly notes: Notes
}

const byTheirName = new Map(EVENTS.map((event) => [event.theirs, event]))

/**
 * What a hit of GA4, an event's name with its parameters, is in our vocabulary: none where it is about measuring alone,
 * several where it shows several promotions. What was not taken of `params` is for the caller to report.
 *
 * @param params Flat, with `items`.
 * @example
 * ```ts
 * readHit('view_item', openSource({ currency: 'EUR', items: [{ item_id: 'A', price: 9 }] }, ''), { notes })[0]?.name
 * // 'product_viewed'
 * ```
 */
export function readHit(name: string, params: Source, rules: HitRules): EventContent[] {
  const { notes } = rules
  if (OWN_EVENTS.test(name)) {
    notes.lose(params.path, name, { wanted: 'an event about shopping' })
    return []
  }
  const known = byTheirName.get(name)
  const ours = known ? ourName(known, params) : snakeCase(name)
  if (!/^[a-z][a-z0-9_]{0,63}$/.test(ours)) {
    notes.lose(params.path, name, { code: 'bad_format', wanted: 'the name of an event' })
    return []
  }
  const content: EventContent = { name: ours, props: { ...known?.fixed }, products: [], context: {} }
  if (known?.assumption) notes.assume(params.path, name, known.assumption)
  const { props } = content
  copyFields(params, [...(known?.fields ?? []), ['currency', 'currency']], props, { place: '', notes })
  if (/promotion_/.test(ours)) return readPromotions(params, content, rules)
  content.products = readItems(params.openAll('items'), rules)
  if (ours === 'product_shared') readShared(params, content, notes)
  if (ours !== 'list_viewed') addList(params, content.products, notes)
  readValue(known, params, content, notes)
  return [finish(params, content, rules)]
}

/** A cart is shared by the same event as a product. */
function ourName({ theirs, ours }: Ga4Event, params: Source): string {
  return theirs === 'share' && params.peek('content_type') === 'cart' ? 'cart_shared' : ours
}

function finish(params: Source, content: EventContent, { notes, currency }: HitRules): EventContent {
  const page: Fields = {}
  copyFields(params, PAGE_FIELDS, page, { place: 'context.page.', notes })
  if (Object.keys(page).length > 0) content.context.page = page
  copyOwn(params, content.props, { place: '', notes, refuses: OWN_PARAMETERS })
  assumeCurrency(content, { path: params.path, notes, currency })
  return content
}

function readItems(items: readonly Source[], { notes }: HitRules): ProductLine[] {
  // GA4 does not say whether the first place is 0 or 1; its own examples begin at 0, many shops at 1.
  const fromZero = items.find((item) => toNumber(item.peek('index')) === 0)
  if (fromZero) notes.assume(fromZero.pathOf('index'), 0, 'places counted from 0')
  return readLines(items, {
    table: ITEM_FIELDS,
    notes,
    own: true,
    also(item, line) {
      readCategory(item, line, notes)
      readListPrice(item, line, notes)
      if (fromZero && typeof line.position === 'number') line.position += 1
    },
  })
}

function readCategory(item: Source, line: Fields, notes: Notes): void {
  const levels = CATEGORY_LEVELS.map((level) => item.peek(level)).filter((value) => typeof value === 'string')
  for (const level of CATEGORY_LEVELS) if (typeof item.peek(level) === 'string') item.take(level)
  const value = levels.length === 0 ? undefined : levels.join(' / ')
  setField(line, 'category', { value, from: item.pathOf(CATEGORY_LEVELS[0]!), place: 'product.', notes })
}

/** The discount of an item is off its price already. */
function readListPrice(item: Source, line: Fields, notes: Notes): void {
  const value = item.peek('discount')
  if (value === undefined) return
  item.take('discount')
  const discount = toNumber(value)
  if (discount !== undefined && typeof line.price === 'number') line.list_price = addExactly([line.price, discount])!
  else notes.lose(item.pathOf('discount'), value, { code: 'wrong_type', wanted: 'a number, and a price beside it' })
}

/** A list that is named once is that of each of its items. */
function addList(params: Source, products: readonly ProductLine[], notes: Notes): void {
  if (products.length === 0) return
  const list: Fields = {}
  copyFields(params, [['item_list_id', 'list_id']], list, { place: 'product.', notes })
  if (list.list_id !== undefined) for (const line of products) line.list_id ??= list.list_id as string
}

function readShared(params: Source, { products }: EventContent, notes: Notes): void {
  const type = params.peek('content_type')
  if (type === 'product' || type === 'cart') params.take('content_type')
  const line: Fields = {}
  if (products.length === 0 && type === 'product')
    copyFields(params, [['item_id', 'product_id']], line, { place: 'product.', notes })
  if (line.product_id !== undefined) products.push(line as ProductLine)
}

function readValue(known: Ga4Event | undefined, params: Source, content: EventContent, notes: Notes): void {
  const value = params.peek('value')
  if (value === undefined || known?.value === undefined) return
  const amount = toNumber(value)
  const from = params.pathOf('value')
  const { props, products } = content
  params.take('value')
  if (known.value === 'lines') {
    // What it says is said by the lines; what else it says is not what any property of ours says.
    if (amount === undefined || amount !== worth(products))
      notes.lose(from, value, { wanted: 'what its items come to' })
    return
  }
  const isOrder = known.value === 'order'
  const name = isOrder ? (content.name === 'order_completed' ? 'subtotal' : 'total') : known.value
  setField(props, name, { value, from, place: '', notes })
  if (!isOrder || amount === undefined) return
  // https://support.google.com/analytics/answer/12313109: "value" of a purchase is without tax and shipping.
  // A part that cannot be read makes no total.
  if (['tax', 'shipping'].some((part) => params.peek(part) !== undefined && props[part] === undefined)) return
  props.total = addExactly([amount, props.shipping as number | undefined, props.tax as number | undefined])!
  notes.assume(from, value, 'without tax and shipping, which the total adds to it')
}

const PROMOTION_OF_ITEM = EVENTS.find(({ theirs }) => theirs === 'view_promotion')!.fields!

/** Items may each be shown by a promotion of their own: an event for each of those. */
function readPromotions(params: Source, content: EventContent, rules: HitRules): EventContent[] {
  const { notes } = rules
  const groups = new Map<string, { promotion: Fields; items: Source[] }>()
  for (const item of params.openAll('items')) {
    const promotion: Fields = {}
    copyFields(item, PROMOTION_OF_ITEM, promotion, { place: '', notes })
    const key = JSON.stringify(promotion)
    const group = groups.get(key) ?? { promotion, items: [] }
    group.items.push(item)
    groups.set(key, group)
  }
  const { props, context } = finish(params, content, rules)
  const all = groups.size === 0 ? [{ promotion: {}, items: [] }] : [...groups.values()]
  return all.map(({ promotion, items }) => {
    const products = readItems(items, rules)
    return { name: content.name, props: { ...props, ...promotion }, products, context: { ...context } }
  })
}
