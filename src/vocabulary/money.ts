/**
 * Money in events. The fields that are money: of an event `total`, `subtotal`, `shipping`, `tax`, `discount`, `value`
 * and `cart_value`; of a product line `price` and `list_price`, for one unit. Each is a decimal number in the event's
 * `currency`, or in the line's own where a line names one.
 *
 * @module
 */
import type { ProductLine, ShopEvent } from './event-types'
import { CURRENCY_PATTERN } from './limits'
import { type Problem, renderValue } from './problem'

/** The properties of an event that are money. */
export const MONEY_PROPS = ['total', 'subtotal', 'shipping', 'tax', 'discount', 'value', 'cart_value'] as const

/** The fields of a product line that are money. */
export const MONEY_LINE_FIELDS = ['price', 'list_price'] as const

// Rules count in ten-thousandths (LANGUAGE.md, 1); so do the checks, or 0.1 + 0.2 would differ from 0.3.
const TEN_THOUSANDTHS = 10_000
const HALF_A_CENT = 50

/**
 * Checks the money of one event, and says what does not fit; nothing is changed and nothing is thrown.
 *
 * - The lines, `price` times `quantity`, add up to the `subtotal` within half a cent a line; asked where there is a
 *   subtotal and every line has a price.
 * - A line's `price` is at most its `list_price`.
 * - All lines are in the event's currency.
 * - A currency is three capital letters, as ISO 4217 shapes it.
 *
 * @example
 * ```ts
 * checkMoney(event) // [{ code: 'price_above_list_price', path: 'products[0].price', found: '12 (number)', ... }]
 * ```
 */
export function checkMoney(event: Pick<ShopEvent, 'props' | 'products'>): Problem[] {
  return [...checkCurrencies(event), ...checkPrices(event.products), ...checkSubtotal(event)]
}

/**
 * A number in ten-thousandths, rounded half away from zero: the whole number that rules count with.
 *
 * @example
 * ```ts
 * toTenThousandths(19.99) // 199900
 * ```
 */
export function toTenThousandths(value: number): number {
  return Math.sign(value) * Math.floor(Math.abs(value) * TEN_THOUSANDTHS + 0.5)
}

function checkCurrencies({ props, products }: Pick<ShopEvent, 'props' | 'products'>): Problem[] {
  const problems: Problem[] = []
  let first = props.currency
  if (first !== undefined) problems.push(...checkCurrency(first, 'props.currency'))
  products.forEach((line, index) => {
    if (line.currency === undefined) return
    const path = `products[${index}].currency`
    problems.push(...checkCurrency(line.currency, path))
    first ??= line.currency
    if (line.currency === first) return
    const wanted = `one currency an order, ${renderValue(first)}`
    problems.push({ code: 'several_currencies', path, found: renderValue(line.currency), wanted })
  })
  return problems
}

function checkCurrency(currency: unknown, path: string): Problem[] {
  if (typeof currency === 'string' && CURRENCY_PATTERN.test(currency)) return []
  return [{ code: 'bad_currency', path, found: renderValue(currency), wanted: 'an ISO 4217 code such as "EUR"' }]
}

function checkPrices(products: readonly ProductLine[]): Problem[] {
  return products.flatMap(({ price, list_price }, index): Problem[] => {
    if (price === undefined || list_price === undefined) return []
    if (toTenThousandths(price) <= toTenThousandths(list_price)) return []
    const path = `products[${index}].price`
    const wanted = `at most the list price, ${list_price}`
    return [{ code: 'price_above_list_price', path, found: renderValue(price), wanted }]
  })
}

function checkSubtotal({ props, products }: Pick<ShopEvent, 'props' | 'products'>): Problem[] {
  const { subtotal } = props
  if (typeof subtotal !== 'number' || products.length === 0) return []
  let sum = 0
  for (const { price, quantity } of products) {
    if (price === undefined) return []
    sum += toTenThousandths(price * (quantity ?? 1))
  }
  if (Math.abs(sum - toTenThousandths(subtotal)) <= HALF_A_CENT * products.length) return []
  const wanted = `the sum of the lines, ${sum / TEN_THOUSANDTHS}`
  return [{ code: 'lines_differ_from_subtotal', path: 'props.subtotal', found: renderValue(subtotal), wanted }]
}
