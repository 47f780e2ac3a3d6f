/**
 * Rows of CSV text (RFC 4180) as objects by the first row's names: quoted fields may hold commas, quotes and line ends. What
 * stands beyond the names is left out; a name that comes twice is that of its first column.
 *
 * @example
 * ```ts
 * parseCsv('a,b\n1,"x, ""y"""\n') // [{ a: '1', b: 'x, "y"' }]
 * ```
 */
export function parseCsv(text: string): Record<string, string>[] {
  const [names = [], ...rows] = parseRows(text.replace(/^\uFEFF/, ''))
  return rows.map((row) => {
    const fields: Record<string, string> = {}
    names.forEach((name, index) => {
      // Not `in`, and not by assignment alone: a column may be called `__proto__`.
      if (!Object.hasOwn(fields, name) && name !== '__proto__') fields[name] = row[index] ?? ''
    })
    return fields
  })
}

const FIELD = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|\r|$)/y

function parseRows(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  while (at < text.length) {
    FIELD.lastIndex = at
    const match = FIELD.exec(text)
    const [whole = '', quoted, plain = '', end = ''] = match ?? strayQuote(text, at)
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    at += whole.length
    if (end !== ',' || at >= text.length) {
      if (end === ',') row.push('')
      rows.push(row)
      row = []
    }
  }
  return rows.filter((cells) => cells.some((cell) => cell !== ''))
}

/** A quote within a field that does not begin with one, or that never ends: the field goes on to the next comma or line. */
function strayQuote(text: string, at: number): [string, undefined, string, string] {
  const rest = text.slice(at)
  const to = rest.search(/[,\r\n]/)
  const plain = to < 0 ? rest : rest.slice(0, to)
  const end = /^(,|\r?\n|\r|)/.exec(rest.slice(plain.length))?.[0] ?? ''
  return [plain + end, undefined, plain, end]
}
