/** Escapes in JSON: of what databases cannot store, or else any, so that `\\u0000` is seen for what it is. */
const ESCAPES = /\\(?:(u0000|ud[89a-f]..)|.)/g

const BAD_ESCAPE = /\\u(?:0000|d[89a-f])/

/**
 * Writes JSON that a database can take and take apart. PostgreSQL and DuckDB have no NUL and no half of a character in
 * their texts: in each place of one there is U+FFFD instead, as where a text is decoded. Else one event with such a text
 * would fail its batch for ever, or every query that looks into the events.
 *
 * @example
 * storableJson({ note: 'a\0b' }) // '{"note":"a\\ufffdb"}'
 */
export function storableJson(value: unknown): string {
  // Whole characters are written as they are, so that an escape of a surrogate is one of a half:
  // https://tc39.es/ecma262/#sec-quotejsonstring
  const json = JSON.stringify(value)
  if (!BAD_ESCAPE.test(json)) return json
  return json.replace(ESCAPES, (found, bad: string | undefined) => (bad ? '\\ufffd' : found))
}
