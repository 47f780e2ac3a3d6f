import type { Scalar } from '../../language/ast'
import type { Dialect } from './dialect'

/**
 * What an expression gives, NULL where it is absent. Rows have `integer`s for numbers, their ten-thousandths (LANGUAGE.md,
 * section 1), and for booleans, 1 and 0; what is worked out of them has `number`s, doubles. `tagged` is of any type: a text
 * that begins with `s`, `n` (ten-thousandths follow) or `b`, so that what is equal has equal texts, and nothing else.
 */
export interface Value {
  readonly type: 'number' | 'text' | 'boolean' | 'tagged'
  readonly sql: string
  /** Where it is always the same. */
  readonly literal?: Scalar
}

/** The ten-thousandths that a number is made of; undefined where no field can have that number. */
export function tenThousandthsOf(value: number): number | undefined {
  const whole = Math.round(value * 10_000)
  return Math.abs(whole) <= 9e15 && whole / 10_000 === value ? whole + 0 : undefined
}

/** The tagged text of a scalar; undefined where no field can have it. */
export function tagOf(value: Scalar): string | undefined {
  if (typeof value === 'string') return `s${value}`
  if (typeof value === 'boolean') return value ? 'b1' : 'b0'
  const whole = tenThousandthsOf(value)
  return whole === undefined ? undefined : `n${whole}`
}

/**
 * What a tagged text says; null for null.
 *
 * @example
 * readTag('n15000') // => 1.5
 */
export function readTag(tag: string | null): Scalar | null {
  if (tag === null) return null
  const rest = tag.slice(1)
  return tag[0] === 's' ? rest : tag[0] === 'b' ? rest === '1' : Number(rest) / 10_000
}

/** Ten-thousandths as the double that they stand for. */
export function fromTenThousandths(dialect: Dialect, sql: string): string {
  return `${dialect.toDouble(sql)} / ${dialect.double(10_000)}`
}

/** The number in a tagged text; only to be asked where it is one. */
export function numberInTag(dialect: Dialect, sql: string): string {
  return fromTenThousandths(dialect, dialect.toInteger(dialect.rest(sql)))
}

/** A literal. */
export function literalOf(dialect: Dialect, literal: Scalar): Value {
  if (typeof literal === 'string') return { type: 'text', sql: dialect.text(literal), literal }
  if (typeof literal === 'boolean') return { type: 'boolean', sql: literal ? '1' : '0', literal }
  return { type: 'number', sql: dialect.double(literal), literal }
}

/** What of a value is a number; NULL where it is none. */
export function numberOf(dialect: Dialect, { type, sql }: Value): string {
  if (type === 'number') return sql
  if (type !== 'tagged') return dialect.toDouble('NULL')
  return `CASE WHEN ${dialect.startsWith(sql, "'n'")} THEN ${numberInTag(dialect, sql)} END`
}
