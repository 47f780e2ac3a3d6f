import type { ShopEvent } from '../../vocabulary/event-types'
import { addExactly, toNumber } from '../support/decimal'
import { createEvent, type EventContent, orderEventId } from '../support/event'
import { copyFields, type Fields, setField } from '../support/fields'
import { fingerprint } from '../support/fingerprint'
import { readLines } from '../support/lines'
import type { Notes } from '../support/notes'
import { asList, isPlainObject, type Plain, type PlainObject, textOf } from '../support/plain'
import { readList } from '../support/read-list'
import type { Reading, ReadOptions } from '../support/reading'
import { openSource, type Source } from '../support/source'
import { takeId, takeParty } from '../support/take'
import { loseWritten } from '../support/written'
import {
  ACTIONS,
  BOOKKEEPING,
  CAMPAIGN_COLUMNS,
  CONTEXT_COLUMNS,
  DEVICE_COLUMNS,
  ENTITIES,
  PAGE_COLUMNS,
  PRODUCT_FIELDS,
  REPEATS,
  SCREEN_COLUMNS,
  WEB_VITALS,
} from './tables'
import { takeEventTime } from './take-event-time'

/**
 * Snowplow's enriched events, as its analytics SDKs and warehouses have them, in our vocabulary: page views, web vitals, and
 * the actions of its e-commerce schemas with their entities, in columns of any version or as self-describing JSON.
 *
 * @param events An enriched event as an object by column, or a list of them.
 *
 * @example
 * ```ts
 * fromSnowplow({ event_id: 'e-1', event_name: 'page_view', derived_tstamp: '2024-05-01T10:00:00Z', domain_userid: 'd-1' })
 *   .events[0]?.name // 'page_viewed'
 * ```
 */
export function fromSnowplow(events: unknown, options: Pick<ReadOptions, 'pseudonym'> = {}): Reading {
  return readList(events, 'events', (event, path, notes) => [readOne(event, { path, notes, ...options })])
}

interface EventPlace extends Pick<ReadOptions, 'pseudonym'> {
  readonly path: string
  readonly notes: Notes
}

function readOne(plain: PlainObject, { path, notes, pseudonym }: EventPlace): ShopEvent | undefined {
  const row = openSource(withColumns(plain), path)
  const name = row.peek('event_name')
  const [action] = openColumns(row, 'unstruct_event', 'snowplow_ecommerce_action')
  const [vitals] = openColumns(row, 'unstruct_event', 'web_vitals')
  const content = action
    ? readAction(action, row, notes)
    : vitals
      ? readVitals(vitals, notes)
      : readPage(name, path, notes)
  if (!content) return undefined
  const time = takeEventTime(row, notes)
  if (time === undefined) {
    notes.lose(path, name, { code: 'missing', wanted: 'derived_tstamp or collector_tstamp' })
    return undefined
  }
  content.context = readContext(row, notes)
  const visitor_id = takeParty(row, 'domain_userid', { notes })
  const user_id = takeParty(row, 'user_id', { notes, pseudonym })
  const session_id = takeId(row, 'domain_sessionid') ?? ''
  const id = takeId(row, 'event_id') ?? `snowplow:${fingerprint(plain)}`
  passOver(row)
  row.loseRest(notes)
  const stamp = { id: idOf(content, id), time, visitor_id, user_id, session_id }
  return createEvent(stamp, content, { path, notes })
}

function passOver(row: Source): void {
  const repeats = REPEATS.filter(([, of]) => row.peek(of) !== undefined).map(([columns]) => columns)
  for (const column of row.left())
    if ([BOOKKEEPING, ...repeats].some((columns) => columns.test(column))) row.take(column)
}

function idOf({ name, props }: EventContent, id: string): string {
  return name === 'order_completed' && typeof props.order_id === 'string' ? orderEventId(name, props.order_id) : id
}

function readPage(name: Plain | undefined, path: string, notes: Notes): EventContent | undefined {
  if (name === 'page_view') return { name: 'page_viewed', props: {}, products: [], context: {} }
  notes.lose(path, name, { wanted: 'a page view, web vitals or an e-commerce action' })
  return undefined
}

function readVitals(vitals: Source, notes: Notes): EventContent {
  const props: Fields = {}
  copyFields(vitals, WEB_VITALS, props, { place: '', notes })
  return { name: 'page_measured', props, products: [], context: {} }
}

function readAction(action: Source, row: Source, notes: Notes): EventContent | undefined {
  const type = action.take('type')
  const known = typeof type === 'string' && Object.hasOwn(ACTIONS, type) ? ACTIONS[type] : undefined
  if (!known) {
    notes.lose(action.pathOf('type'), type, { wanted: 'a standard e-commerce action' })
    return undefined
  }
  const props: Fields = {}
  const content: EventContent = { name: known, props, products: [], context: {} }
  let transaction: Source | undefined
  for (const [entity, table] of Object.entries(ENTITIES)) {
    const [one] = openColumns(row, 'contexts', entity)
    if (!one) continue
    if (entity === 'checkout_step') readStep(one, content, notes)
    if (entity === 'refund') readReason(one, props, notes)
    copyFields(one, table, props, { place: '', notes })
    if (entity === 'transaction') transaction = one
  }
  content.products = readLines(openColumns(row, 'contexts', 'product'), {
    table: PRODUCT_FIELDS,
    notes,
    also: (product, line) => readProduct(product, line, { props, notes }),
  })
  // Said by the lines, unless it is not the same.
  const quantity = addExactly(content.products.map((line) => line.quantity ?? 1))
  if (toNumber(transaction?.peek('total_quantity')) === quantity) transaction?.take('total_quantity')
  readListName(action, content, notes)
  return content
}

