import type { AisleDocument } from '../../language/ast'
import { check } from '../../language/check'
import { DefinitionError } from '../../language/definition-error'
import { limitTo } from '../../language/limit-to'
import { MAX_LINE_BYTES } from '../input/lines'
import type { Report } from '../input/report'
import { duckdb } from '../sql/dialects/duckdb'
import type { FieldMaker } from '../sql/fields'
import { type WrittenQuery, writeQuery } from '../sql/write-query'
import { ask, askInParts, type Decisions } from './ask'
import { isText } from './cells'
import { deleteCopies, findCopies } from './copies'
import { decideAtOnce } from './decide-at-once'
import { type LoadedLog, type LoadOptions, loadLog } from './load-log'
import { asTexts, type LogColumn, logColumns } from './log-columns'
import { fieldsOfLog } from './log-fields'
import { countParts } from './log-parts'
import { createLogRows, type LogParts, type LogRows, linesOf } from './log-rows'
import { type LogSource, ndjsonSource } from './log-source'
import { type Duckdb, openDuckdb } from './open-duckdb'
import { findOwners } from './owners'
import { type ParquetSource, parquetSource } from './parquet-source'
import { type LogFile, type ReadyFile, readyFiles } from './ready-files'
import { estimateRows } from './sample-log'
import { findVisits } from './visits'

/** How {@link readDecisions} reads. */
export interface ReadDecisionsOptions {
  readonly definitions: AisleDocument
  /** Milliseconds since 1970; that of the latest event where it is absent. */
  readonly now?: number | undefined
  readonly limit_to_log?: boolean | undefined
  /** Whether all files are NDJSON, whatever they look like. */
  readonly is_ndjson?: boolean | undefined
  readonly max_line_bytes?: number | undefined
  readonly memory_limit?: string | undefined
  readonly threads?: number | undefined
  /** A folder of its own, for what does not fit in memory and for copies; removed by whoever made it. */
  readonly folder: string
  /** What is wrong with the log goes there, and what is counted. */
  readonly report: Report
  /**
   * A log of more bytes is decided in parts, for tests.
   * @default what its memory allows
   */
  readonly part_bytes?: number | undefined
  /** Called with how far the reading is, from 0 to 1, and about how many rows that is. */
  readonly onProgress?: ((part: number, rows: number) => void) | undefined
}

/** How often it is asked how far the reading is, ms. */
const PROGRESS_MS = 100

/** Reads files into a DuckDB of their own, to be asked what definitions say of each shopper. */
export async function readDecisions(files: readonly LogFile[], options: ReadDecisionsOptions): Promise<Decisions> {
  const { definitions, folder, report, max_line_bytes = MAX_LINE_BYTES } = options
  const problems = check(definitions)
  if (problems.length) throw new DefinitionError(problems)
  const db = await openDuckdb(options)
  try {
    const columns = logColumns(definitions)
    const parts = partsOf(definitions, columns)
    const loading = { ...parts, rows: createLogRows(parts), folder, report, max_line_bytes }
    const how = { ...options, loading }
    // What is found odd there would be found again in the lines.
    const parquet = options.limit_to_log ? undefined : await parquetSource(db, files, loading)
    const decided = parquet && (await decideParquet(db, parquet, how))
    return decided ?? (await decideLines(db, files, { ...how, is_odd: parquet !== undefined }))
  } catch (error) {
    db.close()
    throw error
  }
}

interface DecideHow extends ReadDecisionsOptions {
  readonly loading: LoadOptions
}

/** Decides a log of Parquet in one query, where that can be. */
async function decideParquet(db: Duckdb, log: ParquetSource, options: DecideHow): Promise<Decisions | undefined> {
  const { onStep, stop } = await watch(db, async () => log.row_count, options.onProgress)
  try {
    return await decideOnce(db, log, { ...options, onStep })
  } finally {
    stop()
  }
}

/** Decides a log whose lines are read, in one query where that can be and it is not known to be odd. */
async function decideLines(
  db: Duckdb,
  files: readonly LogFile[],
  options: DecideHow & { readonly is_odd: boolean },
): Promise<Decisions> {
  const { loading, is_ndjson = false, is_odd, limit_to_log } = options
  const ready = await readyFiles(files, { ...loading, db, is_ndjson })
  const { onStep, stop } = await watch(db, () => estimateRows(ready), options.onProgress)
  try {
    // What it is limited to is known in the end only.
    const isKept = is_odd || limit_to_log
    const decided = isKept
      ? undefined
      : await decideOnce(db, await ndjsonSource(ready, loading), { ...options, onStep })
    return decided ?? (await decideKept(db, ready, options))
  } finally {
    stop()
  }
}

interface OnceHow extends DecideHow {
  readonly onStep: (from: number, to: number) => void
}

/** Decides a log in one query, where that can be. */
async function decideOnce(db: Duckdb, log: LogSource, options: OnceHow): Promise<Decisions | undefined> {
  const { definitions, loading, now, part_bytes, onStep } = options
  const writeFor = (fields: FieldMaker, now: number, is_past: boolean) =>
    write(definitions, fields, { now, is_past, key: 'id' })
  return decideAtOnce(db, log, { ...loading, now, part_bytes, onStep, write: writeFor })
}

