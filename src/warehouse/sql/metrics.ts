import type { Condition, Metric, Selector } from '../../language/ast'
import { parseDuration } from '../../language/duration'
import { isTimed, kindOf } from '../../language/kind'
import type { Dialect } from './dialect'
import { type Field, type Fields, fieldValue } from './fields'
import type { Query } from './query'
import type { Rows, Selected } from './rows'
import { literalOf, numberOf, type Value } from './value'

/** What metrics are written with. */
export interface MetricParts {
  readonly dialect: Dialect
  readonly fields: Fields
  readonly query: Query
  readonly rows: Rows
  readonly now: number
  /** The calendar day of an event's time. */
  readonly day: () => string
  /** A condition, true, false or NULL. */
  readonly condition: (condition: Condition) => string
}

type Over = Exclude<Metric, string | number | boolean>

/** Makes what writes metrics: expressions over the facts of a shopper. */
export function createMetrics(parts: MetricParts): (metric: Metric) => Value {
  const { dialect, fields, query, rows, now, day, condition } = parts
  const { toDouble, double } = dialect
  const absent: Value = { type: 'number', sql: toDouble('NULL') }

  const number = (sql: string): Value => ({ type: 'number', sql })
  /** An aggregate that is 0 for a shopper of whom nothing is selected. */
  const counted = ({ from, where, among }: Selected, sql: (where: string) => string) =>
    `COALESCE(${query.fact(from, sql(where), among)}, 0)`

  const countOf = (selected: Selected, value: string, isDistinct = false) =>
    counted(selected, (where) => `COUNT(${isDistinct ? 'DISTINCT ' : ''}CASE WHEN ${where} THEN ${value} END)`)
  const endOf = ({ from, where, among }: Selected, end: 'first' | 'last') =>
    query.fact(from, `${end === 'first' ? 'MIN' : 'MAX'}(CASE WHEN ${where} THEN time END)`, among)

  const having = (selected: Selected, { alias }: Field): Selected => ({
    ...selected,
    where: `${selected.where} AND ${alias} IS NOT NULL`,
  })
  const picked = ({ from, where, order, among }: Selected, field: Field, end: 'first' | 'last'): Value => {
    const type = field.type === 'number' || field.type === 'boolean' ? 'integer' : 'text'
    const pick = dialect.pick({ value: field.alias, type, order, end, where })
    return fieldValue(dialect, field, query.fact(from, pick, among))
  }
  /** The most frequent value; of equally frequent ones that which was selected last. */
  const mode = ({ from, where, order }: Selected, field: Field): Value => {
    const times = `COUNT(*) OVER (PARTITION BY shopper_id, ${field.alias})`
    const columns = ['shopper_id', field.alias, ...order, `${times} AS times`]
    const name = query.common('times', `SELECT ${columns.join(', ')}\nFROM ${from}\nWHERE ${where}`)
    return picked({ from: name, where: '1 = 1', order: ['times', ...order] }, field, 'last')
  }

  const over = (metric: Over): Value => {
    const [op, path] = Object.entries(metric).find(([key]) => key !== 'of')! as [string, never]
    const selector = ((metric as { of?: Selector }).of ?? path) as Selector
    const selected = rows.select(selector)
    if (op === 'count') return number(toDouble(countOf(selected, '1')))
    if (op === 'days') return number(toDouble(countOf(selected, day(), true)))
    if (op === 'age') return number(toDouble(`(${now} - ${endOf(selected, path)})`))
    if (op === 'gap') return gap(selected, selector)
    const isSum = /^(sum|mean|min|max)$/.test(op)
    const field = isSum ? fields.numbers(path) : fields.get(path)
    if (!field) return op === 'sum' || op === 'distinct' ? number(double(0)) : absent
    const those = having(selected, field)
    if (op === 'distinct') return number(toDouble(countOf(those, field.alias, true)))
    if (op === 'first' || op === 'last') return picked(those, field, op)
    if (op === 'mode') return mode(those, field)
    return summed(op, those, field)
  }
  const summed = (op: string, selected: Selected, field: Field): Value => {
    const { from, where, among } = selected
    const those = `CASE WHEN ${where} THEN ${field.alias} END`
    if (op === 'min' || op === 'max')
      return fieldValue(dialect, field, query.fact(from, `${op.toUpperCase()}(${those})`, among))
    const sum = query.fact(from, dialect.sum(those), among)
    if (op === 'sum') return number(`COALESCE(${sum}, ${double(0)}) / ${double(10_000)}`)
    return number(`${sum} / ${toDouble(`NULLIF(10000 * ${countOf(selected, '1')}, 0)`)}`)
  }
  /** (last - first) / (n - 1) over the events, however many lines of each are selected. */
  const gap = (selected: Selected, { each }: Selector): Value => {
    const n = each ? countOf(selected, 'id', true) : countOf(selected, '1')
    const span = `(${endOf(selected, 'last')} - ${endOf(selected, 'first')})`
    return number(`CASE WHEN ${n} > 1 THEN ${toDouble(span)} / ${toDouble(`(${n} - 1)`)} END`)
  }

  const arithmetic = (op: string, pair: readonly [Metric, Metric]): Value => {
    const [a, b] = operands(pair, metric).map((value) => `(${numberOf(dialect, value)})`) as [string, string]
    if (op === 'ratio') return number(`(${a} / NULLIF(${b}, ${double(0)}))`)
    return number(`(${a} ${{ add: '+', sub: '-', mul: '*' }[op]} ${b})`)
  }
  const points = (pairs: readonly (readonly [number, Condition])[]): Value => {
    const all = pairs.map(([weight, of]) => `CASE WHEN ${condition(of)} THEN ${double(weight)} ELSE ${double(0)} END`)
    return number(`(${all.join(' + ')})`)
  }

  const metric = (definition: Metric): Value => {
    if (typeof definition !== 'object') return literalOf(dialect, definition)
    const [op, argument] = Object.entries(definition).find(([key]) => key !== 'of')! as [string, never]
    if (op === 'points') return points(argument)
    return /^(ratio|add|sub|mul)$/.test(op) ? arithmetic(op, argument) : over(definition)
  }
  return metric
}

/** Two metrics, where a string beside a duration is one. */
export function operands(pair: readonly [Metric, Metric], metric: (metric: Metric) => Value): [Value, Value] {
  const said = pair.map((one, i) => {
    const isDuration = typeof one === 'string' && isTimed(kindOf(pair[1 - i]!))
    return metric(isDuration ? (parseDuration(one) ?? one) : one)
  })
  return said as [Value, Value]
}
