import { Kind } from '../../vocabulary/field-kinds'
import { duckdb } from '../sql/dialects/duckdb'
import { type FieldMaker, type TextForm, tenThousandths } from '../sql/fields'
import { cellOf, isText, numberOf, textOf } from './cells'
import type { LogColumn } from './log-columns'

/** Texts as JSON, which they come as: few are ever shown. */
export const JSON_TEXTS: TextForm = {
  literal: (value) => duckdb.text(jsonText(value)),
  plain: (sql) => `(${textOf(sql)})`,
}

/** Makes the fields of a query of what a log's rows keep. */
export function fieldsOfLog(columns: readonly LogColumn[], jsonOf: (column: LogColumn) => string): FieldMaker {
  const byPath = new Map(columns.map((column) => [column.path, column]))
  return (path, wanted) => {
    const column = byPath.get(path)!
    const { type, kinds, name, held: form } = column
    const cell = column.of === 'product' ? cellOf(column, jsonOf(column), true) : `e.${name}`
    const number = (sql: string) => tenThousandths(duckdb, sql)
    const boolean = `CASE ${cell} WHEN 'true' THEN 1 WHEN 'false' THEN 0 END`
    if (type === 'mixed' && wanted === undefined) {
      const cases = [
        `WHEN ${isText(cell)} THEN 's' || (${textOf(cell)})`,
        `WHEN ${cell} IN ('true', 'false') THEN 'b' || ${boolean}`,
      ]
      return { type: 'tagged', source: `CASE ${cases.join(' ')} ELSE 'n' || ${number(numberOf(cell))} END` }
    }
    const held = { text: 'string', number: 'number', boolean: 'boolean', mixed: wanted }[type]
    if (wanted && held !== wanted) return undefined
    if (held === 'number') return { type: 'number', source: number(type === 'number' ? cell : numberOf(cell)) }
    if (held === 'boolean') return { type: 'boolean', source: boolean }
    if (form) return { type: 'text', source: cell }
    const isPlain = kinds === Kind.STRING
    const source = isPlain ? cell : `CASE WHEN ${isText(cell)} THEN ${cell} END`
    return { type: 'text', source, texts: JSON_TEXTS }
  }
}

/** Signs that DuckDB escapes with other digits than JavaScript, and what no text of its can have; two backslashes are none of it. */
const ESCAPES = /\\\\|\\u(d[89a-f][0-9a-f]{2}|[0-9a-f]{4})/g

/** A text as DuckDB writes it in JSON. */
function jsonText(value: string): string {
  return JSON.stringify(value).replaceAll(ESCAPES, (found, digits?: string) => {
    if (digits === undefined) return found
    return digits.startsWith('d') ? '\ufffd' : `\\u${digits.toUpperCase()}`
  })
}
