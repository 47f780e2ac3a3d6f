/**
 * What kind of thing was wrong; stable, so that problems can be counted by it.
 *
 * @example
 * ```ts
 * const tally = new Map<ProblemCode, number>()
 * for (const { code } of readEvent({ name: 'order_completed' }).problems) tally.set(code, (tally.get(code) ?? 0) + 1)
 * tally.get('missing') // => 3
 * ```
 */
export type ProblemCode =
  /** Kept, but something had to be assumed to read it. */
  | 'assumed'
  /** Required, and absent. */
  | 'missing'
  /** Of another type than the vocabulary expects. */
  | 'wrong_type'
  /** Of the right type, but not finite or beyond the limits. */
  | 'out_of_range'
  /** A string that is not of the wanted form. */
  | 'bad_format'
  /** A time in seconds or microseconds. */
  | 'wrong_unit'
  /** A string, or a field's name, beyond the limits. */
  | 'too_long'
  /** More fields or product lines than the limits allow. */
  | 'too_many'
  /** A field of the envelope that the vocabulary does not know. */
  | 'unknown_field'
  /** `__proto__`, `constructor` or `prototype` as a field's name. */
  | 'forbidden_name'
  /** The value threw when it was read. */
  | 'unreadable'
  /** An event had so many problems that the rest are only counted. */
  | 'more_problems'
  /** The product lines do not add up to the subtotal. */
  | 'lines_differ_from_subtotal'
  /** A price above the list price. */
  | 'price_above_list_price'
  /** More than one currency in one order. */
  | 'several_currencies'
  /** A currency that is not three capital letters. */
  | 'bad_currency'
  /** An amount in another currency without a rate for its day; it is absent. */
  | 'no_rate'
  /** Has no place in the vocabulary that it was translated to; left out. */
  | 'lost'
  /** Personal data, such as an address or a phone number, which events do not carry; left out and not shown. */
  | 'personal'

/**
 * Something that was wrong with an event.
 *
 * @example
 * ```ts
 * const [problem]: Problem[] = readEvent({ ...event, products: [{ product_id: 'SKU-1', quantity: 'two' }] }).problems
 * problem?.path // => 'products[0].quantity'
 * problem?.found // => '"two" (string)'
 * ```
 */
export interface Problem {
  readonly code: ProblemCode
  /** Where: `props.total`, `products[2].price`, `context.page.url`; empty for the event itself. */
  readonly path: string
  /** What was found, shortened to at most 80 characters. */
  readonly found: string
  /** What was wanted instead or, of an assumption, what was assumed. */
  readonly wanted: string
}

const MAX_FOUND_LENGTH = 80
const MAX_QUOTED_LENGTH = 52
const PLAIN_NAME = /^[\w$-]{1,64}$/

/**
 * One line that says where, what was found and what was wanted.
 *
 * @example
 * ```ts
 * describeProblem({ code: 'wrong_type', path: 'props.total', found: '"19.90" (string)', wanted: 'a number' })
 * // 'props.total: found "19.90" (string), wanted a number'
 * ```
 */
export function describeProblem(problem: Problem): string {
  const where = problem.path === '' ? 'event' : problem.path
  const verb = problem.code === 'assumed' ? 'assumed' : 'wanted'
  return `${where}: found ${problem.found}, ${verb} ${problem.wanted}`
}

/**
 * Any value in at most 80 characters of text. Never throws, and never runs code of the value's own (`toString`,
 * `toJSON`), since the value comes from outside.
 *
 * @example
 * ```ts
 * renderValue('19.90')   // '"19.90" (string)'
 * renderValue(19.9)      // '19.9 (number)'
 * renderValue([1, 2, 3]) // 'a list of 3'
 * ```
 */
export function renderValue(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return value.length > MAX_QUOTED_LENGTH
        ? `${quote(value)} (string of ${value.length})`
        : `${quote(value)} (string)`
    case 'number':
    case 'boolean':
      return `${value} (${typeof value})`
    case 'undefined':
      return 'nothing'
    case 'object':
      return value === null ? 'null' : renderObject(value)
    default:
      return `a ${typeof value}`
  }
}

/**
 * The path of a field of the thing at `parent`; a name that would make the path ambiguous or long is quoted.
 *
 * @example
 * ```ts
 * fieldPath('props', 'total')   // 'props.total'
 * fieldPath('props', 'a.b')     // 'props["a.b"]'
 * ```
 */
export function fieldPath(parent: string, name: string): string {
  if (!PLAIN_NAME.test(name)) return `${parent}[${quote(name)}]`
  return parent === '' ? name : `${parent}.${name}`
}

function renderObject(value: object): string {
  try {
    if (Array.isArray(value)) return `a list of ${value.length}`
    return value instanceof Date ? 'a Date' : 'an object'
  } catch {
    // A revoked Proxy throws even at Array.isArray.
    return 'an object that cannot be read'
  }
}

function quote(value: string): string {
  // JSON.stringify escapes control characters and lone halves of surrogate pairs, so the text is safe in a log; an
  // escape takes up to six characters, hence the second cut.
  const quoted = JSON.stringify(value.slice(0, MAX_QUOTED_LENGTH))
  const isWhole = value.length <= MAX_QUOTED_LENGTH && quoted.length <= MAX_FOUND_LENGTH - 24
  if (isWhole) return quoted
  return `${quoted.slice(0, MAX_QUOTED_LENGTH).replace(/[\uD800-\uDBFF]$/, '')}…"`
}
