import { Kind } from '../../vocabulary/field-kinds'
import { MAX_NUMBER, MAX_STRING_LENGTH } from '../../vocabulary/limits'
import type { LogColumn } from './log-columns'

/** In bytes, with its quotes: no text of so many has more characters than the limit. */
const MAX_TEXT_BYTES = MAX_STRING_LENGTH + 2

const isText = (json: string) => `STARTS_WITH(${json}, '"')`
const numberOf = (json: string) => `TRY_CAST(CAST(${json} AS VARCHAR) AS DOUBLE)`

/** The text that a JSON value is. */
export const textOf = (json: string) => `${json} ->> '$'`

/** A whole number as JSON writes it; NULL where it is none. */
export const integerOf = (json: string) => `TRY_CAST(CAST(${json} AS VARCHAR) AS BIGINT)`

/**
 * Whether a JSON value is a time in milliseconds since 1970 of thirteen digits (2001 to 2286), or none: nearly all that there
 * are, and nothing else that JSON writes in thirteen signs is so large and no whole number.
 */
export function isTime(json: string): string {
  const isLarge = `COALESCE(${integerOf(json)} >= 1000000000000, FALSE)`
  return `(${json} IS NULL OR (STRLEN(${json}) = 13 AND ${isLarge}))`
}

/** Whether a JSON value is a text that is neither too long nor, where it is to say something, empty; NULL where there is none. */
export function isShortText(json: string, { may_be_empty = true } = {}): string {
  const isSaid = may_be_empty ? '' : ` AND ${json} <> '""'`
  return `(${isText(json)} AND STRLEN(${json}) <= ${MAX_TEXT_BYTES}${isSaid})`
}

/** Whether a field is as reading an event leaves it; true or NULL where it is absent. */
export function isCleanCell({ kinds }: LogColumn, json: string): string {
  const fine: string[] = []
  if (kinds & Kind.STRING) fine.push(isShortText(json))
  if (kinds & Kind.NUMBER) fine.push(`COALESCE(ABS(${numberOf(json)}) <= ${MAX_NUMBER}, FALSE)`)
  else if (kinds & Kind.INSTANT) fine.push(isTime(json))
  if (kinds & Kind.BOOLEAN) fine.push(`${json} IN ('true', 'false')`)
  // Fields within it are read as their own.
  if (kinds & Kind.FIELDS) fine.push(`STARTS_WITH(${json}, '{')`)
  if (kinds === Kind.STRING || kinds === Kind.INSTANT) return fine[0]!
  return `(${[`${json} IS NULL`, ...fine].join(' OR ')})`
}

/** The columns of a clean field, with their names; three of a field of any type. */
export function cellsOf({ name, type, kinds }: LogColumn, json: string): [name: string, sql: string][] {
  const text = `CASE WHEN ${isText(json)} THEN ${textOf(json)} END`
  if (type === 'text') return [[name, kinds === Kind.STRING ? textOf(json) : text]]
  if (type === 'number') return [[name, numberOf(json)]]
  const boolean = `CASE ${json} WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END`
  if (type === 'boolean') return [[name, boolean]]
  return [
    [name, text],
    [`${name}_number`, `CASE WHEN NOT ${isText(json)} THEN ${numberOf(json)} END`],
    [`${name}_boolean`, boolean],
  ]
}
