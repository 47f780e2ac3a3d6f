import type { FieldTest, FieldTests, Scalar } from '../../language/ast'
import type { Dialect } from './dialect'
import type { Field } from './fields'
import { numberInTag, tagOf, tenThousandthsOf } from './value'

const TRUE = '1 = 1'
const FALSE = '1 = 0'

const ORDERS = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const

/**
 * Whether a field of a row meets a test: an expression that is true or false, and never NULL, since an absent field fails all
 * tests but `exists: false`.
 */
export function testSql(dialect: Dialect, field: Field | undefined, test: FieldTest): string {
  const tests = (typeof test !== 'object' ? { eq: test } : Array.isArray(test) ? { in: test } : test) as FieldTests
  const all = Object.entries(tests).map(([op, wanted]) => one(dialect, field, op as keyof FieldTests, wanted as never))
  return allOf(all)
}

/** A conjunction. */
export function allOf(conditions: readonly string[]): string {
  const parts = [...new Set(conditions)].filter((part) => part !== TRUE)
  if (parts.includes(FALSE)) return FALSE
  return parts.join(' AND ') || TRUE
}

function one(dialect: Dialect, field: Field | undefined, op: keyof FieldTests, wanted: never): string {
  if (op === 'exists') return field ? `${field.alias} IS ${wanted ? 'NOT ' : ''}NULL` : wanted ? FALSE : TRUE
  if (!field) return FALSE
  const { alias, type, texts } = field
  const isThere = `${alias} IS NOT NULL`
  if (op === 'eq' || op === 'in') return oneOf(dialect, field, ([] as Scalar[]).concat(wanted))
  if (op === 'ne' || op === 'not_in') {
    const is = oneOf(dialect, field, ([] as Scalar[]).concat(wanted))
    return is === FALSE ? isThere : `(${isThere} AND NOT (${is}))`
  }
  if (op === 'starts_with' || op === 'contains') {
    if (type !== 'text' && type !== 'tagged') return FALSE
    const text = type !== 'text' ? dialect.rest(alias) : texts ? texts.plain(alias) : alias
    const met = dialect[op === 'contains' ? 'contains' : 'startsWith'](text, dialect.text(wanted))
    const isText = type === 'text' ? isThere : `${isThere} AND ${dialect.startsWith(alias, "'s'")}`
    return `(${isText} AND ${met})`
  }
  const ordered = `${ORDERS[op]} ${dialect.double(wanted)}`
  if (type === 'number') return `COALESCE(${inOrder(alias, op, wanted)}, ${FALSE})`
  if (type !== 'tagged') return FALSE
  const number = `CASE WHEN ${dialect.startsWith(alias, "'n'")} THEN ${numberInTag(dialect, alias)} END`
  return `COALESCE(${number} ${ordered}, ${FALSE})`
}

/** Compares ten-thousandths with the one next to a limit, so that no double is needed. */
function inOrder(alias: string, op: keyof typeof ORDERS, limit: number): string {
  // No field is further from zero.
  const near = Math.max(-9.1e15, Math.min(9.1e15, Math.floor(limit * 10_000)))
  const holds = (whole: number) => (op === 'gt' || op === 'lte' ? whole / 10_000 > limit : whole / 10_000 >= limit)
  let first = near - 2
  while (!holds(first) && first < near + 4) first++
  return `${alias} ${op === 'gt' || op === 'gte' ? '>=' : '<'} ${first}`
}

function oneOf(dialect: Dialect, { alias, type, texts }: Field, wanted: readonly Scalar[]): string {
  const literals = wanted.flatMap((value): string[] => {
    if (type === 'text') return typeof value === 'string' ? [(texts?.literal ?? dialect.text)(value)] : []
    if (type === 'boolean') return typeof value === 'boolean' ? [value ? '1' : '0'] : []
    const whole = type === 'number' ? (typeof value === 'number' ? tenThousandthsOf(value) : undefined) : tagOf(value)
    return whole === undefined ? [] : [typeof whole === 'number' ? String(whole) : dialect.text(whole)]
  })
  const all = [...new Set(literals)]
  if (!all.length) return FALSE
  return `(${alias} IS NOT NULL AND ${all.length === 1 ? `${alias} = ${all[0]}` : `${alias} IN (${all.join(', ')})`})`
}
