import type { Dialect } from '../dialect'
import { escaped, standard } from './standard'

/** BigQuery, GoogleSQL. */
export const bigquery: Dialect = {
  ...standard,
  name: 'bigquery',
  quote: (name) => `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``,
  text: escaped,
  double: (value) => `CAST('${value}' AS FLOAT64)`,
  toDouble: (sql) => `CAST(${sql} AS FLOAT64)`,
  toInteger: (sql) => `CAST(${sql} AS INT64)`,
  toText: (sql) => `CAST(${sql} AS STRING)`,
  sum: (sql) => `CAST(SUM(CAST(${sql} AS BIGNUMERIC)) AS FLOAT64)`,
  contains: (text, part) => `(STRPOS(${text}, ${part}) > 0)`,
  pick: ({ value, order, end, where }) => {
    const keys = order.map((key) => `${key}${end === 'first' ? '' : ' DESC'}`)
    return `ARRAY_AGG(IF(${where}, ${value}, NULL) IGNORE NULLS ORDER BY ${keys.join(', ')} LIMIT 1)[SAFE_OFFSET(0)]`
  },
}
