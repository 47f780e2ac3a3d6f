import type { Report } from '../input/report'
import type { FieldMaker } from '../sql/fields'
import type { WrittenQuery } from '../sql/write-query'
import { answersSql, type Decisions, decisionsOf } from './ask'
import { oddShapes } from './load-log'
import { asTexts } from './log-columns'
import { fieldsOfLog } from './log-fields'
import { answerParts, answersInOrder, countParts, dropParts, type PartOptions } from './log-parts'
import { createLogRows, type LogParts, type LogRows } from './log-rows'
import type { LogSource } from './log-source'
import { isName, MAX_NAMES } from './names'
import type { Cell, Duckdb } from './open-duckdb'
import type { ReadLog } from './read-ndjson'

/** What {@link decideAtOnce} goes by. */
export interface AtOnceOptions extends Omit<LogParts, 'columns'> {
  readonly now: number | undefined
  /** Writes the query, for a log's fields. */
  readonly write: (fields: FieldMaker, now: number, is_past: boolean) => WrittenQuery
  readonly folder: string
  readonly report: Report
  readonly part_bytes?: number | undefined
  readonly onStep?: ((from: number, to: number) => void) | undefined
}

/** What a query finds out beside its answers. */
interface Checks {
  readonly total: number
  readonly latest: number | null
  readonly is_fine: boolean
  /** Whether an event's owner may be said by another of its visitor, and whether an event says one. */
  readonly is_open: boolean
  readonly is_owned: boolean
  readonly names: readonly string[]
}

/**
 * Decides a log in one query that reads it once, and checks on the way that there is nothing in it which takes more: no row that
 * is not clean, no event twice, nobody to be found out, no visit missing. A log is not kept in a table for it, which saves a third.
 * One that is too long for its memory is decided in parts.
 *
 * @returns undefined where there is something, or where it looks like it.
 */
export async function decideAtOnce(
  db: Duckdb,
  { read: log, sample, sizes, has_lists, ...source }: LogSource,
  options: AtOnceOptions,
): Promise<Decisions | undefined> {
  const { write, report, folder } = options
  const now = options.now ?? sample.latest
  if (now === undefined || !sample.is_plain) return undefined
  const may_be_bare = options.has_lines && (sample.is_bare || has_lists)
  // What is odd may make a query fail, too: then it is looked at row by row.
  if (may_be_bare && !has_lists && (await hasOddShapes(db, log).catch(() => true))) return undefined
  const isPast = !(sample.latest! > now)
  const columns = asTexts(source.columns, (column) => !sample.mixed.has(column))
  const rows = createLogRows({ ...options, columns })
  const query = write(fieldsOfLog(columns, rows.jsonOf), now, isPast)
  const is_slim = !sample.has_more
  await db.run('SET preserve_insertion_order = false')
  const found = await askAtOnce(db, {
    rows: rows.read(log, { is_slim }),
    answersOf: (part) => onceSql(query, part, { ...options, rows, may_be_bare, is_slim }),
    how: { ...options, parts: await countParts(db, sizes, options.part_bytes) },
  }).catch(() => undefined)
  const isNow = found && (options.now === undefined ? found.latest === now : !isPast || !(found.latest! > now))
  if (!found?.is_fine || !isNow) {
    await found?.answers.return(undefined)
    await dropParts(db, { folder })
    return undefined
  }
  report.counts.rows += found.total
  report.counts.events += found.total
  const read = decisionsOf(query, now)
  return {
    now,
    names: found.names,
    async *rows() {
      for await (const rows of found.answers) yield read(rows)
    },
    close: db.close,
  }
}

async function hasOddShapes(db: Duckdb, log: ReadLog): Promise<boolean> {
  const [[is]] = (await db.rows(`SELECT COALESCE(BOOL_OR(is_odd), FALSE) FROM (${oddShapes(log)})`)) as [[boolean]]
  return is
}

/** What is found out about a log as a whole, with the answers, which are yet to be read. */
interface Found extends Pick<Checks, 'total' | 'latest' | 'is_fine' | 'names'> {
  readonly answers: AsyncGenerator<Cell[][]>
}

interface AskOptions {
  /** A query of the log's rows. */
  readonly rows: string
  /** Writes what is asked of some of them: a row of checks, whose `shopper_id` is NULL, and the answers. */
  readonly answersOf: (rows: string) => string
  readonly how: PartOptions
}

