import type { ShopEvent } from '../../vocabulary/event-types'
import { likelyTimeUnit } from '../../vocabulary/limits'
import { addExactly, toNumber } from '../support/decimal'
import { createEvent, type EventContent, orderEventId } from '../support/event'
import { copyFields, type Fields, type FieldTable } from '../support/fields'
import { fingerprint } from '../support/fingerprint'
import type { Notes } from '../support/notes'
import { isPlainObject, type Plain, type PlainObject } from '../support/plain'
import { readList } from '../support/read-list'
import type { Reading, ReadOptions } from '../support/reading'
import { openSource, type Source } from '../support/source'
import { takeParty } from '../support/take'
import { flatten } from './flatten'
import { passOverDollars, readExportItems } from './read-export-items'
import { readHit } from './read-hit'

/** What the export writes where it knows nothing, or has cut something. */
const PLACEHOLDER = /^(\(not set\)|\(not provided\)|\(data deleted\)|<Other>)$/

/** Events that are sent together have one time; these tell them apart. */
const BATCH = ['batch_page_id', 'batch_ordering_id', 'batch_event_index']

/**
 * The export's own bookkeeping, as the docs list it; it is passed over without a word
 * (https://support.google.com/analytics/answer/7029846).
 */
const BOOKKEEPING = /^(event_date|event_bundle_sequence_id|event_server_timestamp_offset|batch_\w+)$/

const DEVICE: FieldTable = [
  ['category', 'type'],
  ['operating_system', 'os'],
  ['mobile_model_name', 'model'],
]
const CAMPAIGN: FieldTable = [
  ['manual_source', 'source'],
  ['manual_medium', 'medium'],
  ['manual_campaign_name', 'name'],
  ['manual_term', 'term'],
  ['manual_content', 'content'],
  ['manual_campaign_id', 'id'],
]
const CAMPAIGN_PARAMETERS: FieldTable = [
  ['source', 'source'],
  ['medium', 'medium'],
  ['campaign', 'name'],
  ['term', 'term'],
  ['content', 'content'],
  ['campaign_id', 'id'],
]

/** What the record `ecommerce` says where the parameters do not. */
const ECOMMERCE: FieldTable = [
  ['transaction_id', 'transaction_id'],
  ['purchase_revenue', 'value'],
  ['refund_value', 'value'],
  ['tax_value', 'tax'],
  ['shipping_value', 'shipping'],
]

/**
 * Rows of GA4's BigQuery export (`events_*`) as events: parameters nested in key/value lists, times in microseconds. A
 * purchase whose confirmation page was opened again is one. Whole numbers may be text, as JSON exports have them.
 *
 * @param rows A row, or a list of rows, as objects.
 *
 * @example
 * ```ts
 * fromGa4Export([{ event_name: 'page_view', event_timestamp: '1607615248873729', user_pseudo_id: '31.37' }]).events[0]?.time
 * // 1607615248873
 * ```
 */
export function fromGa4Export(rows: unknown, options: ReadOptions = {}): Reading {
  return readList(rows, 'rows', (row, path, notes) =>
    readEvents(withoutPlaceholders(row) as PlainObject, path, { notes, options }),
  )
}

function readEvents(
  plain: PlainObject,
  path: string,
  { notes, options }: { readonly notes: Notes; readonly options: ReadOptions },
): ShopEvent[] {
  const row = openSource(plain, path)
  const name = row.take('event_name')
  const params = openSource(parametersOf(row, notes), path)
  const time = takeMicroseconds(row, notes)
  if (typeof name !== 'string' || time === undefined) {
    notes.lose(path, name, { code: 'missing', wanted: 'event_name and event_timestamp' })
    return []
  }
  const visitor_id = takeParty(row, 'user_pseudo_id', { notes })
  const user_id = takeParty(row, 'user_id', { notes, pseudonym: options.pseudonym })
  const session = params.take('ga_session_id')
  // Their session numbers are of one device: two devices may have the same.
  const session_id = session === undefined ? '' : `${visitor_id ?? user_id ?? ''}.${session}`
  const contents = readHit(name, params, { notes, currency: options.currency })
  if (contents.length === 0) return []
  const context = readContext(row, params, notes)
  params.loseRest(notes)
  // The value in US dollars.
  if (params.peek('value') !== undefined) row.take('event_value_in_usd')
  for (const column of row.left()) if (BOOKKEEPING.test(column)) row.take(column)
  row.loseRest(notes)
  const { event_timestamp = '' } = plain
  const batch = BATCH.flatMap((column) => row.peek(column) ?? []).join('.')
  const told = [event_timestamp, plain.event_params ?? '', plain.items ?? '', ...(batch === '' ? [] : [batch])]
  const unique = [visitor_id ?? user_id ?? '', ...told]
  const which = batch === '' ? String(time) : `${time}.${batch}`
  return contents.flatMap((content, index) => {
    const id = idOf(content, { fallback: `ga4:${name}:${fingerprint([...unique, index])}`, which })
    const stamp = { id, time, visitor_id, user_id, session_id }
    const whole = { ...content, context: { ...context, ...content.context } }
    return createEvent(stamp, whole, { path, notes }) ?? []
  })
}

