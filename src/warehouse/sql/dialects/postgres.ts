import type { Dialect } from '../dialect'
import { standard } from './standard'

/** PostgreSQL 12 and later. */
export const postgres: Dialect = {
  ...standard,
  name: 'postgres',
  double: (value) => `CAST('${value}' AS DOUBLE PRECISION)`,
  toDouble: (sql) => `CAST(${sql} AS DOUBLE PRECISION)`,
  sum: (sql) => `CAST(SUM(${sql}) AS DOUBLE PRECISION)`,
  byBytes: (sql) => `${sql} COLLATE "C"`,
  contains: (text, part) => `(STRPOS(${text}, ${part}) > 0)`,
  pick: ({ value, order, end, where }) => {
    const keys = order.map((key) => `${key}${end === 'first' ? '' : ' DESC'}`)
    return `(ARRAY_AGG(${value} ORDER BY ${keys.join(', ')}) FILTER (WHERE ${where}))[1]`
  },
  common: (name) => `${name} AS MATERIALIZED (`,
  view: (name) => `${name} AS MATERIALIZED (`,
}