function readProduct(
  product: Source,
  line: Fields,
  { props, notes }: { readonly props: Fields; readonly notes: Notes },
): void {
  const category = product.take('category')
  // Their own example has no spaces around it.
  const value = typeof category === 'string' ? category.split(/\s*\/\s*/).join(' / ') : category
  setField(line, 'category', { value, from: product.pathOf('category'), place: 'product.', notes })
  const status = product.peek('inventory_status')
  if (status === 'in stock' || status === 'out of stock')
    line.in_stock = product.take('inventory_status') === 'in stock'
  const currency = product.take('currency')
  if (props.currency === undefined)
    setField(props, 'currency', { value: currency, from: product.pathOf('currency'), place: '', notes })
  else if (currency !== undefined && currency !== props.currency)
    setField(line, 'currency', { value: currency, from: product.pathOf('currency'), place: 'product.', notes })
}

/** The schema takes any text: one word is of the shop's own list, more is what somebody wrote. */
function readReason(refund: Source, props: Fields, notes: Notes): void {
  const reason = refund.peek('refund_reason')
  if (typeof reason === 'string' && /^[\w.-]{1,64}$/.test(reason))
    copyFields(refund, [['refund_reason', 'reason']], props, { place: '', notes })
  else loseWritten(refund, ['refund_reason'], notes)
}

/** A list has a name there; results of a search are a list too. */
function readListName(action: Source, content: EventContent, notes: Notes): void {
  const name = action.take('name')
  if (typeof name !== 'string') return
  const from = action.pathOf('name')
  if (content.name === 'list_viewed' && /search/i.test(name)) {
    content.name = 'products_searched'
    notes.assume(from, name, 'results of a search')
  } else if (content.name === 'list_viewed')
    setField(content.props as Fields, 'list_id', { value: name, from, place: '', notes })
  else if (content.name === 'product_clicked') for (const line of content.products) line.list_id = name
  else notes.lose(from, name)
}

/** The first step starts a checkout. What another is about is told by what it has. */
function readStep(step: Source, content: EventContent, notes: Notes): void {
  const number = step.take('step')
  if (Number(number) === 1) {
    content.name = 'checkout_started'
    return
  }
  const told = [
    ['payment', 'payment_method'],
    ['delivery', 'delivery_method'],
    ['address', 'shipping_postcode'],
    ['address', 'shipping_full_address'],
    ['contact', 'account_type'],
  ].find(([, field]) => step.peek(field!) !== undefined)
  if (!told) {
    notes.lose(step.pathOf('step'), number, { wanted: 'something that tells which step it is' })
    return
  }
  content.props.step = told[0]!
  notes.assume(step.pathOf('step'), number, told[0]!)
}

function readContext(row: Source, notes: Notes): EventContent['context'] {
  const parts: Record<string, Fields> = { page: {}, campaign: {}, device: {}, screen: {} }
  const context: Fields = {}
  copyFields(row, PAGE_COLUMNS, parts.page!, { place: 'context.page.', notes })
  copyFields(row, CAMPAIGN_COLUMNS, parts.campaign!, { place: 'context.campaign.', notes })
  copyFields(row, DEVICE_COLUMNS, parts.device!, { place: 'context.device.', notes })
  for (const [column, side] of SCREEN_COLUMNS) {
    const pixels = toNumber(row.peek(column))
    if (pixels === undefined) continue
    row.take(column)
    parts.screen![side] = pixels
  }
  copyFields(row, CONTEXT_COLUMNS, context, { place: 'context.', notes })
  return { ...context, ...Object.fromEntries(Object.entries(parts).filter(([, part]) => Object.keys(part).length > 0)) }
}

/** The sources in the columns of a schema, whatever its version: `contexts_com_..._product_1`, `..._product_1_0_0`. */
function openColumns(row: Source, kind: 'unstruct_event' | 'contexts', schema: string): readonly Source[] {
  const pattern = new RegExp(`^${kind}_com_snowplowanalytics_snowplow_(ecommerce_)?${schema}(_\\d+)+$`)
  return row
    .left()
    .filter((column) => pattern.test(column))
    .flatMap((column) => row.openAll(column))
}

const SCHEMA = /^iglu:([\w.-]+)\/([\w-]+)\/jsonschema\/(\d+)-/

/** Self-describing JSON in `unstruct_event` and `contexts`, as trackers send it, in columns as a warehouse has it. */
function withColumns(plain: PlainObject): PlainObject {
  const columns: PlainObject = { ...plain }
  for (const kind of ['unstruct_event', 'contexts', 'derived_contexts']) {
    const around = plain[kind]
    if (!isPlainObject(around)) continue
    delete columns[kind]
    for (const one of asList(around.data ?? undefined)) {
      const [, vendor = '', name = '', model = ''] = isPlainObject(one)
        ? (SCHEMA.exec(textOf(one.schema) ?? '') ?? [])
        : []
      const column = `${kind.replace('derived_', '')}_${vendor.replaceAll('.', '_')}_${name}_${model}`
      const list = asList(columns[column])
      columns[column] = isPlainObject(one) && one.data !== undefined ? [...list, one.data] : [...list, one]
    }
  }
  return columns
}