function idOf({ name, props }: EventContent, { fallback, which }: { fallback: string; which: string }): string {
  const { order_id } = props
  if (typeof order_id !== 'string') return fallback
  if (name === 'order_completed') return orderEventId(name, order_id)
  return name === 'order_refunded' ? orderEventId(name, order_id, which) : fallback
}

function takeMicroseconds(row: Source, notes: Notes): number | undefined {
  const value = row.take('event_timestamp')
  const micros = typeof value === 'string' && /^\d{1,17}$/.test(value) ? Number(value) : value
  if (typeof micros === 'number' && likelyTimeUnit(micros) === 'microseconds') return Math.floor(micros / 1000)
  notes.lose(row.pathOf('event_timestamp'), value, { code: 'wrong_unit', wanted: 'microseconds since the epoch' })
  return undefined
}

function readContext(row: Source, params: Source, notes: Notes): EventContent['context'] {
  const device: Fields = {}
  const campaign: Fields = {}
  const context: EventContent['context'] = {}
  const hardware = row.open('device')
  const web = hardware?.open('web_info')
  const traffic = row.open('collected_traffic_source')
  if (hardware) {
    copyFields(hardware, DEVICE, device, { place: 'context.device.', notes })
    copyFields(hardware, [['language', 'locale']], context as Fields, { place: 'context.', notes })
  }
  if (web) copyFields(web, [['browser', 'browser']], device, { place: 'context.device.', notes })
  if (traffic) copyFields(traffic, CAMPAIGN, campaign, { place: 'context.campaign.', notes })
  copyFields(params, CAMPAIGN_PARAMETERS, campaign, { place: 'context.campaign.', notes })
  const click_ids: Fields = {}
  for (const source of traffic ? [traffic, params] : [params])
    for (const id of ['gclid', 'dclid', 'srsltid']) copyFields(source, [[id, id]], click_ids, { place: '', notes })
  const parts = { device, campaign, click_ids, consent: readConsent(row) }
  return { ...context, ...Object.fromEntries(Object.entries(parts).filter(([, part]) => Object.keys(part).length > 0)) }
}

/** `Unset` says nothing. */
function readConsent(row: Source): Fields {
  const privacy = row.open('privacy_info')
  const storage = privacy?.peek('analytics_storage')
  if (storage !== 'Yes' && storage !== 'No') return {}
  privacy!.take('analytics_storage')
  return { analytics: storage === 'Yes' }
}

/** The parameters flat, with the items, as a page would have sent them. */
function parametersOf(row: Source, notes: Notes): PlainObject {
  const params = flatten(row, 'event_params', notes)
  const ecommerce = row.open('ecommerce')
  for (const [theirs, param] of ECOMMERCE)
    if (ecommerce && (params[param] ?? ecommerce.peek(theirs)) === ecommerce.peek(theirs)) {
      const value = ecommerce.take(theirs)
      if (value !== undefined) params[param] = value
    }
  const items = readExportItems(row, notes)
  if (items.length > 0) params.items = items
  if (ecommerce) passOverSums(ecommerce, items)
  return params
}

/** What the record says again. */
function passOverSums(ecommerce: Source, items: readonly PlainObject[]): void {
  passOverDollars(ecommerce)
  const quantity = addExactly(items.map((item) => toNumber(item.quantity) ?? 1))
  if (toNumber(ecommerce.peek('total_item_quantity')) === quantity) ecommerce.take('total_item_quantity')
  if (items.length > 0) ecommerce.take('unique_items')
}

function withoutPlaceholders(value: Plain): Plain {
  if (typeof value === 'string') return PLACEHOLDER.test(value) ? null : value
  if (Array.isArray(value)) return value.map(withoutPlaceholders)
  if (!isPlainObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withoutPlaceholders(inner)]))
}