async function askAtOnce(db: Duckdb, { rows, answersOf, how }: AskOptions): Promise<Found> {
  if (how.parts > 1) {
    await answerParts(db, rows, answersOf, how)
    const checks = await db.rows('SELECT outcomes FROM answers WHERE shopper_id IS NULL')
    return { ...together(checks.map(([json]) => JSON.parse(json as string))), answers: answersInOrder(db) }
  }
  const stream = db.stream(`FROM (${answersOf(rows)}) ORDER BY shopper_id ->> '$' NULLS FIRST`)
  const first = (await stream.next()).value as Cell[][]
  const checks = first.shift()![1] as string
  return { ...together([JSON.parse(checks)]), answers: continued(first, stream) }
}

async function* continued(first: Cell[][], rest: AsyncGenerator<Cell[][]>): AsyncGenerator<Cell[][]> {
  try {
    yield first
    yield* rest
  } finally {
    await rest.return(undefined)
  }
}

function together(all: readonly Checks[]): Omit<Found, 'answers'> {
  const times = all.flatMap(({ latest }) => latest ?? [])
  const names = [...new Set(all.flatMap((checks) => checks.names))]
  const isUnsaid = all.some(({ is_open }) => is_open) && all.some(({ is_owned }) => is_owned)
  return {
    total: all.reduce((sum, { total }) => sum + total, 0),
    latest: times.length ? times.reduce((a, b) => Math.max(a, b)) : null,
    names,
    is_fine: all.every(({ is_fine }) => is_fine) && !isUnsaid && names.length <= MAX_NAMES && names.every(isName),
  }
}

/** Ids are compared as they stand, with the quote at their end, before which no sign but these two comes. */
const IS_OUT_OF_ORDER = [`CONTAINS(id, ' ')`, `CONTAINS(id, '!')`]

/** What {@link checksSql} goes by. */
interface CheckOptions extends Omit<LogParts, 'columns'> {
  readonly rows: LogRows
  /** Whether product lines may be missing, or have nothing that is read: it has been asked what they are then. */
  readonly may_be_bare: boolean
  readonly is_slim: boolean
}

/** A query with one row about the rows as a whole, `outcomes` being {@link Checks} as JSON, and with the answers, in any order. */
function onceSql(query: WrittenQuery, rows: string, options: CheckOptions): string {
  return `
    WITH log AS MATERIALIZED (${rows}),
    checks AS MATERIALIZED (${checksSql(options)})
    SELECT CAST(NULL AS VARCHAR) AS shopper_id, CAST(TO_JSON(checks) AS VARCHAR) AS outcomes FROM checks
    UNION ALL BY NAME
    FROM (${answersSql(query)}) WHERE shopper_id IS NOT NULL`
}

/** What a log is like as a whole: one row. */
function checksSql({ rows, may_be_bare, is_slim, has_lines, has_visits }: CheckOptions): string {
  const none = (conditions: readonly string[], from = 'log') =>
    `NOT EXISTS (FROM ${from} WHERE ${conditions.join(' OR ')})`
  const isBare = has_lines && !may_be_bare ? [is_slim ? 'products IS NULL' : 'is_bare'] : []
  const is = [
    none([is_slim ? rows.is_odd_slim : rows.is_odd, ...IS_OUT_OF_ORDER, ...isBare]),
    'COUNT(DISTINCT HASH(id)) = COUNT(*)',
    ...(has_visits ? ['COUNT(session_id) = COUNT(*)'] : []),
  ]
  if (has_lines) {
    const isOdd = may_be_bare ? [rows.is_odd_line] : [rows.is_odd_line, rows.is_bare_line]
    is.push(none(isOdd, '(SELECT UNNEST(products) AS p FROM log)'))
  }
  const owners = is_slim
    ? ['FALSE AS is_open', 'FALSE AS is_owned']
    : [
        'COALESCE(BOOL_OR(is_open), FALSE) AS is_open',
        'COALESCE(BOOL_OR(visitor_id IS NOT NULL AND user_id IS NOT NULL), FALSE) AS is_owned',
      ]
  const names = `SELECT COALESCE(LIST(name), []) FROM (SELECT DISTINCT name FROM log LIMIT ${MAX_NAMES + 1})`
  const facts = [
    'COUNT(*) AS total',
    'MAX(time) AS latest',
    `COALESCE(${is.join('\n      AND ')}, TRUE) AS is_fine`,
    ...owners,
    `(${names}) AS names`,
  ]
  return `SELECT ${facts.join(', ')} FROM log`
}
