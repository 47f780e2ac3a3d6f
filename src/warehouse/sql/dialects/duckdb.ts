import type { Dialect } from '../dialect'
import { standard } from './standard'

/** DuckDB 1.x. */
export const duckdb: Dialect = {
  ...standard,
  name: 'duckdb',
  // A sum of 128 bits is made a double in two steps, each of which rounds; a text is read to the last bit.
  sum: (sql) => `CAST(CAST(SUM(${sql}) AS VARCHAR) AS DOUBLE)`,
  pick: ({ value, order, end, where }) =>
    `${end === 'first' ? 'ARG_MIN' : 'ARG_MAX'}(${value}, ${keyOf(order)}) FILTER (WHERE ${where})`,
  common: (name) => `${name} AS MATERIALIZED (`,
  view: (name) => `${name} AS NOT MATERIALIZED (`,
}

/** More than any time is from zero, so that all times have as many digits. */
const FAR = 20_000_000_000_000_000n

/** What rows are in order by, as one value: a text where that will do, which is quicker than a row. */
function keyOf(order: readonly string[]): string {
  if (order.join() === 'time,id') return `CAST(time + ${FAR} AS VARCHAR) || id`
  return `ROW(${order.join(', ')})`
}
