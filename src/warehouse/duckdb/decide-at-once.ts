import type { Report } from '../input/report'
import type { WrittenQuery } from '../sql/write-query'
import { answersSql, type Decisions, decisionsOf } from './ask'
import { filesOf, oddShapes } from './load-log'
import type { LogColumn } from './log-columns'
import type { LogParts, LogRows } from './log-rows'
import { isName, MAX_NAMES } from './names'
import type { Cell, Duckdb } from './open-duckdb'
import type { NdjsonFiles } from './read-ndjson'
import type { ReadyFile } from './ready-files'
import { sampleLog } from './sample-log'

/** What {@link decideAtOnce} goes by. */
export interface AtOnceOptions extends LogParts {
  readonly rows: LogRows
  readonly now: number | undefined
  /** Writes the query, for columns that may be narrower than they were. */
  readonly write: (columns: readonly LogColumn[], now: number, is_past: boolean) => WrittenQuery
  readonly folder: string
  readonly max_line_bytes: number
  readonly report: Report
}

/** What a query finds out beside its answers. */
interface Checks {
  readonly total: number
  readonly latest: number | null
  readonly is_fine: boolean
  readonly names: readonly string[]
}

/**
 * Decides a log in one query that reads it once, and checks on the way that there is nothing in it which takes more: no row that
 * is not clean, no event twice, nobody to be found out, no visit missing. A log is not kept in a table for it, which saves a third.
 *
 * @returns undefined where there is something, or where it looks like it.
 */
export async function decideAtOnce(
  db: Duckdb,
  files: readonly ReadyFile[],
  options: AtOnceOptions,
): Promise<Decisions | undefined> {
  const { write, report, columns } = options
  const sample = await sampleLog(files, options)
  const now = options.now ?? sample.latest
  if (now === undefined || !sample.is_plain) return undefined
  const texts = columns.filter((column) => column.type === 'mixed' && !sample.mixed.has(column))
  const narrowed = columns.map((column) => (texts.includes(column) ? { ...column, type: 'text' as const } : column))
  const log = await filesOf(files, options)
  const isPast = !(sample.latest! > now)
  const query = write(narrowed, now, isPast)
  const shapes = options.has_lines && sample.is_bare ? oddShapes(log) : undefined
  await db.run('SET preserve_insertion_order = false')
  const stream = db.stream(onceSql(query, log, { ...options, texts, shapes, is_slim: !sample.has_more }))
  // What is odd may make the query fail, too: then it is looked at row by row.
  const first = ((await stream.next().catch(() => undefined))?.value ?? undefined) as Cell[][] | undefined
  if (!first) return undefined
  const { total, latest, is_fine, names } = JSON.parse(first.shift()![1] as string) as Checks
  const isFine = is_fine && names.length <= MAX_NAMES && names.every(isName)
  const isNow = options.now === undefined ? latest === now : !isPast || !(latest! > now)
  if (!isFine || !isNow) {
    await stream.return(undefined)
    return undefined
  }
  report.counts.rows += total
  report.counts.events += total
  const read = decisionsOf(query, now)
  return {
    now,
    names,
    async *rows() {
      yield read(first)
      for await (const rows of stream) yield read(rows)
    },
    close: db.close,
  }
}

/** Ids are compared as they stand, with the quote at their end, before which no sign but these two comes. */
const IS_IN_ORDER = `NOT CONTAINS(id, ' ') AND NOT CONTAINS(id, '!')`

/** What {@link checksSql} goes by. */
interface CheckOptions extends LogParts {
  readonly rows: LogRows
  /** Columns of any type that nothing but texts is to be in. */
  readonly texts: readonly LogColumn[]
  /** A query that says of each row whether its lines are of another shape, where that has to be asked. */
  readonly shapes: string | undefined
  readonly is_slim: boolean
}

/** A query whose first row is about the log as a whole, `outcomes` being {@link Checks} as JSON; then the answers follow. */
function onceSql(query: WrittenQuery, log: NdjsonFiles, options: CheckOptions): string {
  return `
    WITH log AS MATERIALIZED (${options.rows.read(log, options)}),
    checks AS MATERIALIZED (${checksSql(options)})
    FROM (
      SELECT CAST(NULL AS VARCHAR) AS shopper_id, CAST(TO_JSON(checks) AS VARCHAR) AS outcomes FROM checks
      UNION ALL BY NAME
      FROM (${answersSql(query)}) WHERE shopper_id IS NOT NULL
    ) ORDER BY shopper_id ->> '$' NULLS FIRST`
}

/** What a log is like as a whole: one row. */
function checksSql({ rows, texts, shapes, is_slim, has_lines, has_visits }: CheckOptions): string {
  const isText = (cell: string) => `COALESCE(STARTS_WITH(${cell}, '"'), TRUE)`
  const ofEvents = texts.filter(({ of, kinds }) => of !== 'product' && kinds !== 0).map(({ name }) => isText(name))
  const ofLines = texts
    .filter(({ of, kinds }) => of === 'product' && kinds !== 0)
    .map((column) => isText(`CAST(${rows.jsonOf(column)} AS VARCHAR)`))
  const none = (condition: string, from = 'log') => `NOT EXISTS (FROM ${from} WHERE ${condition})`
  const isThere = has_lines && shapes === undefined ? [is_slim ? 'products IS NOT NULL' : 'NOT is_bare'] : []
  const is = [
    none(`NOT (${[is_slim ? rows.is_clean_slim : rows.is_clean, IS_IN_ORDER, ...ofEvents, ...isThere].join(' AND ')})`),
    ...(is_slim ? [] : ['NOT (BOOL_OR(is_open) AND BOOL_OR(visitor_id IS NOT NULL AND user_id IS NOT NULL))']),
    'COUNT(DISTINCT HASH(id)) = COUNT(*)',
    ...(has_visits ? ['COUNT(session_id) = COUNT(*)'] : []),
  ]
  if (has_lines) {
    const isFine = [rows.is_clean_line, ...ofLines, ...(shapes === undefined ? [`NOT (${rows.is_bare_line})`] : [])]
    is.push(none(`NOT (${isFine.join(' AND ')})`, '(SELECT UNNEST(products) AS p FROM log)'))
    if (shapes !== undefined) is.push(none('is_odd', `(${shapes})`))
  }
  const names = `SELECT COALESCE(LIST(name), []) FROM (SELECT DISTINCT name FROM log LIMIT ${MAX_NAMES + 1})`
  return `SELECT COUNT(*) AS total, MAX(time) AS latest, COALESCE(${is.join('\n      AND ')}, TRUE) AS is_fine, (${names}) AS names FROM log`
}
