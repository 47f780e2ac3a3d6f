import type { Scalar } from '../../../src/language/ast'
import type { Table } from './tables'

/** Rows at once. */
const BLOCK = 200

/** Statements that fill a table, which exists already; every engine reads them. */
export function insertsOf({ name, columns, rows }: Table): string[] {
  const inserts: string[] = []
  for (let at = 0; at < rows.length; at += BLOCK) {
    const block = rows.slice(at, at + BLOCK)
    const values = block.map((row) => `(${row.map((value, i) => literalOf(value, columns[i]![1])).join(', ')})`)
    inserts.push(`INSERT INTO ${name} VALUES ${values.join(', ')}`)
  }
  return inserts
}

function literalOf(value: Scalar | null, type: string): string {
  if (value === null) return 'NULL'
  if (type === 'text') return `'${String(value).replaceAll("'", "''")}'`
  if (typeof value !== 'number') return String(value)
  if (type === 'integer') return String(value)
  // NaN and the infinities as every engine reads them.
  return Number.isFinite(value) ? `${value}` : 'NULL'
}