/** Decides a log that is kept in a table. */
async function decideKept(db: Duckdb, files: readonly ReadyFile[], options: DecideHow): Promise<Decisions> {
  const { definitions, loading, limit_to_log } = options
  const log = await loadLog(db, files, loading)
  await settle(db, log, loading)
  const [[latest]] = (await db.rows('SELECT MAX(time) FROM log')) as [[bigint | null]]
  const names = (await db.rows('SELECT DISTINCT name FROM log')).map(([name]) => name as string)
  const now = options.now ?? (latest === null ? undefined : Number(latest))
  const { jsonOf } = loading.rows
  const fields = fieldsOfLog(await narrow(db, loading.columns, loading.rows), jsonOf)
  const parts = await countParts(db, files, options.part_bytes)
  return {
    now,
    names,
    async *rows() {
      if (now === undefined) return
      const document = limit_to_log ? limitTo(definitions, names) : definitions
      const queryOf = (key: Key) => write(document, fields, { now, key })
      if (parts <= 1) yield* ask(db, queryOf('rowid'), now)
      else yield* askInParts(db, queryOf('row'), { now, folder: options.folder, parts })
    },
    close: db.close,
  }
}

/** Makes of the rows of a log events that are there once, each of a shopper and a visit. */
async function settle(db: Duckdb, log: LoadedLog, { report, has_visits }: { report: Report; has_visits: boolean }) {
  const hasCopies = await findCopies(db, log, report)
  await orderIds(db)
  await findOwners(db)
  if (hasCopies) await deleteCopies(db)
  if (has_visits) await findVisits(db, log)
}

/** What tells the rows of a log apart: in a table their numbers, which are shorter, and which parts of it keep as `row`. */
type Key = 'id' | 'rowid' | 'row'

interface QueryOptions {
  readonly now: number
  readonly key: Key
  readonly is_past?: boolean
}

function write(document: AisleDocument, fields: FieldMaker, options: QueryOptions): WrittenQuery {
  const { key } = options
  const tables = { events: 'log', lines: linesOf(key), event_key: key, products: 'products' }
  return writeQuery(document, { ...options, dialect: duckdb, fields, tables, is_unique: true })
}

/** What a query reads of a log beside its events. */
function partsOf(document: AisleDocument, columns: readonly LogColumn[]): LogParts {
  const { sql } = write(
    document,
    fieldsOfLog(columns, () => 'NULL'),
    { now: 0, key: 'id' },
  )
  return { columns, has_lines: /\be\.products\b/.test(sql), has_visits: /\be\.session_id\b/.test(sql) }
}

/** Ids are compared as they stand, with the quote at their end, which comes after two signs that may be in them. */
async function orderIds(db: Duckdb): Promise<void> {
  const some = `SELECT COUNT(*) FROM log WHERE CONTAINS(id, ' ') OR CONTAINS(id, '!')`
  if ((await db.numbers(some))[0]! > 0) await db.run('UPDATE log SET id = LEFT(id, LENGTH(id) - 1)')
}

/** Columns of which only texts were found are asked as texts alone. */
async function narrow(db: Duckdb, columns: readonly LogColumn[], { jsonOf }: LogRows): Promise<LogColumn[]> {
  const isOther = (cell: string) => `COALESCE(BOOL_OR(NOT (${isText(cell)})), FALSE)`
  const texts = async (some: readonly LogColumn[], from: string, cellOf: (column: LogColumn) => string) => {
    if (!some.length) return []
    const [others] = await db.rows(`SELECT ${some.map((column) => isOther(cellOf(column))).join(', ')} FROM ${from}`)
    return some.filter((_, i) => others![i] === false)
  }
  const mixed = columns.filter(({ type, kinds }) => type === 'mixed' && kinds !== 0)
  const ofEvents = mixed.filter(({ of }) => of !== 'product')
  const ofLines = mixed.filter(({ of }) => of === 'product')
  const found = [
    ...(await texts(ofEvents, 'log', ({ name }) => name)),
    ...(await texts(ofLines, linesOf('rowid'), jsonOf)),
  ]
  return asTexts(columns, (column) => found.includes(column))
}

/** Tells how far DuckDB is, now and then, until it is stopped; `onStep` says what of the whole the next query takes. */
async function watch(
  db: Duckdb,
  countRows: () => Promise<number>,
  onProgress: ReadDecisionsOptions['onProgress'],
): Promise<{ readonly onStep: (from: number, to: number) => void; readonly stop: () => void }> {
  if (!onProgress) return { onStep() {}, stop() {} }
  const rows = await countRows()
  let [from, to] = [0, 1]
  const timer = setInterval(() => {
    const part = from + (db.progress() ?? 0) * (to - from)
    if (part > 0) onProgress(part, Math.round(part * rows))
  }, PROGRESS_MS)
  return {
    onStep(...step) {
      ;[from, to] = step
    },
    stop: () => clearInterval(timer),
  }
}
