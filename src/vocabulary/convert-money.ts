import type { ShopEvent } from './event-types'
import { CURRENCY_PATTERN, MAX_NUMBER } from './limits'
import { MONEY_LINE_FIELDS, MONEY_PROPS, toTenThousandths } from './money'
import { type Problem, renderValue } from './problem'
import { readTime } from './read-time'
import type { Scalar } from './scalar'

/**
 * What one unit of a currency is worth in the shop's, from a day on.
 *
 * @example
 * ```ts
 * // The franc was let go in the middle of a day, so that the second rate begins at an instant.
 * const francs: DatedRate[] = [{ from: '2011-09-06', rate: 0.83 }, { from: '2015-01-15T09:30:00Z', rate: 0.97 }]
 * convertMoney(event, { to: 'EUR', rates: { CHF: francs } })
 * ```
 */
export interface DatedRate {
  /** The day, at midnight UTC, or the instant, in ISO 8601: `2024-01-01`. */
  readonly from: string
  /** Units of the shop's currency for one of this currency; above zero. */
  readonly rate: number
}

/**
 * The dated rates of each currency, by ISO 4217 code; the order of the dates does not matter.
 *
 * @example
 * ```ts
 * const rates: RatesTable = {
 *   USD: [{ from: '2024-01-01', rate: 0.92 }, { from: '2025-01-01', rate: 0.97 }],
 *   GBP: [{ from: '2024-01-01', rate: 1.15 }],
 * }
 * convertMoney(event, { to: 'EUR', rates })
 * ```
 */
export type RatesTable = { readonly [currency: string]: readonly DatedRate[] }

/**
 * Into which currency {@link convertMoney} converts, and how.
 *
 * @example
 * ```ts
 * // One object for the whole log: its rates are checked and sorted but once.
 * const options: ConvertMoneyOptions = { to: 'EUR', rates: { USD: [{ from: '2024-01-01', rate: 0.92 }] } }
 * const inEuros = events.map((each) => convertMoney(each, options).event)
 * ```
 */
export interface ConvertMoneyOptions {
  /** ISO 4217 code of the shop's currency. */
  readonly to: string
  /** The rates of the other currencies. */
  readonly rates: RatesTable
}

/**
 * What {@link convertMoney} gives.
 *
 * @example
 * ```ts
 * const order = { ...event, name: 'order_completed', products: [], props: { total: 15_000, currency: 'JPY' } }
 * const converted: ConvertedEvent = convertMoney(order, { to: 'EUR', rates: {} })
 * converted.event.props // => { currency: 'JPY' }
 * converted.problems[0]?.code // => 'no_rate'
 * ```
 */
export interface ConvertedEvent {
  /** The event with all its money in the shop's currency; the very event that was given where nothing changes. */
  readonly event: ShopEvent
  /** One for each currency without a rate, or amount too large, whose amounts are absent now. */
  readonly problems: Problem[]
}

interface Rate {
  readonly from_ms: number
  readonly rate: number
}

type Fields = Record<string, Scalar>

// A rates table is given with every event, and is checked and sorted, newest rate first, but once.
const sortedRates = new WeakMap<RatesTable, ReadonlyMap<string, readonly Rate[]>>()

/**
 * Converts all money of an event (the fields that `money.ts` lists) to the shop's currency, at the newest rate that is
 * not later than the event, to four decimals. An event without a currency is taken to be in the shop's. Amounts in a
 * currency without a rate for the day become absent, which is reported; their `currency` stays, to tell why.
 *
 * @throws Error where `to` is no currency code or a rate has no readable date or is not above zero.
 * @example
 * ```ts
 * const rates = { USD: [{ from: '2024-01-01', rate: 0.92 }] }
 * convertMoney(event, { to: 'EUR', rates }).event.props // { total: 92, currency: 'EUR' } from 100 USD
 * ```
 */
