import type { AisleDocument } from '../../language/ast'
import { check } from '../../language/check'
import { DefinitionError } from '../../language/definition-error'
import { limitTo } from '../../language/limit-to'
import { MAX_LINE_BYTES } from '../input/lines'
import type { Report } from '../input/report'
import { duckdb } from '../sql/dialects/duckdb'
import type { FieldMaker } from '../sql/fields'
import { type WrittenQuery, writeQuery } from '../sql/write-query'
import { ask, type Decision } from './ask'
import { deleteCopies, findCopies } from './copies'
import { decideAtOnce } from './decide-at-once'
import { type LoadedLog, loadLog } from './load-log'
import { type LogColumn, logColumns } from './log-columns'
import { fieldsOfLog } from './log-fields'
import { createLogRows, type LogParts, type LogRows, linesOf } from './log-rows'
import { type Duckdb, openDuckdb } from './open-duckdb'
import { findOwners } from './owners'
import { type LogFile, readyFiles } from './ready-files'
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
  /** Called with how far the reading is, from 0 to 1. */
  readonly onProgress?: ((part: number) => void) | undefined
}

/** A log that has been read, to be asked once. */
export interface Decisions {
  /** The instant that is answered for; undefined where there was no event to take it from. */
  readonly now: number | undefined
  /** The names of the events that the log has. */
  readonly names: readonly string[]
  /** In the order of the shoppers' ids, some at once. */
  rows(): AsyncIterable<readonly Decision[]>
  close(): void
}

/** How often it is asked how far the reading is, ms. */
const PROGRESS_MS = 100

/** Reads files into a DuckDB of their own, to be asked what definitions say of each shopper. */
export async function readDecisions(files: readonly LogFile[], options: ReadDecisionsOptions): Promise<Decisions> {
  const { definitions, folder, report, is_ndjson = false, max_line_bytes = MAX_LINE_BYTES } = options
  const problems = check(definitions)
  if (problems.length) throw new DefinitionError(problems)
  const ready = await readyFiles(files, { folder, max_line_bytes, report, is_ndjson })
  const db = await openDuckdb(options)
  try {
    const stop = watch(db, options.onProgress)
    const columns = logColumns(definitions)
    const parts = partsOf(definitions, columns)
    const rows = createLogRows(parts)
    const loading = { ...parts, rows, folder, report, max_line_bytes }
    const writer = (key: Key, document = definitions) => {
      return (some: readonly LogColumn[], now: number, is_past = false) =>
        write(document, fieldsOfLog(some, rows.jsonOf), { now, key, is_past })
    }
    // What it limits to is known in the end.
    const once = options.limit_to_log
      ? undefined
      : await decideAtOnce(db, ready, { ...loading, now: options.now, write: writer('id') })
    if (once) {
      stop()
      return once
    }
    const log = await loadLog(db, ready, loading).finally(stop)
    await settle(db, log, loading)
    const [[latest]] = (await db.rows('SELECT MAX(time) FROM log')) as [[bigint | null]]
    const names = (await db.rows('SELECT DISTINCT name FROM log')).map(([name]) => name as string)
    const now = options.now ?? (latest === null ? undefined : Number(latest))
    const narrowed = await narrow(db, columns, rows)
    return {
      now,
      names,
      async *rows() {
        if (now === undefined) return
        const document = options.limit_to_log ? limitTo(definitions, names) : definitions
        yield* ask(db, writer('rowid', document)(narrowed, now), now)
      },
      close: db.close,
    }
  } catch (error) {
    db.close()
    throw error
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

/** What tells the rows of a log apart: in a table their numbers, which are shorter. */
type Key = 'id' | 'rowid'

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

/** Columns of which only texts were found are asked as texts alone, which is quicker. */
async function narrow(db: Duckdb, columns: readonly LogColumn[], { jsonOf }: LogRows): Promise<LogColumn[]> {
  const isOther = (cell: string) => `COALESCE(BOOL_OR(NOT STARTS_WITH(CAST(${cell} AS VARCHAR), '"')), FALSE)`
  const texts = async (some: readonly LogColumn[], from: string, cellOf: (column: LogColumn) => string) => {
    if (!some.length) return []
    const [others] = await db.rows(`SELECT ${some.map((column) => isOther(cellOf(column))).join(', ')} FROM ${from}`)
    return some.filter((_, i) => others![i] === false)
  }
  const mixed = columns.filter(({ type, kinds }) => type === 'mixed' && kinds !== 0)
  const ofEvents = mixed.filter(({ of }) => of !== 'product')
  const ofLines = mixed.filter(({ of }) => of === 'product')
  const narrower = new Set([
    ...(await texts(ofEvents, 'log', ({ name }) => name)),
    ...(await texts(ofLines, linesOf('rowid'), jsonOf)),
  ])
  return columns.map((column) => (narrower.has(column) ? { ...column, type: 'text' } : column))
}

/** Tells how far DuckDB is, now and then, until it is stopped. */
function watch(db: Duckdb, onProgress: ReadDecisionsOptions['onProgress']): () => void {
  if (!onProgress) return () => {}
  const timer = setInterval(() => {
    const part = db.progress()
    if (part !== undefined) onProgress(part)
  }, PROGRESS_MS)
  return () => clearInterval(timer)
}
