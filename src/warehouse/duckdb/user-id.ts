/** The white space of JavaScript's regular expressions. */
const SPACE =
  '[\\t\\n\\x{b}\\f\\r \\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}]*'

/** What is nobody's id (`vocabulary/user-id`), each letter in both cases by itself: engines differ in what else they take for one. */
const NOBODY = [
  '',
  'undefined',
  'null',
  'none',
  'nan',
  'true',
  'false',
  '0',
  '\\[object object\\]',
  'anonymous',
  'guest',
]
  .map((word) => word.replaceAll(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`))
  .join('|')

/** Whether a text can be a user's id, as `isUserId` has it; NULL where there is none. */
export function isUserSql(text: string): string {
  return `(NOT REGEXP_FULL_MATCH(LEFT(${text}, 64), '${SPACE}(${NOBODY})${SPACE}'))`
}
