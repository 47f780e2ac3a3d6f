import type { Condition, Metric, Scalar, Selector } from '../../language/ast'
import { parseDuration } from '../../language/duration'
import type { Dialect } from './dialect'
import { operands } from './metrics'
import type { Query } from './query'
import type { Rows } from './rows'
import { literalOf, numberOf, tagOf, type Value } from './value'

/** What conditions are written with. */
export interface ConditionParts {
  readonly dialect: Dialect
  readonly query: Query
  readonly rows: Rows
  readonly metric: (metric: Metric) => Value
  /** The column that has whether a segment's condition is true, false or NULL. */
  readonly segment: (name: string) => string
}

const SIGNS = { eq: '=', ne: '<>', gt: '>', gte: '>=', lt: '<', lte: '<=' } as const

/** Makes what writes conditions: expressions that are true, false or, where it is unknown, NULL. */
export function createConditions({ dialect, query, rows, metric, segment }: ConditionParts): (of: Condition) => string {
  const comparison = (op: keyof typeof SIGNS, pair: readonly [Metric, Metric]) => {
    const [a, b] = operands(pair, metric)
    if (op !== 'eq' && op !== 'ne') return `(${numberOf(dialect, a)} ${SIGNS[op]} ${numberOf(dialect, b)})`
    const equal = equality(dialect, a, b)
    return op === 'eq' ? equal : `(NOT ${equal})`
  }
  const oneOf = ([side, list]: readonly [Metric, readonly Scalar[]]) => {
    const value = metric(side)
    return anyOf(list.map((literal) => equality(dialect, value, literalOf(dialect, literal))))
  }
  const atLeast = (n: number, of: readonly Condition[]) => {
    const parts = of.map(condition)
    const sum = (not: string) => parts.map((part) => `CASE WHEN ${not}${part} THEN 1 ELSE 0 END`).join(' + ')
    return `CASE WHEN ${sum('')} >= ${n} THEN 1 = 1 WHEN ${parts.length} - (${sum('NOT ')}) < ${n} THEN 1 = 0 END`
  }

  /** The latest that a chain of steps up to each event may have begun: from there to the end takes the least time. */
  const sequence = (steps: readonly Selector[], within: number | undefined) => {
    let from = rows.flag(steps)
    let begun = 'time'
    for (let step = 1; step < steps.length; step++) {
      const latest = `MAX(CASE WHEN is_${step} = 1 THEN ${begun} END)`
      const before = 'OVER (PARTITION BY shopper_id ORDER BY time, id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)'
      from = query.common('chain', `SELECT *, ${latest} ${before} AS begun_${step}\nFROM ${from}`)
      begun = `begun_${step}`
    }
    const isInTime = within === undefined ? '' : ` AND time - ${begun} <= ${within}`
    const isEnd = `is_${steps.length} = 1 AND ${begun} IS NOT NULL${isInTime}`
    return `(COALESCE(${query.fact(from, `MAX(CASE WHEN ${isEnd} THEN 1 ELSE 0 END)`)}, 0) = 1)`
  }

  const condition = (definition: Condition): string => {
    const { of, within } = definition as { of?: Condition[]; within?: string }
    const [op, argument] = Object.entries(definition).find(([key]) => key !== 'of' && key !== 'within')! as [
      string,
      never,
    ]
    if (op in SIGNS) return comparison(op as keyof typeof SIGNS, argument)
    if (op === 'in') return oneOf(argument)
    if (op === 'exists') return `(${metric(argument).sql} IS NOT NULL)`
    if (op === 'not') return `(NOT ${condition(argument)})`
    if (op === 'segment') return segment(argument)
    if (op === 'sequence') return sequence(argument, parseDuration(within))
    if (op === 'at_least') return `(${atLeast(argument, of!)})`
    const parts = (argument as Condition[]).map(condition)
    return op === 'any' ? anyOf(parts) : parts.length === 1 ? parts[0]! : `(${parts.join(' AND ')})`
  }
  return condition
}

function anyOf(parts: readonly string[]): string {
  const all = [...new Set(parts)]
  return all.length === 1 ? all[0]! : `(${all.join(' OR ')})`
}

/** Whether two values are equal, which values of different types never are; NULL where one is absent. */
function equality(dialect: Dialect, a: Value, b: Value): string {
  if (a.type === b.type) return `(${a.sql} = ${b.sql})`
  if (b.type === 'tagged') return equality(dialect, b, a)
  if (a.type !== 'tagged') return never(a, b)
  const tag = b.literal === undefined ? undefined : tagOf(b.literal)
  if (tag !== undefined) return `(${a.sql} = ${dialect.text(tag)})`
  if (b.literal !== undefined) return never(a, b)
  if (b.type === 'text') return `(${a.sql} = CONCAT('s', ${b.sql}))`
  if (b.type === 'boolean') return `(${a.sql} = CONCAT('b', ${dialect.toText(b.sql)}))`
  const number = numberOf(dialect, a)
  return `(CASE WHEN ${a.sql} IS NULL OR ${b.sql} IS NULL THEN NULL ELSE COALESCE(${number} = ${b.sql}, 1 = 0) END)`
}

function never(a: Value, b: Value): string {
  return `(CASE WHEN ${a.sql} IS NOT NULL AND ${b.sql} IS NOT NULL THEN 1 = 0 END)`
}
