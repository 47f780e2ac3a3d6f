import { Kind } from '../../vocabulary/field-kinds'
import { MAX_NUMBER, MAX_STRING_LENGTH } from '../../vocabulary/limits'
import type { LogColumn } from './log-columns'

/** In bytes, with its quotes: no text of so many has more characters than the limit. */
const MAX_TEXT_BYTES = MAX_STRING_LENGTH + 2

/** Times of thirteen digits in milliseconds since 1970, 2001 to 2286: nearly all that there are. */
const FIRST_TIME = 1_000_000_000_000

const NONE = `CAST('NaN' AS DOUBLE)`

/** Whether JSON is a text, by the order of texts, which is quicker than looking at how one starts: no JSON is `#`. */
export const isText = (json: string) => `CAST(${json} AS VARCHAR) BETWEEN '"' AND '#'`

/** The number that a JSON value is; NULL where it is none. */
export const numberOf = (json: string) => `TRY_CAST(CAST(${json} AS VARCHAR) AS DOUBLE)`

/** The text that a JSON value is. */
export const textOf = (json: string) => `${json} ->> '$'`

/** A whole number as JSON writes it; NULL where it is none. */
export const integerOf = (json: string) => `TRY_CAST(CAST(${json} AS VARCHAR) AS BIGINT)`

/**
 * A time in milliseconds since 1970 of thirteen digits, with {@link isTime} the only ones: nothing else that JSON writes in
 * thirteen signs is so large and no whole number. NULL where it is none.
 */
export const timeOf = (json: string) => `CASE WHEN STRLEN(${json}) = 13 THEN ${integerOf(json)} END`

/** Whether what {@link timeOf} made of a time is one. */
export const isTime = (time: string) => `${time} >= ${FIRST_TIME}`

/** Whether a JSON value is a text that is neither too long nor, where it is to say something, empty; NULL where there is none. */
export function isShortText(json: string, { may_be_empty = true } = {}): string {
  const isSaid = may_be_empty ? '' : ` AND ${json} <> '""'`
  return `(${isText(json)} AND STRLEN(${json}) <= ${MAX_TEXT_BYTES}${isSaid})`
}

/**
 * What a row keeps of a field: of one for numbers the number, not a number where it is something else; of any other its JSON.
 *
 * @param is_read Whether the row has been read with care, so that any time will do.
 */
export function cellOf({ type, kinds, held }: LogColumn, json: string, is_read: boolean): string {
  if (held) return json
  if (kinds === 0) return `CAST(NULL AS ${type === 'number' ? 'DOUBLE' : 'VARCHAR'})`
  if (type !== 'number') return `CAST(${json} AS VARCHAR)`
  if (is_read || kinds & Kind.NUMBER)
    return `COALESCE(${numberOf(json)}, CASE WHEN ${json} IS NOT NULL THEN ${NONE} END)`
  const isNone = `${json} IS NOT NULL AND (${isTime(timeOf(json))}) IS NOT TRUE`
  return `CASE WHEN ${isNone} THEN ${NONE} ELSE ${numberOf(json)} END`
}

/** Whether a field is as reading an event leaves it, given its cell; true or NULL where it is absent. */
export function isCleanCell({ type, kinds, held }: LogColumn, cell: string): string {
  if (held === 'text') return `STRLEN(${cell}) <= ${MAX_STRING_LENGTH}`
  if (type === 'number') return kinds & Kind.NUMBER ? `ABS(${cell}) <= ${MAX_NUMBER}` : `${cell} >= ${FIRST_TIME}`
  const fine: string[] = []
  if (kinds & Kind.NUMBER) fine.push(`COALESCE(ABS(${numberOf(cell)}) <= ${MAX_NUMBER}, FALSE)`)
  else if (kinds & Kind.INSTANT) fine.push(`COALESCE(${isTime(timeOf(cell))}, FALSE)`)
  if (kinds & Kind.BOOLEAN) fine.push(`${cell} IN ('true', 'false')`)
  // Fields within it are read as their own.
  if (kinds & Kind.FIELDS) fine.push(`STARTS_WITH(${cell}, '{')`)
  if (!fine.length) return isShortText(cell)
  if ((kinds & Kind.STRING) === 0) return `(${fine.join(' OR ')})`
  // No text is looked at as a number, which takes long.
  return `CASE WHEN ${isText(cell)} THEN STRLEN(${cell}) <= ${MAX_TEXT_BYTES} WHEN ${cell} IS NOT NULL THEN ${fine.join(' OR ')} END`
}
