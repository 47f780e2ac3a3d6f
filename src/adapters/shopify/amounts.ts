import { addExactly, timesExactly, toNumber, unitPrice } from '../support/decimal'
import type { Fields } from '../support/fields'
import type { Notes } from '../support/notes'
import type { Plain } from '../support/plain'
import type { Source } from '../support/source'

/**
 * The amount of `{ amount, currencyCode }`.
 *
 * @example
 * ```ts
 * takeAmount(checkout, 'totalPrice') // 27.5
 * ```
 */
export function takeAmount(source: Source | undefined, name: string): Plain | undefined {
  const money = source?.open(name)
  money?.take('currencyCode')
  return money?.take('amount')
}

/** What a line says of its price. */
export interface LinePrice {
  /** Asked for one unit, before the discounts of the line and its share of the order's. */
  readonly asked: number | undefined
  /** Taken off the whole line. */
  readonly off: number | undefined
  /** Paid for the whole line, where that is said. */
  readonly paid?: number | undefined
  readonly quantity: number
  readonly from: string
  readonly notes: Notes
}

/**
 * Sets the price of a unit: what was asked less the line's discounts, to four decimals. What was asked is the list price
 * where something is off it; where nothing is, whether it was marked down is not said.
 *
 * @example
 * ```ts
 * setPrice(line, { asked: 10, off: 3, quantity: 2, from: 'line', notes }) // { price: 8.5, list_price: 10 }
 * ```
 */
export function setPrice(line: Fields, { asked, off = 0, paid, quantity, from, notes }: LinePrice): void {
  const whole = paid ?? (asked === undefined ? undefined : addExactly([timesExactly(asked, quantity), -off]))
  const unit = whole === undefined ? undefined : unitPrice(whole, quantity)
  if (!unit) {
    if (asked !== undefined) line.price = asked
    return
  }
  line.price = unit.price
  if (!unit.is_exact) notes.assume(from, whole, `${unit.price} for one of ${quantity}`)
  if (asked !== undefined && asked > unit.price) line.list_price = asked
}

/**
 * The sum of the amounts of a list, such as discounts; undefined where it is empty.
 *
 * @example
 * ```ts
 * sumOf(order.openAll('shipping_lines'), (line) => line.take('price')) // 4.9
 * ```
 */
export function sumOf(sources: readonly Source[], take: (source: Source) => Plain | undefined): number | undefined {
  return addExactly(sources.map((source) => toNumber(take(source))))
}

/**
 * The digits at the end of a global id, which other ways of telling have alone.
 *
 * @example
 * ```ts
 * bareId('gid://shopify/OrderIdentity/5778367414385') // '5778367414385'
 * ```
 */
export function bareId(id: Plain | undefined): string | undefined {
  if (id === undefined || typeof id === 'object' || typeof id === 'boolean') return undefined
  return String(id).replace(/^gid:\/\/.*\//, '') || undefined
}
