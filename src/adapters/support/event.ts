import type { Context, ProductLine, ShopEvent } from '../../vocabulary/event-types'
import { ID_PATTERN, MAX_PRODUCT_LINES, MAX_STRING_LENGTH } from '../../vocabulary/limits'
import { fieldPath } from '../../vocabulary/problem'
import { readTime } from '../../vocabulary/read-time'
import { copyFields, copyOwn, type Fields, type FieldTable, isSomething, type Place } from './fields'
import { fingerprint } from './fingerprint'
import type { Losses, Notes } from './notes'
import { hasEmail } from './personal'
import type { Plain } from './plain'
import type { Source } from './source'

/** Events of another system as Aisle's: each one is a normal event that `readEvent` takes as it is. */
export interface Reading extends Losses {
  readonly events: ShopEvent[]
}

/** How an adapter reads. */
export interface ReadOptions {
  /**
   * The currency of amounts that name none, as ISO 4217 code.
   * @default none: such amounts have no currency
   */
  readonly currency?: string | undefined
  /**
   * Whose event it is, where only an e-mail address says so: gives something that stands for the address, such as a keyed
   * hash of it. The address itself never gets into an event.
   * @default none: such an event is left out or, of an order, is a shopper's of its own
   */
  readonly pseudonym?: ((email: string) => string | undefined) | undefined
  /**
   * Who ordered, as user id, where what is told names its order alone, such as a refund or a delivery.
   * @default none: such an event is left out
   */
  readonly customer_of?: ((order_id: string) => string | undefined) | undefined
}

/** What an event is about, before it is known whose it is. */
export interface EventContent {
  name: string
  props: ShopEvent['props']
  products: ProductLine[]
  context: Context
}

/** Everything of an event but what it is about. */
export interface Stamp {
  readonly id: string
  readonly time: number
  readonly visitor_id?: string | undefined
  readonly user_id?: string | undefined
  readonly session_id?: string | undefined
}

/**
 * An event of its parts; undefined and reported where nobody's.
 *
 * @example
 * ```ts
 * createEvent({ id: 'e-1', time: 1469923200000, user_id: 'u-1' }, content, { path: 'order', notes })?.shopper_id // 'u-1'
 * ```
 */
export function createEvent(
  { id, time, visitor_id, user_id, session_id = '' }: Stamp,
  { name, props, products, context }: EventContent,
  { path, notes }: { readonly path: string; readonly notes: Notes },
): ShopEvent | undefined {
  const shopper_id = user_id ?? visitor_id
  if (shopper_id === undefined) {
    notes.lose(path, name, { code: 'missing', wanted: 'someone whose event it is' })
    return undefined
  }
  const who = { ...(visitor_id !== undefined && { visitor_id }), ...(user_id !== undefined && { user_id }) }
  return { id: eventId(id), name, time, ...who, shopper_id, session_id, props, products, context }
}

/**
 * An id as events take it: the same one where it is 1 to 128 printable ASCII characters, else a fingerprint of it.
 *
 * @example
 * ```ts
 * eventId('order_completed:A-1') // 'order_completed:A-1'
 * ```
 */
export function eventId(id: string): string {
  return ID_PATTERN.test(id) ? id : `${id.replace(/[^\x21-\x7e]/g, '').slice(0, 64)}#${fingerprint(id)}`
}

/**
 * The id of an event that befalls an order: the same by every way that it is told of, so that the order counts once.
 *
 * @param which Tells several of the same kind apart, such as the id of a refund.
 * @example
 * ```ts
 * orderEventId('order_completed', '1001')           // 'order_completed:1001'
 * orderEventId('order_refunded', '1001', '509562969') // 'order_refunded:1001:509562969'
 * ```
 */
export function orderEventId(name: string, order_id: string, which?: string): string {
  return [name, order_id, ...(which === undefined ? [] : [which])].join(':')
}

/**
 * The id of a person or device: a text that is no e-mail address, or what stands for one; undefined where there is none.
 *
 * @example
 * ```ts
 * takeParty(call, 'userId', { notes }) // 'u-42'
 * ```
 */
export function takeParty(
  source: Source,
  name: string,
  { notes, pseudonym }: { readonly notes: Notes } & Pick<ReadOptions, 'pseudonym'>,
): string | undefined {
  const value = source.peek(name)
  const id = typeof value === 'number' ? String(value) : value
  if (typeof id !== 'string') return undefined
  source.take(name)
  const kept = hasEmail(id) ? pseudonym?.(id.trim().toLowerCase()) : id
  if (typeof kept === 'string' && kept !== '' && kept.length <= MAX_STRING_LENGTH && !hasEmail(kept)) {
    if (kept !== id) notes.lose(source.pathOf(name), id)
    return kept
  }
  notes.lose(source.pathOf(name), id, { code: 'too_long', wanted: `1 to ${MAX_STRING_LENGTH} characters` })
  return undefined
}

