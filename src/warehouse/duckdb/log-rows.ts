import { MAX_PRODUCT_LINES } from '../../vocabulary/limits'
import { cellOf, integerOf, isCleanCell, isShortText, isText, isTime, textOf, timeOf } from './cells'
import type { LogColumn } from './log-columns'
import { type LineTypes, lineShape, type ReadLog } from './read-ndjson'
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
 * The rows of a log, one for each event, with its product lines. Ids and other texts stand there as JSON, in quotes: they are
 * compared, and few are ever shown.
 */
export interface LogRows {
  /** The fields of a log that rows are made of. */
  readonly types: LineTypes
  /** A query that reads a log as rows. */
  readonly read: (log: ReadLog, how?: ReadHow) => string
  /** Whether a row needs more reading: true, false or NULL. Names are looked at elsewhere, being few. */
  readonly is_odd: string
  /** The same of a row that was read slim. */
  readonly is_odd_slim: string
  /** The same of a product line `p`, all that {@link linesOf} gives. */
  readonly is_odd_line: string
  /** Whether a product line has nothing that was read. */
  readonly is_bare_line: string
  /** The JSON of a column's field, given that of a product line as `p`. */
  readonly jsonOf: (column: LogColumn) => string
}

/** How rows are read. */
export interface ReadHow {
  /** They have been read with care before. */
  readonly is_read?: boolean
  /** Shoppers and product lines are taken from `shopper_id` and `products` alone; a row that has more is odd. */
  readonly is_slim?: boolean
}

/** A relation: the product lines of the rows of `log`, each as `p`, with their places and the key of their row. */
export function linesOf(key: string): string {
  return `(SELECT ${key} AS event_id, UNNEST(products) AS p, GENERATE_SUBSCRIPTS(products, 1) AS line FROM log)`
}

/** Anything but a text of printable ASCII: what JSON escapes has a backslash. */
const IS_NO_ID = [
  'id IS NULL',
  `NOT (${isText('id')})`,
  'STRLEN(id) NOT BETWEEN 3 AND 130',
  'STRLEN(id) <> LENGTH(id)',
  `CONTAINS(id, '\\')`,
  'CONTAINS(id, CHR(127))',
]

/** Whether it is clear whose an event is; NULL where a field is absent that may be. */
const IS_OWNED = [
  ...['shopper_id', 'visitor_id', 'user_id'].map((name) => isShortText(name, { may_be_empty: false })),
  'COALESCE(shopper_id, user_id, visitor_id) IS NOT NULL',
]

/** The product lines of an event: `product` stands for them where there are none. */
const LINES = 'CASE WHEN LEN(products) > 0 THEN products WHEN product IS NOT NULL THEN [product] END'

const SESSION = `NULLIF(CAST(session_id AS VARCHAR), '""') AS session_id`

/** Writes what reads the rows of a log. */
export function createLogRows({ columns, has_lines, has_visits }: LogParts): LogRows {
  const { types, jsonOf } = lineShape(columns, { has_lines, has_visits })
  const ofEvents = columns.filter(({ of }) => of !== 'product')
  const ofLines = columns.filter(({ of, kinds }) => of === 'product' && kinds !== 0)
  const isWhole = [...IS_OWNED, ...(has_lines ? ['NOT (LEN(products) > 0 AND product IS NOT NULL)'] : [])]
  const more = ['visitor_id', 'user_id', ...(has_lines ? ['product'] : [])]
  const slim = [
    'CAST(shopper_id AS VARCHAR) AS shopper_id',
    ...(has_visits ? [SESSION] : []),
    ...(has_lines ? ['products'] : []),
    `(${more.map((name) => `${name} IS NOT NULL`).join(' OR ')}) AS has_more`,
  ]
  const whole = [
    ...PARTIES,
    has_visits ? SESSION : 'CAST(NULL AS VARCHAR) AS session_id',
    ...(has_lines ? [`${LINES} AS products`, 'products IS NULL AND product IS NULL AS is_bare'] : []),
    `(${isWhole.join(' AND ')}) IS NOT FALSE AS is_whole`,
  ]
  const row = ({ is_read = false, is_slim = false }: ReadHow) => [
    'CAST(id AS VARCHAR) AS id',
    'name',
    `${is_read ? integerOf('time') : timeOf('time')} AS time`,
    ...ofEvents.map((column) => `${cellOf(column, jsonOf(column), is_read)} AS ${column.name}`),
    ...(is_slim ? slim : whole),
  ]
  // Rather than whether all is fine: of that, all is worked out for each row.
  const isOdd = [
    ...IS_NO_ID,
    'name IS NULL',
    'time IS NULL',
    `NOT (${isTime('time')})`,
    ...(has_visits ? [`NOT ${isShortText('session_id')}`] : []),
    ...(has_lines ? [`LEN(products) > ${MAX_PRODUCT_LINES}`] : []),
    ...ofEvents.filter(({ kinds }) => kinds !== 0).map((column) => `NOT (${isCleanCell(column, column.name)})`),
  ]
  const isOddLine = [
    'p IS NULL',
    ...ofLines.map((column) => `NOT (${isCleanCell(column, cellOf(column, jsonOf(column), false))})`),
  ]
  const anyOf = (conditions: readonly string[]) => `(${conditions.join('\n    OR ')})`
  return {
    types,
    jsonOf,
    read: (log, how = {}) => `SELECT\n  ${row(how).join(',\n  ')}\nFROM ${log(types)}`,
    is_odd: anyOf(['NOT is_whole', ...isOdd]),
    is_odd_slim: anyOf([
      'has_more',
      'shopper_id IS NULL',
      `NOT ${isShortText('shopper_id', { may_be_empty: false })}`,
      ...isOdd,
    ]),
    is_odd_line: anyOf(isOddLine),
    is_bare_line: `(${(ofLines.length ? ofLines.map(jsonOf) : ['p.product_id']).map((json) => `${json} IS NULL`).join(' AND ')})`,
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
