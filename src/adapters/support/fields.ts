import type { ProductLine, Scalar } from '../../vocabulary/event-types'
import { expectedType } from '../../vocabulary/field-types'
import { MAX_FIELD_NAME_LENGTH, MAX_FIELDS, MAX_STRING_LENGTH } from '../../vocabulary/limits'
import { readTime } from '../../vocabulary/read-time'
import { toNumber } from './decimal'
import type { Notes } from './notes'
import { hasPersonalName, looksPersonal, withoutPersonal } from './personal'
import type { Plain } from './plain'
import type { Source } from './source'

/** Which field of another vocabulary is which of ours; where two are the same one of ours, the first that is there. */
export type FieldTable = readonly (readonly [theirs: string, ours: string])[]

/** Flat fields as they are made. */
export type Fields = Record<string, Scalar>

/** Where fields stand in an event, as `expectedType` writes paths: '' for properties. */
export type Place = '' | 'product.' | 'context.' | 'context.page.' | 'context.campaign.' | 'context.device.'

// What tells one thing from another is text here, whether it came as a number or not: the same product comes as a number
// by one way and as text by the next, and Shopify's numbers are beyond those of the vocabulary.
const IDENTIFIER = /(^|[_.])(id|sku|coupon|code)$/
const INSTANT = /^(promised|delivered)_at$/
const ADDRESS = /(^|[._])(url|uri|href|link|referrer|search|path)$/

/**
 * A value as our field of this name takes it; undefined where it cannot.
 *
 * @param path As rules write it: `total`, `product.price`, `context.page.url`.
 * @example
 * ```ts
 * fitValue('product.price', '19.90') // 19.9
 * fitValue('order_id', 1001)         // '1001'
 * fitValue('position', 'top')        // undefined
 * ```
 */
export function fitValue(path: string, value: Plain): Scalar | undefined {
  if (typeof value === 'object') return undefined
  if (typeof value === 'string' && value.length > MAX_STRING_LENGTH) return undefined
  if (INSTANT.test(path) && typeof value === 'string') {
    const reading = readTime(value)
    return 'time' in reading ? reading.time : undefined
  }
  const expected = expectedType(path)
  if (expected === 'number') return toNumber(value)
  if (expected === 'boolean') return typeof value === 'boolean' ? value : undefined
  if (expected === 'string' || IDENTIFIER.test(path)) return typeof value === 'boolean' ? undefined : String(value)
  return typeof value === 'number' ? toNumber(value) : value
}

/**
 * Takes the fields of a table out of a source into ours. What does not fit, and what is personal, is left out and reported.
 *
 * @example
 * ```ts
 * copyFields(item, [['item_id', 'product_id']], line, { place: 'product.', notes })
 * ```
 */
export function copyFields(
  source: Source,
  table: FieldTable,
  fields: Fields,
  { place, notes }: { readonly place: Place; readonly notes: Notes },
): void {
  for (const [theirs, ours] of table) {
    const value = source.peek(theirs)
    if (value === undefined || fields[ours] !== undefined) continue
    source.take(theirs)
    setField(fields, ours, { value, from: source.pathOf(theirs), place, notes })
  }
}

/**
 * Sets a field of ours, where it is given and fits.
 *
 * @example
 * ```ts
 * setField(props, 'total', { value: '19.90', from: 'order.total_price', place: '', notes })
 * ```
 */
export function setField(
  fields: Fields,
  name: string,
  to: { readonly value: Plain | undefined; readonly from: string; readonly place: Place; readonly notes: Notes },
): void {
  const { value, from, place, notes } = to
  if (value === undefined) return
  const path = place + name
  const fitted = fitValue(path, value)
  if (fitted === undefined) {
    notes.lose(from, value, { code: 'wrong_type', wanted: wantedOf(path) })
    return
  }
  const kept = typeof fitted === 'string' ? withoutPersonal(fitted, ADDRESS.test(path)) : fitted
  if (kept !== undefined) fields[name] = kept
  if (kept === fitted) return
  const isCut = typeof fitted === 'string' && typeof kept === 'string' && fitted.startsWith(kept)
  notes.lose(from, value, isCut ? { code: 'too_long', wanted: 'a shorter address' } : { code: 'personal' })
}

/**
 * Takes what a table does not know along under its own name, where it is a scalar and not personal: a shop's own
 * parameters are worth keeping.
 *
 * @param refuses Names that are no facts about a shopper, such as a library's own.
 * @example
 * ```ts
 * copyOwn(params, props, { place: '', notes, refuses: /^ga_/ })
 * ```
 */
export function copyOwn(
  source: Source,
  fields: Fields,
  { place, notes, refuses }: { readonly place: Place; readonly notes: Notes; readonly refuses?: RegExp },
): void {
  let room = MAX_FIELDS - Object.keys(fields).length
  for (const theirs of source.left()) {
    const name = snakeCase(theirs)
    const value = source.peek(theirs)
    if (value === undefined || typeof value === 'object' || refuses?.test(theirs) || hasPersonalName(theirs)) continue
    if (name.length === 0 || name.length > MAX_FIELD_NAME_LENGTH || fields[name] !== undefined || room-- <= 0) continue
    if (fitValue(place + name, value) === undefined) continue
    source.take(theirs)
    setField(fields, name, { value, from: source.pathOf(theirs), place, notes })
  }
}

/**
 * A name as ours are spelled; empty where it looks personal, as its other spelling would not any more.
 *
 * @example
 * ```ts
 * snakeCase('Course Clicked') // 'course_clicked'
 * snakeCase('shareVia')       // 'share_via'
 * ```
 */
export function snakeCase(name: string): string {
  if (looksPersonal(name)) return ''
  return name
    .slice(0, 256)
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z\d]+/g, '_')
    .replace(/^_|_$/g, '')
}

/**
 * Whether a product line says anything.
 *
 * @example
 * ```ts
 * isSomething({}) // false
 * ```
 */
export function isSomething(line: ProductLine): boolean {
  return Object.keys(line).length > 0
}

function wantedOf(path: string): string {
  const expected = expectedType(path)
  if (expected === 'number') return `a number that ${path} can be`
  return expected === undefined
    ? `a text, number or boolean of at most ${MAX_STRING_LENGTH} characters`
    : `a ${expected}`
}
