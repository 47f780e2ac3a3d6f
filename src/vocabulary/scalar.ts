/**
 * The kinds of value that a field may have. Every field of the vocabulary is one of these, and every field is
 * optional: a shop sends what it knows. Imports zod at run time: the core takes types from here, nothing else.
 *
 * @module
 */
import { z } from 'zod'
import {
  isForbiddenFieldName,
  isInstant,
  MAX_FIELD_NAME_LENGTH,
  MAX_FIELDS,
  MAX_NUMBER,
  MAX_STRING_LENGTH,
  MAX_TIME_MS,
} from './limits'

const textValue = z.string().max(MAX_STRING_LENGTH).meta({ id: 'Text' })
const numberValue = z.number().min(-MAX_NUMBER).max(MAX_NUMBER).meta({ id: 'Number' })

/** Any string, finite number within the limits, or boolean: what a field that the vocabulary does not name may hold. */
export const scalar = z.union([textValue, numberValue, z.boolean()]).meta({ id: 'Scalar' })

/**
 * A string, a finite number or a boolean.
 *
 * @example
 * ```ts
 * const inWords = (value: Scalar) => (typeof value === 'number' ? value.toFixed(2) : String(value))
 * inWords(39.9) // => '39.90'
 * ```
 */
export type Scalar = z.infer<typeof scalar>

/** A required instant: whole milliseconds since the epoch. */
export const instantValue = z
  .int()
  .min(0)
  .max(MAX_TIME_MS)
  .refine(isInstant, { error: 'looks like seconds or microseconds, wanted milliseconds since the epoch' })
  .meta({ id: 'Instant' })

/** A string of at most 8192 characters. */
export const text = textValue.exactOptional()

/** A finite number, at most 9e11 from zero. */
export const number = numberValue.exactOptional()

/** True or false. */
export const flag = z.boolean().exactOptional()

/** What tells one thing from another: a string by the specification, though many shops log numbers. */
export const identifier = z.union([textValue, numberValue]).meta({ id: 'Identifier' }).exactOptional()

/** Milliseconds since the epoch; may exceed the limit of other numbers. */
export const instant = instantValue.exactOptional()

/**
 * A string for which the vocabulary lists the usual values. The list completes in an editor and documents; it does
 * not restrict, because a shop's own value is worth more than none.
 *
 * @example
 * ```ts
 * const sales_channel = oneOf(['online', 'store'])
 * sales_channel.safeParse('kiosk').success // true
 * ```
 */
export function oneOf<const Value extends string>(values: readonly [Value, ...Value[]]) {
  const schema = z.union([z.enum(values), textValue]).exactOptional()
  // `(string & {})` keeps TypeScript from folding the listed values into `string`, which would end the completion.
  return schema as unknown as z.ZodExactOptional<z.ZodType<Value | (string & {})>>
}

/**
 * A flat object: the named fields and any others, all scalars, at most 200 in number.
 *
 * @example
 * ```ts
 * flatObject({ price: number }).safeParse({ price: 9.5, colour: 'red' }).success // true
 * flatObject({ price: number }).safeParse({ price: '9.5' }).success              // false
 * ```
 */
export function flatObject<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.object(shape).catchall(scalar).refine(hasFewShortNames, { error: fewShortNames })
}

/** The error of {@link hasFewShortNames}. */
export const fewShortNames = `wanted at most ${MAX_FIELDS} fields with names of at most ${MAX_FIELD_NAME_LENGTH} characters`

/**
 * Whether an object keeps to the limits on the number, the length and the choice of its field names.
 *
 * @example
 * ```ts
 * hasFewShortNames({ total: 12 })         // true
 * hasFewShortNames({ constructor: 'x' })  // false
 * ```
 */
export function hasFewShortNames(fields: object): boolean {
  const names = Object.keys(fields)
  return (
    names.length <= MAX_FIELDS &&
    names.every((name) => name.length <= MAX_FIELD_NAME_LENGTH && !isForbiddenFieldName(name))
  )
}
