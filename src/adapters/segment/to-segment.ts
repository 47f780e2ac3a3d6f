import { addExactly, toNumber } from '../support/decimal'
import type { Notes } from '../support/notes'
import { batch, jsonBytes, type Outgoing, type OutgoingEvent } from '../support/outgoing'
import { isPlainObject, type PlainObject } from '../support/plain'
import { openSource, type Source } from '../support/source'
import { hasTime, type Taken, takeEach } from '../support/take-each'
import { ABOUT_ONE_PRODUCT, EVENTS } from './tables'

/**
 * Where calls go.
 *
 * @example
 * ```ts
 * // A workspace in the European Union.
 * const options: SegmentOptions = { write_key: 'k-1', endpoint: 'https://events.eu1.segmentapis.com/v1/batch' }
 * toSegment(events, options).requests.length // => 1
 * ```
 */
export interface SegmentOptions {
  /** The write key of the source. */
  readonly write_key: string
  /** @default 'https://api.segment.io/v1/batch' */
  readonly endpoint?: string | undefined
}

/**
 * The limits of the HTTP API (https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/): 32 kB a call,
 * 500 kB a batch, 2,500 calls in it.
 */
const MAX_CALL_BYTES = 32_000
const MAX_BATCH_BYTES = 500_000
const MAX_CALLS = 2_500
const AROUND_BYTES = 1_000

/**
 * Events as calls of Segment's spec, in batches of its HTTP API. Our properties are spelled as theirs, so nearly all
 * goes; an order has `revenue` beside, which many of Segment's destinations ask for.
 *
 * @example
 * ```ts
 * toSegment(events, { write_key: 'k-1' }).requests[0]?.body.batch
 * // [{ type: 'track', event: 'Product Added', messageId, anonymousId, timestamp, properties, context }]
 * ```
 */
export function toSegment(events: readonly OutgoingEvent[], options: SegmentOptions): Outgoing {
  const { write_key, endpoint = 'https://api.segment.io/v1/batch' } = options
  const { taken, losses } = takeEach(events, 'events')
  const calls = taken.flatMap((event) => toCall(event) ?? [])
  const requests = batch(calls, { count: MAX_CALLS, bytes: MAX_BATCH_BYTES - AROUND_BYTES }).map((some) => ({
    method: 'POST' as const,
    url: endpoint,
    headers: { 'content-type': 'application/json' },
    body: { writeKey: write_key, batch: some },
  }))
  return { requests, ...losses() }
}

function toCall(taken: Taken): PlainObject | undefined {
  const { thing: plain, path, notes } = taken
  const source = openSource(plain, path)
  const [id, name, time] = ['id', 'name', 'time'].map((field) => source.take(field))
  const [visitor_id, user_id] = ['visitor_id', 'user_id'].map((field) => source.take(field))
  // Of a stored event whose it is is said by these, but where it was told by its shopper alone.
  const shopper_id = source.take('shopper_id')
  const whose = user_id ?? (visitor_id === undefined ? shopper_id : undefined)
  if (typeof name !== 'string' || typeof time !== 'number' || (whose ?? visitor_id) === undefined) {
    notes.lose(path, name, { code: 'missing', wanted: 'a name, a time, and whose it is' })
    return undefined
  }
  if (!hasTime(time, taken)) return undefined
  const props = openSource(isPlainObject(plain.props) ? plain.props : {}, `${path}.props`)
  if (isPlainObject(plain.props)) source.take('props')
  const said = name === 'page_viewed' ? { type: 'page' } : { type: 'track', event: theirName(name, props) }
  const call = {
    ...said,
    messageId: id ?? null,
    ...(visitor_id !== undefined && { anonymousId: visitor_id }),
    ...(whose !== undefined && { userId: whose }),
    timestamp: new Date(time).toISOString(),
    properties: toProperties(name, source, props, notes),
    context: toContext(source),
  }
  source.loseRest(notes)
  if (jsonBytes(call) <= MAX_CALL_BYTES) return call
  notes.lose(path, name, { code: 'too_long', wanted: `at most ${MAX_CALL_BYTES} bytes` })
  return undefined
}

/** Their name in title case: `Product Added`. */
function theirName(name: string, props: Source): string {
  const known = EVENTS.find(
    ({ ours, inward, fixed = {} }) =>
      ours === name && !inward && Object.entries(fixed).every(([field, value]) => props.peek(field) === value),
  )
  for (const field of Object.keys(known?.fixed ?? {})) props.take(field)
  return (known?.theirs ?? name).replace(
    /(^|_)([a-z])/g,
    (_, start, letter) => (start ? ' ' : '') + letter.toUpperCase(),
  )
}

function toProperties(name: string, source: Source, props: Source, notes: Notes): PlainObject {
  const properties: PlainObject = {}
  const lines = source
    .openAll('products')
    .map((line) => Object.fromEntries(line.left().map((field) => [field, line.take(field)!])))
  for (const field of props.left()) properties[field] = props.take(field)!
  const [only] = lines
  if (ABOUT_ONE_PRODUCT.test(name) && only && lines.length === 1) {
    // Where both have one of a name, such as `coupon`, it is the product's that stands there.
    for (const [field, value] of Object.entries(only)) {
      if (properties[field] !== undefined) notes.lose(props.pathOf(field), properties[field])
      properties[field] = value
    }
  } else if (lines.length > 0) properties.products = lines
  const [total, subtotal, tax, shipping] = ['total', 'subtotal', 'tax', 'shipping'].map((one) =>
    toNumber(properties[one]),
  )
  if (name !== 'order_completed' || (subtotal ?? total) === undefined) return properties
  if (subtotal === undefined) notes.assume(props.pathOf('subtotal'), undefined, 'the total without tax and shipping')
  properties.revenue = subtotal ?? addExactly([total, -(tax ?? 0), -(shipping ?? 0)])!
  return properties
}

function toContext(source: Source): PlainObject {
  const context: PlainObject = {}
  const around = source.open('context')
  for (const name of ['page', 'campaign', 'click_ids', 'locale', 'timezone']) {
    const value = around?.take(name)
    if (value !== undefined) context[name] = value
  }
  const screen = around?.peek('screen')
  if (isPlainObject(screen)) context.screen = around!.take('screen')!
  const device = around?.open('device')
  const [type, model, os] = ['type', 'model', 'os'].map((name) => device?.take(name))
  if (type !== undefined || model !== undefined)
    context.device = { ...(type !== undefined && { type }), ...(model !== undefined && { model }) }
  if (os !== undefined) context.os = { name: os }
  const library = source.take('library')
  if (library !== undefined) context.library = library
  const session = source.take('session_id')
  if (session !== undefined) context.sessionId = session
  return context
}
