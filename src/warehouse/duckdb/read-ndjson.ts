import { duckdb } from '../sql/dialects/duckdb'
import { numberOf, textOf } from './cells'
import type { LogColumn } from './log-columns'

const { quote, text } = duckdb

/** The fields of the envelope that are read, each as the JSON that it is, but for names: of what is none, none looks like a name. */
const ENVELOPE: LineTypes = {
  id: 'JSON',
  name: 'VARCHAR',
  time: 'JSON',
  shopper_id: 'JSON',
  visitor_id: 'JSON',
  user_id: 'JSON',
}

/** The longest line that is read, where nothing longer is asked for: room that costs nothing. */
const MAX_OBJECT_BYTES = 2 ** 24

/** How a value is read: as the JSON, the text or the number that it is, as a list, or as an object of which some fields are. */
export type Shape = 'JSON' | 'VARCHAR' | 'DOUBLE' | readonly [each: Shape] | ReadonlyMap<string, Shape>

/** The shape of each field of a line that is read, by name. */
export type LineTypes = Readonly<Record<string, Shape>>

/** Writes a relation with fields of a log's rows. */
export type ReadLog = (types: LineTypes) => string

/** How a log's lines are read. */
export interface LineShape {
  readonly types: LineTypes
  /** What there is of a column's field, its JSON if it is not held as what it is, given that of a product line as `p`. */
  readonly jsonOf: (column: LogColumn) => string
}

/**
 * The shape that events are read in, for some columns: all leaves as the JSON that they are, so that a text is never taken for
 * a number, but for those of which it is known. What is an object where a list should be, or the other way round, is NULL.
 */
export function lineShape(
  columns: readonly LogColumn[],
  { has_lines, has_visits }: { readonly has_lines: boolean; readonly has_visits: boolean },
): LineShape {
  const shapes = Object.fromEntries(
    (['props', 'context', 'product'] as const).map((of) => {
      const fields = columns.filter((column) => column.of === of && column.kinds !== 0)
      return [of, shapeOf(fields.map(({ keys, held }) => [keys, held]))]
    }),
  )
  const types: Record<string, Shape> = { ...ENVELOPE, ...(has_visits && { session_id: 'JSON' }) }
  for (const of of ['props', 'context']) if (shapes[of] !== undefined) types[of] = shapes[of]!
  const line: Shape = shapes.product ?? new Map([['product_id', 'JSON']])
  return {
    types: has_lines ? { ...types, products: [line], product: line } : types,
    jsonOf: ({ of, keys, kinds, held }) => {
      if (kinds === 0) return 'CAST(NULL AS JSON)'
      let sql = of === 'product' ? 'p' : of
      let shape: Shape = shapes[of]!
      for (const key of keys) {
        sql = shape instanceof Map ? `${sql}.${quote(key)}` : fieldOf(sql, key)
        shape = shape instanceof Map ? shape.get(key)! : shape
      }
      if (held && shape === 'JSON') return held === 'text' ? `(${textOf(sql)})` : numberOf(sql)
      return sql
    },
  }
}

/** Files of NDJSON, and how they are read. */
export interface NdjsonFiles {
  readonly files: readonly string[]
  /** No line is longer. */
  readonly max_line_bytes: number
}

/** A relation: files of NDJSON, a row each line that is not blank, in their order; NULLs where it is no JSON object. */
export function readNdjson({ files, max_line_bytes }: NdjsonFiles, types: LineTypes): string {
  const columns = Object.entries(types).map(([name, type]) => `${text(name)}: ${text(typeOf(type))}`)
  const options = [
    `columns = {${columns.join(', ')}}`,
    // What is not said is told from the first lines, or from names.
    'records = true',
    `compression = 'uncompressed'`,
    'hive_partitioning = false',
    'ignore_errors = true',
    `maximum_object_size = ${Math.max(MAX_OBJECT_BYTES, max_line_bytes)}`,
  ]
  return `read_ndjson([${files.map(text).join(', ')}], ${options.join(', ')})`
}

/** A field's keys, and how it is held. */
type Leaf = readonly [keys: readonly string[], held: LogColumn['held']]

const LEAVES = { text: 'VARCHAR', number: 'DOUBLE' } as const

/** A key that is asked for itself and in its parts is left as it is; so are keys that differ by case alone, which DuckDB's names do not. */
function shapeOf(leaves: readonly Leaf[]): Shape | undefined {
  if (!leaves.length) return undefined
  const inner = new Map<string, Leaf[]>()
  for (const [[key, ...rest], held] of leaves) inner.set(key!, [...(inner.get(key!) ?? []), [rest, held]])
  if (new Set([...inner.keys()].map((key) => key.toLowerCase())).size < inner.size) return 'JSON'
  return new Map([...inner].map(([key, rests]) => [key, leafOf(rests) ?? shapeOf(rests)!]))
}

function leafOf(leaves: readonly Leaf[]): Shape | undefined {
  const itself = leaves.find(([keys]) => !keys.length)
  if (!itself) return undefined
  const [, held] = itself
  return held && leaves.length === 1 ? LEAVES[held] : 'JSON'
}

/** The type of DuckDB's that a shape is read as. */
export function typeOf(shape: Shape): string {
  if (typeof shape === 'string') return shape
  if (isList(shape)) return `${typeOf(shape[0])}[]`
  return `STRUCT(${[...shape].map(([key, inner]) => `${quote(key)} ${typeOf(inner)}`).join(', ')})`
}

/** Whether a shape is that of a list. */
export function isList(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape)
}

/** A field of an object that is there as JSON. */
function fieldOf(json: string, key: string): string {
  return `FROM_JSON(${json}, ${text(JSON.stringify({ [key]: 'JSON' }))}).${quote(key)}`
}
