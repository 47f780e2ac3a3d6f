import { NAME_PATTERN } from '../../vocabulary/limits'

/** Of more different names than this each row's is looked at. */
export const MAX_NAMES = 10_000

/** Whether the name of a row is none; as {@link isName} has it. */
export const NOT_A_NAME = `(NOT COALESCE(REGEXP_FULL_MATCH(name, '${NAME_PATTERN.source.slice(1, -1)}'), FALSE) OR name IN ('true', 'false'))`

/** Whether what DuckDB reads as an event's name is one: of these two it cannot tell whether they were texts. */
export function isName(name: string): boolean {
  return NAME_PATTERN.test(name) && name !== 'true' && name !== 'false'
}