export function convertMoney(event: ShopEvent, { to, rates }: ConvertMoneyOptions): ConvertedEvent {
  if (!CURRENCY_PATTERN.test(to)) throw badOption('to', to, 'an ISO 4217 code such as "EUR"')
  const problems: Problem[] = []
  const context = { to, rates: sortRates(rates), time: event.time, problems }
  const own = event.props.currency ?? to
  const props = convertFields(event.props, own, MONEY_PROPS, 'props', context)
  const products = event.products.map((line, index) =>
    convertFields(line, line.currency ?? own, MONEY_LINE_FIELDS, `products[${index}]`, context),
  )
  const isSame = props === event.props && products.every((line, index) => line === event.products[index])
  return { event: isSame ? event : { ...event, props, products }, problems }
}

interface Conversion {
  readonly to: string
  readonly rates: ReadonlyMap<string, readonly Rate[]>
  readonly time: number
  readonly problems: Problem[]
}

/** The fields with their money converted, or the very fields that were given where there is none to convert. */
function convertFields<Given extends Fields>(
  fields: Given,
  currency: Scalar,
  money: readonly string[],
  path: string,
  { to, rates, time, problems }: Conversion,
): Given {
  // Codes are the same in any case, and "eur" is common; what else is no code has no rate either.
  const code = String(currency).toUpperCase()
  const amounts = money.filter((name) => typeof fields[name] === 'number')
  if (code === to || (amounts.length === 0 && fields.currency === undefined)) return fields
  const rate = rateAt(rates.get(code), time)
  if (rate === undefined && amounts.length === 0) return fields
  const converted: Fields = { ...fields }
  for (const name of amounts) {
    const amount = rate === undefined ? undefined : toTenThousandths((fields[name] as number) * rate) / 10_000
    if (amount !== undefined && Math.abs(amount) <= MAX_NUMBER) converted[name] = amount
    else {
      delete converted[name]
      const at = `${path}.${name}`
      problems.push(amount === undefined ? noRate(at, fields[name], code, to, time) : tooLarge(at, amount))
    }
  }
  if (rate !== undefined && fields.currency !== undefined) converted.currency = to
  return converted as Given
}

function noRate(path: string, amount: unknown, code: string, to: string, time: number): Problem {
  const currency = renderValue(code.slice(0, 12)).replace(' (string)', '')
  const day = new Date(time).toISOString().slice(0, 10)
  return { code: 'no_rate', path, found: `${amount} in ${currency}`, wanted: `a rate to ${to} of ${day} or before` }
}

function tooLarge(path: string, amount: number): Problem {
  return { code: 'out_of_range', path, found: renderValue(amount), wanted: `at most ${MAX_NUMBER} once converted` }
}

function rateAt(rates: readonly Rate[] | undefined, time: number): number | undefined {
  return rates?.find((each) => each.from_ms <= time)?.rate
}

function sortRates(rates: RatesTable): ReadonlyMap<string, readonly Rate[]> {
  const known = sortedRates.get(rates)
  if (known !== undefined) return known
  const sorted = new Map<string, readonly Rate[]>()
  for (const [currency, dated] of Object.entries(rates)) {
    if (!CURRENCY_PATTERN.test(currency)) throw badOption('rates', currency, 'an ISO 4217 code such as "USD"')
    sorted.set(
      currency,
      dated.map((each) => readRate(each, currency)).sort((a, b) => b.from_ms - a.from_ms),
    )
  }
  sortedRates.set(rates, sorted)
  return sorted
}

function readRate({ from, rate }: DatedRate, currency: string): Rate {
  const reading = readTime(from)
  if ('code' in reading) throw badOption(`rates.${currency}`, from, 'a date such as "2024-01-01"')
  if (!Number.isFinite(rate) || rate <= 0) throw badOption(`rates.${currency}`, rate, 'a finite number above zero')
  return { from_ms: reading.time, rate }
}

function badOption(option: string, value: unknown, expected: string): Error {
  return Object.assign(
    new TypeError(`Cannot convert money with "${option}": ${renderValue(value)}, expected ${expected}`),
    {
      code: 'bad_option',
    },
  )
}
