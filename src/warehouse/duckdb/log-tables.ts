import { MAX_PRODUCT_LINES } from '../../vocabulary/limits'
import { cellsOf, integerOf, isCleanCell, isShortText, isTime, textOf } from './cells'
import type { LogColumn } from './log-columns'
import { lineShape, type NdjsonFiles, readNdjson } from './read-ndjson'
import { isUserSql } from './user-id'

/** What of a log is asked about, beside its events and their fields. */
export interface LogParts {
  readonly columns: readonly LogColumn[]
  /** Whether product lines are asked about. */
  readonly has_lines: boolean
  /** Whether visits are asked about. */
  readonly has_visits: boolean
}

/**
 * The tables of a log: `log`, a row each event, and `lines`, a row each product line. Ids stand there as JSON, in quotes: they
 * are compared, and few are ever shown.
 */
export interface LogTables {
  /** A query that reads files as rows of `log`. */
  readonly readLog: (files: NdjsonFiles) => string
  /** A query that makes the rows of `lines` of rows of `log` from one on. */
  readonly readLines: (from_row: number) => string
}

/** A text of printable ASCII: what JSON escapes has a backslash. */
const IS_ID = [
  `STARTS_WITH(id, '"')`,
  'STRLEN(id) BETWEEN 3 AND 130',
  'STRLEN(id) = LENGTH(id)',
  `NOT CONTAINS(id, '\\')`,
  'NOT CONTAINS(id, CHR(127))',
]

/** Whether an envelope is one that needs no more reading: NULL where a field is absent that may be. Names are looked at later, being few. */
const IS_CLEAN_ENVELOPE = [
  ...IS_ID,
  'id IS NOT NULL AND name IS NOT NULL AND time IS NOT NULL',
  isTime('time'),
  ...['shopper_id', 'visitor_id', 'user_id'].map((name) => isShortText(name, { may_be_empty: false })),
  'COALESCE(shopper_id, user_id, visitor_id) IS NOT NULL',
]

/** The product lines of an event: `product` stands for them where there are none. */
const LINES = 'CASE WHEN LEN(products) > 0 THEN products WHEN product IS NOT NULL THEN [product] END'

const HAS_CLEAN_LINES = [`LEN(products) <= ${MAX_PRODUCT_LINES}`, 'NOT (LEN(products) > 0 AND product IS NOT NULL)']

/** Writes the queries that make the tables of a log. */
export function createLogTables({ columns, has_lines, has_visits }: LogParts): LogTables {
  const { types, jsonOf } = lineShape(columns, { has_lines, has_visits })
  const ofEvents = columns.filter(({ of }) => of !== 'product')
  const ofLines = columns.filter(({ of }) => of === 'product')
  const cells = (some: readonly LogColumn[]) =>
    some.flatMap((column) => cellsOf(column, jsonOf(column)).map(([name, sql]) => `${sql} AS ${name}`))
  const clean = (some: readonly LogColumn[]) =>
    some.filter(({ kinds }) => kinds !== 0).map((column) => isCleanCell(column, jsonOf(column)))
  const isClean = [
    ...IS_CLEAN_ENVELOPE,
    ...(has_visits ? [isShortText('session_id')] : []),
    ...(has_lines ? HAS_CLEAN_LINES : []),
    ...clean(ofEvents),
  ]
  const log = [
    'CAST(id AS VARCHAR) AS id',
    'name',
    `${integerOf('time')} AS time`,
    ...PARTIES,
    `${has_visits ? `NULLIF(session_id, '""')` : 'CAST(NULL AS VARCHAR)'} AS session_id`,
    ...cells(ofEvents),
    ...(has_lines ? [`${LINES} AS products`, 'products IS NULL AND product IS NULL AS is_bare'] : []),
    `(${isClean.join('\n    AND ')}) IS NOT FALSE AS is_clean`,
  ]
  const jsons = ofLines.filter(({ kinds }) => kinds !== 0).map((column) => jsonOf(column))
  const lines = [
    'event_id',
    'line',
    ...cells(ofLines),
    `(${['p IS NOT NULL', ...clean(ofLines)].join('\n    AND ')}) IS NOT FALSE AS is_clean`,
    `COALESCE(${[...(jsons.length ? jsons : ['p.product_id'])].join(', ')}) IS NULL AS is_bare`,
  ]
  return {
    readLog: (files) => `SELECT\n  ${log.join(',\n  ')}\nFROM ${readNdjson(files, types)}`,
    readLines: (from_row) => {
      const each = 'rowid AS event_id, UNNEST(products) AS p, GENERATE_SUBSCRIPTS(products, 1) AS line'
      return `SELECT\n  ${lines.join(',\n  ')}\nFROM (SELECT ${each} FROM log WHERE rowid >= ${from_row})`
    },
  }
}

/**
 * Whose an event is, as far as it says so itself: `is_open` where its visitor's other events may say more, `read_as` whose it was
 * at first where that was a user who is none.
 */
const PARTIES = (() => {
  const isUser = isUserSql(textOf('user_id'))
  const isUnsaid = 'shopper_id IS NULL OR shopper_id = visitor_id'
  return [
    `CAST(COALESCE(shopper_id, CASE WHEN ${isUser} THEN user_id END, visitor_id, user_id) AS VARCHAR) AS shopper_id`,
    'CAST(visitor_id AS VARCHAR) AS visitor_id',
    `CAST(CASE WHEN ${isUser} THEN user_id END AS VARCHAR) AS user_id`,
    `visitor_id IS NOT NULL AND (${isUnsaid}) AND NOT COALESCE(${isUser}, FALSE) AS is_open`,
    `CAST(CASE WHEN shopper_id IS NULL AND NOT ${isUser} THEN user_id END AS VARCHAR) AS read_as`,
  ]
})()
