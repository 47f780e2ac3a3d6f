import type { Scalar } from '../language/ast'
import { parsePath } from '../language/path'
import type { ProductLine, ShopEvent } from '../vocabulary/event-types'
import { expectedType } from '../vocabulary/field-types'
import { tenThousandths } from './exact'

/** A field's value as the engine keeps it: a number as its ten-thousandths. */
export type Stored = Scalar

/** Reads a field of an event, or of one of its product lines; undefined where it is absent. */
export type Reader = (event: ShopEvent, line?: ProductLine) => Stored | undefined

/** The value a rule sees. */
export function seen<T extends Stored | undefined>(stored: T): Scalar | (undefined extends T ? undefined : never) {
  return typeof stored === 'number' ? stored / 10_000 : (stored as never)
}

/** The reader of a checked field path. Values of a type that the vocabulary, or the metric, does not expect are absent. */
export function reader(path: string, numbers?: boolean): Reader {
  if (path === 'product.amount') return (_, line) => amount(line)
  const { of, keys } = parsePath(path)!
  const type = numbers ? 'number' : expectedType(path)
  return (event, line) => {
    let value: unknown = of === 'product' ? line : event[of]
    for (const key of keys)
      value = typeof value === 'object' && value && Object.hasOwn(value, key) ? value[key as never] : undefined
    const actual = typeof value
    if (type && actual !== type) return undefined
    if (actual === 'number') return tenThousandths(value as number)
    return actual === 'string' || actual === 'boolean' ? (value as Scalar) : undefined
  }
}

const price = reader('product.price', true)
const quantity = reader('product.quantity', true)

/** price × quantity; quantity 1 where it is absent. */
function amount(line: ProductLine | undefined): number | undefined {
  const [one, many = 10_000] = [price, quantity].map((read) => read(undefined as never, line) as number | undefined)
  return one === undefined ? one : tenThousandths((one / 10_000) * (many / 10_000))
}
