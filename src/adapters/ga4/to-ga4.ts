import { addExactly, toNumber } from '../support/decimal'
import type { Notes } from '../support/notes'
import { batch, type Outgoing, type OutgoingEvent } from '../support/outgoing'
import { isPlainObject, type Plain, type PlainObject } from '../support/plain'
import { openSource, type Source } from '../support/source'
import { hasTime, type Taken, takeEach } from '../support/take-each'
import { worth } from '../support/worth'
import { isOwnEvent, isOwnParameter, WANTED_NAME } from './names'
import { EVENTS, type Ga4Event, PAGE_FIELDS } from './tables'
import { toItem } from './to-item'

/**
 * Where events go, and with which credentials.
 *
 * @example
 * ```ts
 * // The server that says what is wrong with an event, and counts none.
 * const endpoint = 'https://www.google-analytics.com/debug/mp/collect'
 * const options: Ga4Options = { measurement_id: 'G-1', api_secret: 's-1', endpoint }
 * toGa4([{ ...event, visitor_id: '31.37' }], options).requests[0]?.url.startsWith(`${endpoint}?`) // => true
 * ```
 */
export interface Ga4Options {
  /** The measurement id of the stream: `G-...`. */
  readonly measurement_id: string
  /** A secret of the stream for the Measurement Protocol; for servers only. */
  readonly api_secret: string
  /** @default 'https://www.google-analytics.com/mp/collect' */
  readonly endpoint?: string | undefined
  /**
   * The time now, in milliseconds since the epoch: what is older than 72 hours is left out, as GA4 does not take it.
   * @default none: nothing is too old
   */
  readonly now?: number | undefined
}

/**
 * The limits of the Measurement Protocol
 * (https://developers.google.com/analytics/devguides/collection/protocol/ga4/sending-events#limitations).
 */
const MAX_EVENTS = 25
const MAX_BYTES = 130_000
const MAX_PARAMETERS = 25
const MAX_TEXT = 100
const MAX_ITEMS = 200
const MAX_AGE_MS = 72 * 3_600_000
/** Texts that may be longer than others. */
const LONGER: ReadonlyMap<string, number> = new Map([
  ['page_location', 1000],
  ['page_referrer', 420],
  ['page_title', 300],
])

/** Room for what stands around the events of a request. */
const AROUND_BYTES = 1_000

/**
 * Events as requests of the Measurement Protocol, 25 events of one device and at most 130 kB each. What GA4 does not know
 * goes as an event and parameters of its own, under their names; what it cannot take, under a name that it keeps for itself too, is
 * left out and reported.
 *
 * @example
 * ```ts
 * const { requests, lost } = toGa4(events, { measurement_id: 'G-1', api_secret: 's-1' })
 * const send = async () => {
 *   for (const { url, method, headers, body } of requests) await fetch(url, { method, headers, body: JSON.stringify(body) })
 * }
 * ```
 */
export function toGa4(events: readonly OutgoingEvent[], options: Ga4Options): Outgoing {
  const { measurement_id, api_secret, endpoint = 'https://www.google-analytics.com/mp/collect' } = options
  const url = `${endpoint}?measurement_id=${encodeURIComponent(measurement_id)}&api_secret=${encodeURIComponent(api_secret)}`
  const byPerson = new Map<string, { person: PlainObject; hits: PlainObject[] }>()
  const { taken, losses } = takeEach(events, 'events')
  for (const event of taken) {
    const hit = toHit(event, options.now)
    if (!hit) continue
    const key = JSON.stringify(hit.person)
    const group = byPerson.get(key) ?? { person: hit.person, hits: [] }
    group.hits.push(hit.hit)
    byPerson.set(key, group)
  }
  const requests = [...byPerson.values()].flatMap(({ person, hits }) =>
    batch(hits, { count: MAX_EVENTS, bytes: MAX_BYTES - AROUND_BYTES }).map((some) => ({
      method: 'POST' as const,
      url,
      headers: { 'content-type': 'application/json' },
      body: { ...person, events: some },
    })),
  )
  return { requests, ...losses() }
}

function toHit(event: Taken, now: number | undefined): { person: PlainObject; hit: PlainObject } | undefined {
  const { thing: plain, path, notes } = event
  const source = openSource(plain, path)
  const { name, time, visitor_id, user_id } = plain
  for (const taken of ['id', 'name', 'time', 'visitor_id', 'user_id', 'shopper_id']) source.take(taken)
  if (typeof name !== 'string') {
    notes.lose(path, name, { code: 'missing', wanted: 'a name' })
    return undefined
  }
  if (typeof visitor_id !== 'string' || visitor_id === '') {
    notes.lose(path, name, { code: 'missing', wanted: 'a visitor_id: GA4 takes no event without a client_id' })
    return undefined
  }
  if (!hasTime(time, event)) return undefined
  if (now !== undefined && now - time > MAX_AGE_MS) {
    notes.lose(path, new Date(time).toISOString(), { code: 'out_of_range', wanted: 'at most 72 hours ago' })
    return undefined
  }
  const props = openSource(isPlainObject(plain.props) ? plain.props : {}, `${path}.props`)
  if (isPlainObject(plain.props)) source.take('props')
  const known = EVENTS.find((one) => one.ours === name && !one.inward && hasFixed(one, props))
  const theirs = known?.theirs ?? (name === 'cart_shared' ? 'share' : name)
  // Under another name it would be one with whatever else has that name.
  if (!known && !isOwnEvent(theirs)) {
    notes.lose(path, name, { code: 'bad_format', wanted: WANTED_NAME })
    return undefined
  }
  const params = toParams(source, props, { known, notes })
  source.loseRest(notes)
  return {
    person: { client_id: visitor_id, ...(typeof user_id === 'string' && { user_id }) },
    hit: { name: theirs, params, timestamp_micros: time * 1000 },
  }
}

