import type { Scalar } from '../../../src/language/ast'
import type { LoggedEvent, ProductLine } from './event'

/** What the vocabulary expects of the fields that tests use; a scalar of the other type is absent there. */
const EXPECTED: Readonly<Record<string, 'number' | 'string'>> = {
  total: 'number',
  rating: 'number',
  results: 'number',
  'product.price': 'number',
  'product.quantity': 'number',

  query: 'string',
  category: 'string',

  'product.category': 'string',
  'context.channel': 'string',
  'context.device.type': 'string',
}

/** One selected thing: an event, or with `each` one of its product lines. */
export interface Selected {
  readonly event: LoggedEvent
  readonly line?: ProductLine
}

/** A value by its path, or undefined where it is absent. */
export function readField({ event, line }: Selected, path: string): Scalar | undefined {
  if (path.startsWith('product.')) return line === undefined ? undefined : readLine(line, path)
  const steps = path.split('.')
  if (steps[0] === 'context') return present(dig(event.context, steps.slice(1)), EXPECTED[path])
  return present(dig(event.props, steps), EXPECTED[path])
}

function readLine(line: ProductLine, path: string): Scalar | undefined {
  if (path === 'product.amount') return amount(line)
  return present(dig(line, [path.slice('product.'.length)]), EXPECTED[path])
}

function amount(line: ProductLine): Scalar | undefined {
  const price = readLine(line, 'product.price')
  const quantity = readLine(line, 'product.quantity') ?? 1
  if (typeof price !== 'number' || typeof quantity !== 'number') return undefined
  return present(price * quantity, 'number')
}

/** Own properties only: no event has a field `constructor` that it was not given. */
function dig(from: unknown, names: readonly string[]): unknown {
  let value = from
  for (const name of names) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
    value = (value as Record<string, unknown>)[name]
  }
  return value
}

function present(value: unknown, expected: 'number' | 'string' | undefined): Scalar | undefined {
  if (expected !== undefined && typeof value !== expected) return undefined
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value !== 'number' || !Number.isFinite(value) || Math.abs(value) > 9e11) return undefined
  return Number(tenThousandths(value)) / 10_000
}

/** The integer as which a number enters; a BigInt has no negative zero and adds exactly. */
export function tenThousandths(value: number): bigint {
  const size = BigInt(Math.floor(Math.abs(value) * 10_000 + 0.5))
  return value < 0 ? -size : size
}
