import type { Dialect } from '../dialect'
import { escaped, standard } from './standard'

/** Apache Spark 3.4 and later, and Databricks. */
export const spark: Dialect = {
  ...standard,
  name: 'spark',
  quote: (name) => `\`${name.replaceAll('`', '``')}\``,
  // It puts a setting into the place of `${name}`, even within a text, before it reads a query.
  text: (value) => escaped(value).replaceAll('${', '\\u0024{'),
  toText: (sql) => `CAST(${sql} AS STRING)`,
  sum: (sql) => `CAST(SUM(CAST(${sql} AS DECIMAL(38, 0))) AS DOUBLE)`,
  startsWith: (text, start) => `STARTSWITH(${text}, ${start})`,
  // It would work a common table expression out anew for each that reads it, but not what may be another the next time.
  kept: (query) => `SELECT * FROM (\n${query}\n)\nWHERE RAND() >= 0`,
  pick: ({ value, order, end, where }) =>
    `${end === 'first' ? 'MIN_BY' : 'MAX_BY'}(${value}, CASE WHEN ${where} THEN STRUCT(${order.join(', ')}) END)`,
}
