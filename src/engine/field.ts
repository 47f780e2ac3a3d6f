import type { Scalar } from '../language/ast'
import { parsePath } from '../language/path'
import type { ProductLine, ShopEvent } from '../vocabulary/event-types'
import { expectedType } from '../vocabulary/field-types'
import { tenThousandths } from './exact'

/** A field's value as the engine keeps it: a number as its ten-thousandths. */
export type Stored = number | string | boolean

/** Reads a field of an event, or of one of its product lines; undefined where it is absent. */
export type Reader = (event: ShopEvent, line: ProductLine | undefined) => Stored | undefined

/** The value a rule sees. */
export function seen(stored: Stored): Scalar {
  return typeof stored === 'number' ? stored / 10_000 : stored
}

/** The reader of a field path that has been checked. Values of a type the vocabulary does not expect are absent. */
export function reader(path: string): Reader {
  const { of, keys } = parsePath(path)!
  const [key, inner] = keys as [string, string?]
  if (path === 'product.amount') return (_, line) => line && amount(line)
  const type = expectedType(path)
  if (of === 'product') return (_, line) => stored(line, key, type)
  if (!inner) return (event) => stored(event[of], key, type)
  return (event) => stored(own(event[of], key), inner, type)
}

function own(object: unknown, key: string): unknown {
  return typeof object === 'object' && object !== null && Object.hasOwn(object, key)
    ? (object as Record<string, unknown>)[key]
    : undefined
}

function stored(object: unknown, key: string, type: string | undefined): Stored | undefined {
  const value = own(object, key)
  const actual = typeof value
  if (type && actual !== type) return undefined
  if (actual === 'number') return tenThousandths(value as number)
  return actual === 'string' || actual === 'boolean' ? (value as string | boolean) : undefined
}

/** price × quantity; quantity 1 where it is absent. */
function amount(line: ProductLine): number | undefined {
  const price = stored(line, 'price', 'number') as number | undefined
  const quantity = (stored(line, 'quantity', 'number') ?? 10_000) as number
  return price === undefined ? undefined : tenThousandths((price / 10_000) * (quantity / 10_000))
}
