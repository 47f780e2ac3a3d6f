import { symlink } from 'node:fs/promises'
import { resolve } from 'node:path'
import { UnreadableFile } from '../input/unreadable-file'
import { duckdb } from '../sql/dialects/duckdb'
import type { Duckdb } from './open-duckdb'

/** What {@link parquetLines} goes by. */
export interface ParquetOptions {
  /** Whether a map says what the columns are called: then they stay as they are. */
  readonly is_mapped: boolean
}

const { quote, text } = duckdb

/** Columns of the vocabulary that may be times of Parquet's own. */
const TIMES = ['time', 'sent_at', 'received_at']
/** Those that may be JSON texts. */
const NESTED = ['props', 'context', 'products', 'product']
const PARTIES = ['shopper_id', 'user_id', 'visitor_id']

/** Whether a file begins as Parquet does. */
export function isParquet(start: Buffer): boolean {
  return start.subarray(0, 4).toString('latin1') === 'PAR1'
}

/** A relation: the rows of Parquet files whose columns are the same. */
export function readParquet(paths: readonly string[], more = ''): string {
  return `read_parquet([${paths.map(text).join(', ')}], binary_as_string = true, hive_partitioning = false${more})`
}

/**
 * Writes the rows of a Parquet file as lines of NDJSON, so that all that is said of lines holds for them: line 7 is row 7.
 *
 * @throws UnreadableFile where it is cut off or damaged, or lacks columns that every event has.
 */
export async function parquetLines(db: Duckdb, path: string, to: string, options: ParquetOptions): Promise<void> {
  // Under a name that DuckDB takes for no pattern.
  const link = `${to}.parquet`
  await symlink(resolve(path), link)
  const from = readParquet([link])
  const columns = await readable(db.rows(`DESCRIBE SELECT * FROM ${from}`))
  const fields = columns.map(([name, type]) => [name, type] as [string, string])
  if (!options.is_mapped && !hasEvents(fields.map(([name]) => name))) refuse(fields.map(([name]) => name))
  const lines = linesSql(
    fields.map(([name, type]) => [name, options.is_mapped ? quote(name) : cellOf(name, type)]),
    from,
  )
  await db.run('SET preserve_insertion_order = true')
  // What JSON escapes is in no line: they are written as they are.
  const how = `FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER '\u0001'`
  await readable(db.run(`COPY (${lines}) TO ${text(to)} (${how})`))
}

/** A query that writes rows of Parquet as lines, given what stands for each of their fields. */
export function linesSql(fields: readonly (readonly [name: string, sql: string])[], from: string): string {
  const parts = fields.map(([name, sql]) => `${text(name)}: ${sql}`)
  return `SELECT ${withoutNaN('j')} FROM (SELECT CAST(TO_JSON({${parts.join(', ')}}) AS VARCHAR) AS j FROM ${from})`
}

/** Whether columns have what every event has. */
export function hasEvents(names: readonly string[]): boolean {
  return names.includes('name') && names.includes('time') && PARTIES.some((name) => names.includes(name))
}

function refuse(names: readonly string[]): never {
  const found = `the columns ${names.map((name) => JSON.stringify(name)).join(' ')}`.slice(0, 400)
  throw new UnreadableFile(`found ${found}, wanted name, time, and one of shopper_id, user_id, visitor_id (or a --map)`)
}

/** What stands for a column in a line. */
export function cellOf(name: string, type: string): string {
  const column = quote(name)
  if (TIMES.includes(name)) return instantOf(column, type)
  if (!NESTED.includes(name) || type !== 'VARCHAR') return column
  return `CASE WHEN JSON_VALID(${column}) THEN CAST(${column} AS JSON) ELSE TO_JSON(${column}) END`
}

/** A time as a log has it: of one of Parquet's own its milliseconds. */
export function instantOf(sql: string, type: string): string {
  if (/WITH TIME ZONE/.test(type)) return `EPOCH_MS(${sql})`
  return /^(TIMESTAMP|DATE)/.test(type) ? `EPOCH_MS(CAST(${sql} AS TIMESTAMP))` : sql
}

/** JSON has no such numbers: they are absent. What only looks like one in a text stays, but for a row that has one. */
function withoutNaN(json: string): string {
  const bare = `REGEXP_REPLACE(${json}, '"(?:[^"\\\\]|\\\\.)*"', '', 'g')`
  const is = `REGEXP_MATCHES(${json}, 'NaN|Infinity') AND REGEXP_MATCHES(${bare}, 'NaN|Infinity')`
  return `CASE WHEN ${is} THEN REGEXP_REPLACE(${json}, '([:,\\[])(NaN|-?Infinity)', '\\1null', 'g') ELSE ${json} END`
}

/** Tells damage to a file from all else that may go wrong. */
async function readable<Result>(running: Promise<Result>): Promise<Result> {
  return running.catch((error: Error) => {
    if (/out of memory|no space|could not write|failed to write|permission/i.test(error.message)) throw error
    const why = error.message
      .replace(/^Cannot decide with DuckDB: /, '')
      .split('\n')[0]!
      .replaceAll(', wanted ', ' wanted ')
    throw new UnreadableFile(`found Parquet that is cut off or damaged (${why.replace(/ ['"]?\/[^ ]*$/, '')})`)
  })
}
