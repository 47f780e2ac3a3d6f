/**
 * The zod schemas boiled down to what a reader of millions of events can afford to look up: field -> the types it may
 * have, as bits. Derived once, when the module loads; the schemas stay the one definition.
 *
 * @module
 */
import { z } from 'zod'
import { contextSchema } from './context'
import { shopEventSchema } from './envelope'
import { namedProps } from './events'
import { FORBIDDEN_FIELD_NAMES } from './limits'
import { productLineSchema } from './product-line'
import { instantValue } from './scalar'

/** The types that a field may have: bits, to be combined. */
export const Kind = {
  /** No value passes: the field's name itself is refused. */
  FORBIDDEN: 0,
  STRING: 1,
  NUMBER: 2,
  BOOLEAN: 4,
  /** Milliseconds since the epoch; read from ISO 8601 too. */
  INSTANT: 8,
  /** One more level of fields. */
  FIELDS: 16,
} as const

/** What a field may hold where the vocabulary does not name it. */
export const ANY_SCALAR = Kind.STRING | Kind.NUMBER | Kind.BOOLEAN

/** The fields of one flat object: what each may hold, and what any other may. */
export interface FieldKinds {
  readonly named: ReadonlyMap<string, number>
  readonly other: number
  /** The fields within fields that hold fields, where the vocabulary names them. */
  readonly nested: ReadonlyMap<string, FieldKinds>
}

/** A flat object without named fields. */
export const unnamedKinds: FieldKinds = deriveFieldKinds({}, ANY_SCALAR)

/** The properties of any event. */
export const propKinds: FieldKinds = deriveFieldKinds(namedProps, ANY_SCALAR)

/** A product line. */
export const productLineKinds: FieldKinds = deriveFieldKinds(productLineSchema.shape, ANY_SCALAR)

/** The context, and within it the page, the campaign, the device, ... */
export const contextKinds: FieldKinds = deriveFieldKinds(contextSchema.shape, ANY_SCALAR | Kind.FIELDS)

/** What recorded an event. */
export const libraryKinds: FieldKinds = deriveFieldKinds(shopEventSchema.shape.library.unwrap().shape, ANY_SCALAR)

function deriveFieldKinds(shape: z.core.$ZodLooseShape, other: number): FieldKinds {
  const named = new Map<string, number>(FORBIDDEN_FIELD_NAMES.map((name) => [name, Kind.FORBIDDEN]))
  const nested = new Map<string, FieldKinds>()
  for (const [name, field] of Object.entries(shape)) {
    const schema = field instanceof z.ZodExactOptional ? field.unwrap() : field
    named.set(name, kindOf(schema))
    if (schema instanceof z.ZodObject) nested.set(name, deriveFieldKinds(schema.shape, ANY_SCALAR))
  }
  return { named, other, nested }
}

/**
 * The types that a schema accepts, as bits of {@link Kind}.
 *
 * @throws TypeError where the schema is of a sort that fields do not have.
 * @example
 * ```ts
 * kindOf(z.union([z.string(), z.number()])) // Kind.STRING | Kind.NUMBER
 * ```
 */
export function kindOf(schema: unknown): number {
  if (schema === instantValue) return Kind.INSTANT
  if (schema instanceof z.ZodString || schema instanceof z.ZodEnum) return Kind.STRING
  if (schema instanceof z.ZodNumber) return Kind.NUMBER
  if (schema instanceof z.ZodBoolean) return Kind.BOOLEAN
  if (schema instanceof z.ZodObject) return Kind.FIELDS
  if (schema instanceof z.ZodUnion) return schema.options.reduce((kinds: number, option) => kinds | kindOf(option), 0)
  throw new TypeError('Cannot derive the kind of a field: found a schema that is no scalar and no flat object')
}
