import type { DuckDBType } from '@duckdb/node-api'

/** The type of a column of DuckDB's: its name, or what it is made of. */
export type ColumnType =
  | string
  | { readonly fields: ReadonlyMap<string, ColumnType> }
  | { readonly each: ColumnType }
  | { readonly key: ColumnType; readonly value: ColumnType }

/** What a type is made of. Names are told from each other as they are written, by no DuckDB that is loaded yet. */
export function columnType(type: DuckDBType): ColumnType {
  if ('entryNames' in type)
    return { fields: new Map(type.entryNames.map((name, i) => [name, columnType(type.entryTypes[i]!)])) }
  if ('keyType' in type) return { key: columnType(type.keyType), value: columnType(type.valueType) }
  if ('valueType' in type && !('length' in type)) return { each: columnType(type.valueType) }
  return type.alias ?? String(type)
}