/**
 * Whose something is that names its order alone: as `customer_of` says, else that of an order by nobody known; undefined and
 * reported where it cannot be asked.
 *
 * @example
 * ```ts
 * whoseOrder('1001', { path: 'refund', notes, customer_of: (id) => customers.get(id) }) // { user_id: 'u-42' }
 * ```
 */
export function whoseOrder(
  order_id: string,
  { path, notes, customer_of }: { readonly path: string; readonly notes: Notes } & Pick<ReadOptions, 'customer_of'>,
): Pick<Stamp, 'user_id' | 'visitor_id'> {
  const user_id = customer_of?.(order_id)
  if (typeof user_id === 'string' && user_id !== '' && !hasEmail(user_id)) return { user_id }
  if (!customer_of) return {}
  notes.assume(path, order_id, 'a shopper of its own')
  return { visitor_id: `order:${order_id}` }
}

/**
 * An instant of a field; undefined and reported where there is none.
 *
 * @example
 * ```ts
 * takeTime(order, 'created_at', notes) // 1730861689000
 * ```
 */
export function takeTime(source: Source, name: string, notes: Notes): number | undefined {
  const value = source.peek(name)
  if (value === undefined) return undefined
  source.take(name)
  const reading = readTime(value)
  if ('code' in reading) {
    notes.lose(source.pathOf(name), value, reading)
    return undefined
  }
  if (reading.assumed_utc) notes.assume(source.pathOf(name), value, 'UTC, no zone being named')
  return reading.time
}

/** How the lines of a source are read. */
export interface LineRules {
  readonly table: FieldTable
  readonly notes: Notes
  /** Whether fields that the table does not know come along under their own names. */
  readonly own?: boolean
  /** Reads what a table cannot say, such as a list price. */
  readonly also?: (item: Source, line: Fields) => void
}

/**
 * The product lines of a list; those beyond the vocabulary's limit are reported.
 *
 * @example
 * ```ts
 * readLines(params.openAll('items'), { table: ITEM_FIELDS, notes })
 * ```
 */
export function readLines(items: readonly Source[], { table, notes, own = false, also }: LineRules): ProductLine[] {
  const place: Place = 'product.'
  const tooMany = items[MAX_PRODUCT_LINES]
  if (tooMany) {
    const wanted = `at most ${MAX_PRODUCT_LINES} lines`
    notes.lose(tooMany.path, items.length - MAX_PRODUCT_LINES, { code: 'too_many', wanted })
  }
  const lines = items.slice(0, MAX_PRODUCT_LINES).map((item) => {
    const line: Fields = {}
    copyFields(item, table, line, { place, notes })
    also?.(item, line)
    if (own) copyOwn(item, line, { place, notes })
    return line as ProductLine
  })
  return lines.filter(isSomething)
}

/**
 * Sets the currency of amounts that name none to the one that is assumed.
 *
 * @example
 * ```ts
 * assumeCurrency(content, { path: 'items', notes, currency: 'EUR' })
 * ```
 */
export function assumeCurrency(
  { props, products }: Pick<EventContent, 'props' | 'products'>,
  { path, notes, currency }: { readonly path: string; readonly notes: Notes; readonly currency: string | undefined },
): void {
  const hasMoney = products.some(({ price, list_price }) => (price ?? list_price) !== undefined)
  if (currency === undefined || props.currency !== undefined || !hasMoney) return
  props.currency = currency
  notes.assume(fieldPath(path, 'currency'), undefined, currency)
}

/**
 * Joins the readings of many things; an event whose id was there before is left out and reported, so that an order counts
 * once.
 *
 * @example
 * ```ts
 * joinReadings([readOne(first), readOne(second)])
 * ```
 */
export function joinReadings(readings: Iterable<Reading>): Reading {
  const events = new Map<string, ShopEvent>()
  const lost: Reading['lost'][number][] = []
  const assumed: Reading['assumed'][number][] = []
  for (const reading of readings) {
    for (const event of reading.events) {
      if (events.has(event.id)) lost.push(toldAgain(event))
      else events.set(event.id, event)
    }
    lost.push(...reading.lost)
    assumed.push(...reading.assumed)
  }
  return { events: [...events.values()], lost, assumed }
}

function toldAgain({ id, name }: ShopEvent): Reading['lost'][number] {
  return { code: 'lost', path: '', found: `${name} "${id.slice(0, 40)}" once more`, wanted: 'each event once' }
}

/** A list of things, or one of them. */
export function asList(value: Plain | undefined): readonly Plain[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value]
}
