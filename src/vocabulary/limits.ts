/**
 * How large an event may be, and how its names are spelled: read by the zod schemas and by the hand-written reader,
 * so that neither can drift from the other.
 *
 * @module
 */

/** The largest absolute value of a number: times ten thousand it is still an exact integer (LANGUAGE.md, 1). */
export const MAX_NUMBER = 9e11

/** The last instant of an ECMAScript `Date`, in milliseconds since the epoch. */
export const MAX_TIME_MS = 8.64e15

/** The longest string, in UTF-16 code units. */
export const MAX_STRING_LENGTH = 8192

/** The longest name of a property, a product field or a context field, in UTF-16 code units. */
export const MAX_FIELD_NAME_LENGTH = 128

/** The most fields of one flat object: the properties of an event, a product line, one object of the context. */
export const MAX_FIELDS = 200

/** The most product lines of one event. */
export const MAX_PRODUCT_LINES = 500

/** An event id: 1 to 128 printable ASCII characters, the space included. */
export const ID_PATTERN = /^[\x20-\x7e]{1,128}$/

/** An event name: `snake_case`, a lowercase letter first, at most 64 characters. */
export const NAME_PATTERN = /^[a-z][a-z0-9_]{0,63}$/

/** A currency as ISO 4217 shapes it: three capital letters. Whether the code is in use is not asked. */
export const CURRENCY_PATTERN = /^[A-Z]{3}$/

/** Field names that never pass: assigning them reaches for an object's prototype instead of its data. */
export const FORBIDDEN_FIELD_NAMES = ['__proto__', 'constructor', 'prototype'] as const

// 1990-01-01 and 2100-01-01, in seconds. Every shop's events lie between, so a "millisecond" count that only makes
// sense there when read as seconds or as microseconds was written in that unit.
const UNIT_FROM_S = 631_152_000
const UNIT_TO_S = 4_102_444_800

/**
 * The unit that a count since the epoch seems to be in, told from its size alone: what reads as a day between 1990
 * and 2100 in seconds (or microseconds) is taken for seconds (or microseconds), all else for milliseconds.
 *
 * @example
 * ```ts
 * likelyTimeUnit(1469923200)       // 'seconds'
 * likelyTimeUnit(1469923200000)    // 'milliseconds'
 * likelyTimeUnit(1469923200000000) // 'microseconds'
 * ```
 */
export function likelyTimeUnit(time: number): 'seconds' | 'milliseconds' | 'microseconds' {
  if (time >= UNIT_FROM_S && time < UNIT_TO_S) return 'seconds'
  if (time >= UNIT_FROM_S * 1e6 && time < UNIT_TO_S * 1e6) return 'microseconds'
  return 'milliseconds'
}

/**
 * Whether a value is an instant: a whole number of milliseconds since the epoch, 0 to {@link MAX_TIME_MS}, that does
 * not look like seconds or microseconds.
 *
 * @example
 * ```ts
 * isInstant(1469923200000) // true
 * isInstant(1469923200)    // false: seconds
 * isInstant(1.5)           // false
 * ```
 */
export function isInstant(value: unknown): value is number {
  return (
    typeof value === 'number' &&
    Number.isInteger(value) &&
    value >= 0 &&
    value <= MAX_TIME_MS &&
    likelyTimeUnit(value) === 'milliseconds'
  )
}

/**
 * Whether a field name is one of {@link FORBIDDEN_FIELD_NAMES}.
 *
 * @example
 * ```ts
 * isForbiddenFieldName('__proto__') // true
 * isForbiddenFieldName('total')     // false
 * ```
 */
export function isForbiddenFieldName(name: string): boolean {
  return (FORBIDDEN_FIELD_NAMES as readonly string[]).includes(name)
}
