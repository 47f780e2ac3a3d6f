import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Report } from '../input/report'
import { duckdb } from '../sql/dialects/duckdb'
import { readCarefully } from './careful-rows'
import { type LogParts, type LogRows, linesOf } from './log-rows'
import { isName, MAX_NAMES, NOT_A_NAME } from './names'
import type { Duckdb } from './open-duckdb'
import { type LineTypes, type NdjsonFiles, type ReadLog, readNdjson } from './read-ndjson'
import type { ReadyFile } from './ready-files'

/** What a log is loaded with. */
export interface LoadOptions extends LogParts {
  readonly rows: LogRows
  /** Where files are put that are needed meanwhile. */
  readonly folder: string
  readonly max_line_bytes: number
  readonly report: Report
}

/** Where the rows of the table `log` came from. */
export interface LoadedLog {
  readonly files: readonly ReadyFile[]
  /** Reads fields of all rows of the log anew, as a relation whose rows have the numbers that they have in `log`. */
  readonly readAgain: (types: LineTypes) => string
  /** How many rows the files have; the rows from there on were read with care, which in the files are `careful`. */
  readonly total: number
  readonly careful: readonly number[]
  /** Whether events may have come more than once. */
  readonly may_have_copies: boolean
}

/**
 * Loads files into the table `log`, in their order: what is clean as it is, all else read with care, line by line.
 *
 * @throws Error where the rows that DuckDB finds are not those of the files.
 */
export async function loadLog(db: Duckdb, files: readonly ReadyFile[], options: LoadOptions): Promise<LoadedLog> {
  const { rows, folder, report } = options
  const log = await filesOf(files, options)
  // What is odd is found in the files again by its number.
  await db.run('SET preserve_insertion_order = true')
  const read: ReadLog = (types) => readNdjson(log, types)
  await db.run(`CREATE TABLE log AS ${rows.read(read)}`)
  const [total = 0, ids] = await db.numbers('SELECT COUNT(*), COUNT(DISTINCT HASH(id)) FROM log')
  const odd = await findOdd(db, read, options)
  report.counts.rows += total - odd.length
  report.counts.events += total - odd.length
  const to = join(folder, 'careful.ndjson')
  const careful = odd.length ? await replaceOdd(db, files, { ...options, total, odd, to }) : []
  const all = { ...log, files: odd.length ? [...log.files, to] : log.files }
  // Of different ids with one hash, two rows are looked at more closely than need be.
  const may_have_copies = odd.length > 0 || ids !== total
  return { files, total, careful, may_have_copies, readAgain: (types) => readNdjson(all, types) }
}

/** Files as DuckDB is to read them. */
export async function filesOf(
  files: readonly ReadyFile[],
  { folder, max_line_bytes }: Pick<LoadOptions, 'folder' | 'max_line_bytes'>,
): Promise<NdjsonFiles> {
  const paths = files.map(({ path }) => path)
  // No query reads no file.
  if (!paths.length) paths.push(await emptyFile(join(folder, 'none.ndjson')))
  return { files: paths, max_line_bytes }
}

/** What {@link replaceOdd} goes by. */
interface ReplaceOptions extends LoadOptions {
  readonly total: number
  /** The rows that are to be read with care, in ascending order. */
  readonly odd: readonly number[]
  /** The file for the events that they make. */
  readonly to: string
}

/** Puts what could be read with care into the place of rows that are not clean; gives which of them these were. */
async function replaceOdd(
  db: Duckdb,
  files: readonly ReadyFile[],
  options: ReplaceOptions,
): Promise<readonly number[]> {
  const { rows: log, total, odd, to, report, max_line_bytes } = options
  const { rows, total: found } = await readCarefully(files, { wanted: odd, to, report })
  if (found !== total) throw differs(found, total)
  // Before rows go, so that these have the numbers after all others.
  const careful: ReadLog = (types) => readNdjson({ files: [to], max_line_bytes }, types)
  await db.run(`INSERT INTO log ${log.read(careful, { is_read: true })}`)
  await db.run('DELETE FROM log WHERE rowid IN (SELECT row FROM odd)')
  return rows
}

/** Whether an event does not say which visit it is of. */
export async function lacksVisits(db: Duckdb): Promise<boolean> {
  return (await db.numbers('SELECT COUNT(*) FROM log WHERE session_id IS NULL'))[0]! > 0
}

async function emptyFile(path: string): Promise<string> {
  await writeFile(path, '')
  return path
}

/** The rows that have to be read with care, in order; also in the table `odd`. */
async function findOdd(db: Duckdb, log: ReadLog, { has_lines, rows }: LoadOptions): Promise<number[]> {
  const is = [rows.is_odd, await badNames(db)]
  if (has_lines) {
    const lines = linesOf('rowid')
    is.push(`rowid IN (SELECT event_id FROM ${lines} WHERE ${rows.is_odd_line})`)
    if (await hasBare(db, `EXISTS (FROM log WHERE is_bare) OR EXISTS (FROM ${lines} WHERE ${rows.is_bare_line})`)) {
      await db.run(`CREATE TABLE shapes AS ${oddShapes(log)}`)
      is.push('rowid IN (SELECT rowid FROM shapes WHERE is_odd)')
    }
  }
  await db.run(`CREATE TABLE odd AS SELECT rowid AS row FROM log WHERE ${is.join(' OR ')}`)
  const found = await db.rows('SELECT row FROM odd ORDER BY row')
  return found.map(([row]) => Number(row))
}

/** Which names are none. */
async function badNames(db: Duckdb): Promise<string> {
  const found = await db.rows(`SELECT DISTINCT '=' || name FROM log WHERE name IS NOT NULL LIMIT ${MAX_NAMES + 1}`)
  if (found.length > MAX_NAMES) return NOT_A_NAME
  const bad = found.map(([name]) => (name as string).slice(1)).filter((name) => !isName(name))
  return bad.length ? `name IN (${bad.map(duckdb.text).join(', ')})` : 'FALSE'
}

/** Whether an event, or a product line, has nothing that was read: it may be of another shape than it should. */
async function hasBare(db: Duckdb, condition: string): Promise<boolean> {
  const [[is]] = (await db.rows(`SELECT ${condition}`)) as [[boolean]]
  return is
}

/** Of each row whether its product lines are no list of objects. */
export function oddShapes(log: ReadLog): string {
  const elements = `FROM_JSON(products, '["JSON"]')`
  const odd = `LEN(LIST_FILTER(${elements}, lambda x: x IS NULL OR NOT STARTS_WITH(x, '{'))) > 0`
  const is = [
    `COALESCE(NOT STARTS_WITH(products, '['), FALSE)`,
    `COALESCE(${odd}, FALSE)`,
    `COALESCE(NOT STARTS_WITH(product, '{'), FALSE)`,
  ]
  return `SELECT ${is.join(' OR ')} AS is_odd FROM ${log({ products: 'JSON', product: 'JSON' })}`
}

function differs(found: number, wanted: number): Error {
  const message = `Cannot decide with DuckDB: found ${wanted} rows where the files have ${found}, expected as many (the engine "js" reads them)`
  return Object.assign(new Error(message), { code: 'different_rows' })
}
