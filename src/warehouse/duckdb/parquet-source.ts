import { MAX_LINE_BYTES } from '../input/lines'
import { duckdb } from '../sql/dialects/duckdb'
import type { ColumnType } from './column-type'
import type { LogParts } from './log-rows'
import type { LogSource } from './log-source'
import type { Duckdb } from './open-duckdb'
import { asHeld, hasLines, parquetFields } from './parquet-fields'
import { cellOf, hasEvents, instantOf, linesSql, readParquet } from './parquet-lines'
import { lineShape, type ReadLog } from './read-ndjson'
import { isParquetFile, type LogFile } from './ready-files'
import { parseRow, type SampleRow, sampleOf, someFiles } from './sample-log'

/** What {@link parquetSource} goes by. */
export interface ParquetSourceOptions extends LogParts {
  readonly max_line_bytes: number
}

/** A log of Parquet, with the number of its rows. */
export interface ParquetSource extends LogSource {
  readonly row_count: number
}

/** So many rows are looked at from either end of a file. */
const SAMPLE_ROWS = 100

/** Fields that make the most of an event. */
const FIELDS = [
  ...['id', 'name', 'time', 'shopper_id', 'visitor_id', 'user_id', 'session_id'],
  ...['props', 'context', 'products', 'product'],
]

/**
 * A log of Parquet that is read where it lies, by columns.
 *
 * @returns undefined where it has to be written as lines: other files are among its own, or files that are damaged or have no rows,
 * or their columns differ, or are of types that are not known to give the same. Then the reading of lines tells what there is.
 */
export async function parquetSource(
  db: Duckdb,
  files: readonly LogFile[],
  options: ParquetSourceOptions,
): Promise<ParquetSource | undefined> {
  // Rows of columns have no lines whose length could be seen.
  if (!files.length || options.max_line_bytes < MAX_LINE_BYTES) return undefined
  const paths: string[] = []
  for (const file of files) {
    const path = await patternOf(file)
    if (path === undefined) return undefined
    paths.push(path)
  }
  // Damage is told where lines are written.
  return describe(db, paths, options).catch(() => undefined)
}

/** A pattern that matches one file of Parquet alone. */
async function patternOf(file: LogFile): Promise<string | undefined> {
  if (typeof file !== 'string' || file.includes('\\') || !(await isParquetFile(file))) return undefined
  return file.replaceAll(/[*?[]/g, '[$&]')
}

async function describe(
  db: Duckdb,
  paths: readonly string[],
  options: ParquetSourceOptions,
): Promise<ParquetSource | undefined> {
  const counts = await rowCounts(db, paths)
  if (counts.length < paths.length || counts.includes(0) || !(await areAlike(db, paths))) return undefined
  const all = readParquet(paths)
  const types = await db.columns(`FROM ${all}`)
  const columns = asHeld(options.columns, types)
  const shape = lineShape(columns, options)
  if (!hasEvents([...types.keys()]) || !parquetFields(shape.types, types)) return undefined
  const some = (await sampleLines(db, paths, types)).flatMap(parseRow)
  const sample = sampleOf(some, { ...options, columns })
  const row_count = counts.reduce((sum, count) => sum + count, 0)
  const read: ReadLog = (fields) => `(SELECT ${parquetFields(fields, types)} FROM ${all} f)`
  return {
    read,
    columns,
    sample: { ...sample, latest: await latestOf(db, all, types) },
    sizes: [{ size: Math.ceil((row_count * some.reduce((sum, row) => sum + bytesOf(row), 0)) / some.length) }],
    has_lists: ['products', 'product'].every((name) => hasLines(name, types.get(name))),
    row_count,
  }
}

/** How long a row is as a line: one of columns has fields that other events have, and nothing in them. */
function bytesOf(row: SampleRow): number {
  return JSON.stringify(row, (_, value) => value ?? undefined).length + 1
}

const listOf = (paths: readonly string[]) => `[${paths.map(duckdb.text).join(', ')}]`

/** How many rows each file has, in any order. */
async function rowCounts(db: Duckdb, paths: readonly string[]): Promise<number[]> {
  const rows = await db.rows(`SELECT num_rows FROM parquet_file_metadata(${listOf(paths)})`)
  return rows.map(([count]) => Number(count))
}

/** Whether all files have the same columns, in the same order. */
async function areAlike(db: Duckdb, paths: readonly string[]): Promise<boolean> {
  const [kinds] = await db.numbers(`
    SELECT COUNT(DISTINCT fields) FROM (
      SELECT LIST(ROW(name, type, type_length, num_children, converted_type, logical_type) ORDER BY column_id) AS fields
      FROM parquet_schema(${listOf(paths)}) GROUP BY file_name
    )`)
  return kinds === 1
}

/** Rows at either end of some files, as lines. */
async function sampleLines(
  db: Duckdb,
  paths: readonly string[],
  columns: ReadonlyMap<string, ColumnType>,
): Promise<string[]> {
  const fields = FIELDS.filter((name) => columns.has(name)).map((name) => {
    const type = columns.get(name)!
    return [name, cellOf(name, typeof type === 'string' ? type : '')] as const
  })
  const all: string[] = []
  for (const path of someFiles(paths)) {
    const [count] = await rowCounts(db, [path])
    const rows = readParquet([path], ', file_row_number = true')
    const some = `file_row_number < ${SAMPLE_ROWS} OR file_row_number >= ${count! - SAMPLE_ROWS}`
    const lines = await db.rows(linesSql(fields, `(FROM ${rows} WHERE ${some})`))
    all.push(...lines.map(([line]) => line as string))
  }
  return all
}

/** The latest time, which files mostly say without being read. */
async function latestOf(
  db: Duckdb,
  from: string,
  columns: ReadonlyMap<string, ColumnType>,
): Promise<number | undefined> {
  const [[latest]] = (await db.rows(
    `SELECT ${instantOf('MAX(time)', columns.get('time') as string)} FROM ${from}`,
  )) as [[bigint | null]]
  return latest === null ? undefined : Number(latest)
}
