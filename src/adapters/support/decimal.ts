import { MAX_NUMBER } from '../../vocabulary/limits'
import { toTenThousandths } from '../../vocabulary/money'
import type { Plain } from './plain'

const DECIMAL = /^[+-]?\d{1,15}(\.\d{1,15})?$/

/**
 * A number, or text that is a decimal number as computers write it. Text with a sign of a currency, with separators of
 * thousands or with a decimal comma is none: `1,234` is 1.234 in one country and 1234 in another.
 *
 * @example
 * ```ts
 * toNumber('19.90')  // 19.9
 * toNumber('1,234')  // undefined
 * ```
 */
export function toNumber(value: Plain | undefined): number | undefined {
  const number = typeof value === 'string' && DECIMAL.test(value.trim()) ? Number(value) : value
  return typeof number === 'number' && Math.abs(number) <= MAX_NUMBER ? number : undefined
}

/**
 * The sum of amounts, exact to four decimals as rules count (LANGUAGE.md, 1): 0.1 and 0.2 are 0.3. What is absent adds
 * nothing; undefined where all are.
 *
 * @example
 * ```ts
 * addExactly([0.1, 0.2, undefined]) // 0.3
 * ```
 */
export function addExactly(amounts: readonly (number | undefined)[]): number | undefined {
  const present = amounts.filter((amount) => amount !== undefined)
  if (present.length === 0) return undefined
  return present.reduce((sum, amount) => sum + toTenThousandths(amount), 0) / 10_000
}

/**
 * An amount times a quantity, exact to four decimals.
 *
 * @example
 * ```ts
 * timesExactly(0.1, 3) // 0.3
 * ```
 */
export function timesExactly(amount: number, quantity: number): number {
  return toTenThousandths((toTenThousandths(amount) * quantity) / 10_000) / 10_000
}

/**
 * What one unit costs of a line of several, to four decimals; undefined where the quantity is not above zero.
 *
 * @example
 * ```ts
 * unitPrice(10, 3) // { price: 3.3333, is_exact: false }
 * ```
 */
export function unitPrice(amount: number, quantity: number): { price: number; is_exact: boolean } | undefined {
  if (!(quantity > 0)) return undefined
  const whole = toTenThousandths(amount)
  const price = Math.sign(whole) * Math.floor(Math.abs(whole) / quantity + 0.5)
  return { price: price / 10_000, is_exact: price * quantity === whole }
}
