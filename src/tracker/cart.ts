import type { ProductLine } from '../vocabulary/event-types'
import { MAX_NUMBER } from '../vocabulary/limits'
import { createWireReader, type WireProblem, type WireReader } from './wire-reader'

/** The lines of a cart, with what is in it and not with what was done. */
export type CartLines = readonly ProductLine[]

/** What {@link reconcileCart} gives. */
export interface CartStep {
  /** The cart from now on, a line for each product and variant: plain data, to be stored as JSON. */
  readonly cart: CartLines
  /** What was put in: each line has how many more there are. */
  readonly added: CartLines
  /** What was taken out: each line has how many fewer there are. */
  readonly removed: CartLines
  /** The worth of the cart; absent where a line has no price. */
  readonly cart_value: number | undefined
  readonly problems: readonly WireProblem[]
}

type Lines = Map<string, ProductLine & { quantity: number }>

/**
 * What was put into a cart and what was taken out, from what is in it: call it with the whole cart after every change, and
 * however often. Lines of the same `product_id` and `variant_id` (where absent `sku`) are one. The other fields of a line
 * are those said last.
 *
 * Never throws. A quantity is a number from 0, and 1 where absent; one that is not leaves the quantity as it was, and a
 * cart of which nothing can be read leaves the cart as it was. Both are reported.
 *
 * @param before The `cart` of the last step, as it was stored.
 * @param after The whole cart as the page has it.
 *
 * @example
 * const { cart } = reconcileCart([], [{ product_id: 'A', price: 5, quantity: 2 }]) // added: A, 2
 * reconcileCart(cart, [{ product_id: 'A', price: 5, quantity: 3 }]).added // [{ product_id: 'A', price: 5, quantity: 1 }]
 */
export function reconcileCart(before: unknown, after: unknown): CartStep {
  const reader = createWireReader()
  const was = linesOf(before ?? [], createWireReader())
  let is = linesOf(after, reader, was)
  if (reader.problems[0] && !is.size) is = was
  const added: ProductLine[] = []
  const removed: ProductLine[] = []
  let value = 0
  for (const [key, line] of new Map([...was, ...is])) {
    const quantity = is.get(key)?.quantity ?? 0
    const more = exact(quantity - (was.get(key)?.quantity ?? 0))
    if (more) (more > 0 ? added : removed).push({ ...line, quantity: Math.abs(more) })
    // NaN once a price is not known.
    if (quantity) value += Number(line.price) * quantity
  }
  const cart_value = value >= 0 ? exact(value) : undefined
  return { cart: [...is.values()], added, removed, cart_value, problems: reader.problems }
}

function linesOf(source: unknown, { refuse, readLines }: WireReader, before?: Lines): Lines {
  const lines: Lines = new Map()
  const read = readLines(source, (name, value, path) => {
    if (name !== 'quantity') return undefined
    if (typeof value === 'number' && value >= 0 && value <= MAX_NUMBER) return value
    refuse(path, value, 'a number from 0')
    // Not to be taken for absent.
    return Number.NaN
  })
  for (const line of read) {
    const { product_id, variant_id = line.sku, quantity = 1 } = line
    const key = JSON.stringify([product_id, variant_id].map(String))
    const known = quantity >= 0 ? quantity : (before?.get(key)?.quantity ?? 0)
    if ((product_id ?? variant_id) === undefined) refuse('products', 'a line of nothing', 'a product_id or sku')
    else lines.set(key, { ...line, quantity: exact((lines.get(key)?.quantity ?? 0) + known) })
  }
  for (const [key, { quantity }] of lines) if (!quantity) lines.delete(key)
  return lines
}

/** To four decimals, as all amounts are exact to (LANGUAGE.md, 1). */
function exact(value: number): number {
  return Math.round(value * 1e4) / 1e4
}
