import { type Dialect, over } from '../dialect'

/** What most engines have in common; a dialect says where it differs. */
export const standard: Omit<Dialect, 'name' | 'pick'> = {
  quote: (name) => `"${name.replaceAll('"', '""')}"`,
  // A query is indented line by line, which must not reach into a text.
  text: (value) => (/[\n\r]/.test(value) ? `E${escaped(value)}` : `'${value.replaceAll("'", "''")}'`),
  double: (value) => `CAST('${value}' AS DOUBLE)`,
  toDouble: (sql) => `CAST(${sql} AS DOUBLE)`,
  toInteger: (sql) => `CAST(${sql} AS BIGINT)`,
  toText: (sql) => `CAST(${sql} AS VARCHAR)`,
  byBytes: (sql) => sql,
  sum: (sql) => `CAST(SUM(${sql}) AS DOUBLE)`,
  startsWith: (text, start) => `STARTS_WITH(${text}, ${start})`,
  contains: (text, part) => `CONTAINS(${text}, ${part})`,
  rest: (text) => `SUBSTR(${text}, 2)`,
  before: (column, window) => `LAG(${column}) ${over(window)}`,
  common: (name) => `${name} AS (`,
  view: (name) => `${name} AS (`,
  kept: (query) => query,
  end: '',
}

/** Escapes for the engines that read backslashes in texts. */
export function escaped(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n').replaceAll('\r', '\\r')}'`
}