function hasFixed({ fixed = {} }: Ga4Event, props: Source): boolean {
  return Object.entries(fixed).every(([name, value]) => props.peek(name) === value)
}

function toParams(
  source: Source,
  props: Source,
  { known, notes }: { readonly known: Ga4Event | undefined; readonly notes: Notes },
): PlainObject {
  const params: PlainObject = {}
  const put = (name: string, value: Plain | undefined, from: string) => putParam(params, name, { value, from, notes })
  const lines = source.openAll('products')
  const shown = lines.slice(0, MAX_ITEMS)
  if (lines.length > MAX_ITEMS)
    notes.lose(lines[MAX_ITEMS]!.path, lines.length - MAX_ITEMS, { code: 'too_many', wanted: '200 items' })
  const items = shown.map((line) => toItem(line, notes))
  if (items.length > 0) params.items = items
  for (const name of Object.keys(known?.fixed ?? {})) props.take(name)
  for (const [theirs, ours] of known?.fields ?? []) put(theirs, props.take(ours), props.pathOf(ours))
  putValue(params, props, { known, products: source.peek('products'), notes })
  const session = source.peek('session_id')
  // GA4 takes a number for a session; those that came from it have one.
  const digits = typeof session === 'string' ? /(?:^|\.)(\d{1,19})$/.exec(session)?.[1] : undefined
  if (digits !== undefined) params.session_id = source.take('session_id') === undefined ? null : digits
  const page = source.open('context')?.open('page')
  if (page) for (const [theirs, ours] of PAGE_FIELDS) put(theirs, page.take(ours), page.pathOf(ours))
  if (source.peek('name') === 'cart_shared') put('method', props.take('share_via'), props.pathOf('share_via'))
  if (source.peek('name') === 'cart_shared') params.content_type = 'cart'
  for (const name of props.left()) putOwn(params, name, { value: props.take(name), from: props.pathOf(name), notes })
  return params
}

function putValue(
  params: PlainObject,
  props: Source,
  {
    known,
    products,
    notes,
  }: { readonly known: Ga4Event | undefined; readonly products: Plain | undefined; readonly notes: Notes },
): void {
  if (known?.value === 'lines') {
    const value = worth(products)
    if (value !== undefined) params.value = value
  } else if (known?.value === 'order') {
    const [total, tax, shipping] = ['total', 'tax', 'shipping'].map((name) => toNumber(props.peek(name)))
    const rest = total === undefined ? undefined : addExactly([total, -(tax ?? 0), -(shipping ?? 0)])!
    const subtotal = toNumber(props.peek('subtotal'))
    const value = known.ours === 'order_completed' ? (subtotal ?? rest) : rest
    if (value === undefined) return
    params.value = value
    props.take('subtotal')
    // The total is told by its parts; where they come to something else, it is lost.
    props.take('total')
    if (total !== undefined && value !== rest)
      notes.lose(props.pathOf('total'), total, { wanted: 'value, tax and shipping' })
    if (known.ours === 'order_completed' && subtotal === undefined)
      notes.assume(props.pathOf('subtotal'), undefined, 'the total without tax and shipping')
  } else if (known?.value !== undefined) {
    putParam(params, 'value', { value: props.take(known.value), from: props.pathOf(known.value), notes })
  }
}

interface Parameter {
  readonly value: Plain | undefined
  readonly from: string
  readonly notes: Notes
}

/** A property of the shop's own: under its name, or not at all. */
function putOwn(params: PlainObject, name: string, parameter: Parameter): void {
  const { value, from, notes } = parameter
  if (Object.hasOwn(params, name)) notes.lose(from, value, { wanted: 'a name that no other parameter has' })
  else if (!isOwnParameter(name)) notes.lose(from, value, { code: 'bad_format', wanted: WANTED_NAME })
  else putParam(params, name, parameter)
}

function putParam(params: PlainObject, name: string, { value, from, notes }: Parameter): void {
  if (value === undefined) return
  if (typeof value !== 'string' && typeof value !== 'number') {
    notes.lose(from, value, { code: 'bad_format', wanted: 'text or a number' })
  } else if (Object.keys(params).length >= MAX_PARAMETERS) {
    notes.lose(from, value, { code: 'too_many', wanted: `at most ${MAX_PARAMETERS} parameters` })
  } else params[name] = cut(value, { most: LONGER.get(name) ?? MAX_TEXT, from, notes })
}

/** Text as long as GA4 keeps it. */
function cut(
  value: string | number,
  { most = MAX_TEXT, from, notes }: { readonly most?: number; readonly from: string; readonly notes: Notes },
): string | number {
  if (typeof value !== 'string' || value.length <= most) return value
  notes.lose(from, value, { code: 'too_long', wanted: `at most ${most} characters` })
  return value.slice(0, most)
}
