import type { Dialect } from '../dialect'
import { standard } from './standard'

/** DuckDB 1.x. */
export const duckdb: Dialect = {
  ...standard,
  name: 'duckdb',
  // A sum of 128 bits is made a double in two steps, each of which rounds; a text is read to the last bit.
  sum: (sql) => `CAST(CAST(SUM(${sql}) AS VARCHAR) AS DOUBLE)`,
  pick: ({ value, order, end, where }) =>
    `${end === 'first' ? 'ARG_MIN' : 'ARG_MAX'}(${value}, ROW(${order.join(', ')})) FILTER (WHERE ${where})`,
  common: (name) => `${name} AS MATERIALIZED (`,
  view: (name) => `${name} AS NOT MATERIALIZED (`,
}
