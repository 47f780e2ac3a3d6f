import { Kind } from '../../vocabulary/field-kinds'
import { duckdb } from '../sql/dialects/duckdb'
import type { ColumnType } from './column-type'
import type { LogColumn } from './log-columns'
import { instantOf } from './parquet-lines'
import { isList, type LineTypes, type Shape, typeOf } from './read-ndjson'

const { quote, text } = duckdb

/** Columns that are objects or lists, or JSON texts of them. */
const OBJECTS = ['props', 'context']
const LINES = ['products', 'product']

/** Types whose values JSON has as a number, a boolean or a text. */
const SCALAR =
  /^(VARCHAR|BOOLEAN|U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL\(.*\)|DATE|TIMESTAMP.*|UUID)$/
const INTEGER = /^U?((TINY|SMALL|BIG)INT|INTEGER)$/
/** Types that have `NaN`, which JSON does not have: it is absent. */
const FLOAT = /^(FLOAT|DOUBLE)$/

/**
 * Makes fields of a log's rows of columns of Parquet, with the very values that they have where the rows are written as lines and
 * read again. Columns of the alias `f` are read, of structs only the fields that are asked for.
 *
 * @returns undefined where a column is of a type of which that is not known.
 */
export function parquetFields(types: LineTypes, columns: ReadonlyMap<string, ColumnType>): string | undefined {
  const fields = Object.entries(types).map(([name, shape]) => {
    const sql = columnOf(name, columns.get(name), shape)
    return sql && `${sql} AS ${quote(name)}`
  })
  return fields.includes(undefined) ? undefined : fields.join(', ')
}

function columnOf(name: string, type: ColumnType | undefined, shape: Shape): string | undefined {
  const sql = `f.${quote(name)}`
  if (type === undefined) return none(shape)
  if (name === 'name') return type === 'VARCHAR' ? sql : undefined
  if (name === 'time') return isInstant(type) ? `TO_JSON(${instantOf(sql, type)})` : undefined
  const isObject = OBJECTS.includes(name)
  const isLine = LINES.includes(name)
  if (type === 'JSON' || (type === 'VARCHAR' && (isObject || isLine))) return fromJson(sql, shape)
  if (isObject || isLine ? typeof type === 'string' : typeof type !== 'string') return undefined
  // What has the wrong shape is told row by row.
  if (isLine && !hasLines(name, type)) return undefined
  const made = shapedOf(sql, type, shape)
  // A struct of what is not there would be there.
  return made && name === 'product' ? `CASE WHEN ${sql} IS NOT NULL THEN ${made} END` : made
}

/** Columns of which some are held as what they are by the types of Parquet's. */
export function asHeld(columns: readonly LogColumn[], types: ReadonlyMap<string, ColumnType>): LogColumn[] {
  return columns.map((column) => ({ ...column, held: heldAs(column, types) }))
}

function heldAs({ of, keys, kinds, type }: LogColumn, types: ReadonlyMap<string, ColumnType>): LogColumn['held'] {
  const each = (name: string, of = types.get(name)) => (typeof of === 'object' && 'each' in of ? of.each : of)
  const found = (of === 'product' ? LINES : [of]).flatMap((name) => (types.has(name) ? [typeAt(keys, each(name))] : []))
  const isAll = (is: (type: ColumnType | undefined) => boolean) => found.length > 0 && found.every(is)
  if (type === 'number') return kinds & Kind.NUMBER && isAll(isDouble) ? 'number' : undefined
  return type !== 'boolean' && kinds & Kind.STRING && isAll((type) => type === 'VARCHAR') ? 'text' : undefined
}

/** The type of a field within another type; undefined where that has none. */
function typeAt(keys: readonly string[], type: ColumnType | undefined): ColumnType | undefined {
  return keys.reduce(
    (outer, key) => (typeof outer === 'object' && 'fields' in outer ? outer.fields.get(key) : undefined),
    type,
  )
}

/** Whether numbers of a type are the doubles that their JSON would be read as. */
function isDouble(type: ColumnType | undefined): boolean {
  return type === 'DOUBLE' || (typeof type === 'string' && INTEGER.test(type))
}

function doubleOf(sql: string, type: ColumnType): string | undefined {
  if (!isDouble(type)) return undefined
  return type === 'DOUBLE' ? `CASE WHEN ISFINITE(${sql}) THEN ${sql} END` : `CAST(${sql} AS DOUBLE)`
}

function isInstant(type: ColumnType): type is string {
  return typeof type === 'string' && (INTEGER.test(type) || /^(TIMESTAMP|DATE)/.test(type))
}

/** Whether the product lines of a column are objects by their type, or absent. */
export function hasLines(name: string, type: ColumnType | undefined): boolean {
  if (type === undefined) return true
  if (typeof type === 'string') return false
  return name === 'product' ? 'fields' in type : 'each' in type && hasLines('product', type.each)
}

/** A value in the shape that reading its JSON would give; undefined where that is not known. */
function shapedOf(sql: string, type: ColumnType, shape: Shape): string | undefined {
  if (type === 'JSON') return fromJson(sql, shape)
  if (shape === 'JSON') return jsonOf(sql, type)
  if (isList(shape)) {
    const each = typeof type !== 'string' && 'each' in type ? shapedOf('p', type.each, shape[0]) : undefined
    return each && `LIST_TRANSFORM(${sql}, lambda p: CASE WHEN p IS NOT NULL THEN ${each} END)`
  }
  if (shape === 'VARCHAR') return type === 'VARCHAR' ? sql : undefined
  if (shape === 'DOUBLE') return doubleOf(sql, type)
  if (typeof type !== 'string' && 'key' in type && type.key !== 'VARCHAR') return undefined
  const inner = [...shape].map(([key, one]) => {
    const value = fieldOf(sql, type, key, one)
    return value && `${text(key)}: ${value}`
  })
  return inner.includes(undefined) ? undefined : `{${inner.join(', ')}}`
}

/** A field of what is an object, if it is one. */
function fieldOf(sql: string, type: ColumnType, key: string, shape: Shape): string | undefined {
  if (typeof type === 'string' || 'each' in type) return none(shape)
  if ('key' in type) return shapedOf(`${sql}[${text(key)}]`, type.value, shape)
  const same = [...type.fields.keys()].filter((name) => name.toLowerCase() === key.toLowerCase())
  // Of names that differ by case alone, DuckDB gives any.
  if (same.length > 1) return undefined
  return same[0] === key ? shapedOf(`${sql}.${quote(key)}`, type.fields.get(key)!, shape) : none(shape)
}

function jsonOf(sql: string, type: ColumnType): string | undefined {
  if (typeof type !== 'string') return `TO_JSON(${sql})`
  if (FLOAT.test(type)) return `CASE WHEN ISFINITE(${sql}) THEN TO_JSON(${sql}) END`
  return SCALAR.test(type) ? `TO_JSON(${sql})` : undefined
}

/** JSON as DuckDB writes it, which others may write with other escapes. */
function fromJson(sql: string, shape: Shape): string {
  return `FROM_JSON(${sql}, ${text(JSON.stringify(structureOf(shape)))})`
}

function structureOf(shape: Shape): unknown {
  if (typeof shape === 'string') return shape
  if (isList(shape)) return [structureOf(shape[0])]
  return Object.fromEntries([...shape].map(([key, inner]) => [key, structureOf(inner)]))
}

function none(shape: Shape): string {
  return `CAST(NULL AS ${typeOf(shape)})`
}
