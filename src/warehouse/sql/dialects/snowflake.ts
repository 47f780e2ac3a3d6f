import type { Dialect } from '../dialect'
import { escaped, standard } from './standard'

/** Snowflake. */
export const snowflake: Dialect = {
  ...standard,
  name: 'snowflake',
  text: escaped,
  startsWith: (text, start) => `STARTSWITH(${text}, ${start})`,
  // An array holds variants, and leaves NULLs out; GET gives NULL where there is none.
  pick: ({ value, type, order, end, where }) => {
    const keys = order.map((key) => `${key}${end === 'first' ? '' : ' DESC'}`)
    const all = `ARRAY_AGG(CASE WHEN ${where} THEN ${value} END) WITHIN GROUP (ORDER BY ${keys.join(', ')})`
    return `GET(${all}, 0)::${type === 'text' ? 'VARCHAR' : 'NUMBER(38, 0)'}`
  },
}
