import type { DefinitionProblem } from '../../src/index'

/** One token, after blanks: a mark, a string, or another literal. */
const TOKEN =
  /[ \t\r\n]*(?:([{}[\],:])|("(?:[^"\\\p{Cc}]|[\x7f-\x9f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.]))/uy

/** What may come next: at the beginning of a value, within an object or list, or after all. */
type Wanted =
  | 'a value'
  | 'a value or ]'
  | 'a key in double quotes'
  | 'a key in double quotes or }'
  | 'a colon'
  | 'a comma or ]'
  | 'a comma or }'
  | 'the end'

/**
 * Where a text stops being JSON, and what would go on there; undefined where it is JSON. `JSON.parse` says so in each browser
 * in other words, in some without the place.
 */
export function jsonProblem(text: string): DefinitionProblem | undefined {
  const open: ('}' | ']')[] = []
  let wanted: Wanted = 'a value'
  let end = 0
  while (end < text.length) {
    TOKEN.lastIndex = end
    const token: RegExpExecArray | null = TOKEN.exec(text)
    const next: Wanted | undefined = token === null ? undefined : follow(wanted, token, open)
    if (next === undefined) break
    wanted = next
    end = TOKEN.lastIndex
  }
  const rest = text.slice(end).trimStart()
  return rest === '' && wanted === 'the end' ? undefined : problemAt(text, text.length - rest.length, wanted)
}

/** What is wanted after a token, or undefined where the token is not what was wanted. */
function follow(wanted: Wanted, [, mark, quoted]: RegExpExecArray, open: ('}' | ']')[]): Wanted | undefined {
  const close = open.at(-1)
  const after = () => (open.length === 0 ? 'the end' : (`a comma or ${open.at(-1)!}` as Wanted))
  if (mark !== undefined && mark === close && wanted.endsWith(mark)) {
    open.pop()
    return after()
  }
  if (wanted.startsWith('a value')) {
    if (mark === undefined) return after()
    if (mark !== '{' && mark !== '[') return undefined
    open.push(mark === '{' ? '}' : ']')
    return mark === '{' ? 'a key in double quotes or }' : 'a value or ]'
  }
  if (wanted.startsWith('a key')) return quoted === undefined ? undefined : 'a colon'
  if (wanted === 'a colon') return mark === ':' ? 'a value' : undefined
  if (mark === ',' && wanted !== 'the end') return close === '}' ? 'a key in double quotes' : 'a value'
  return undefined
}

function problemAt(text: string, offset: number, wanted: Wanted): DefinitionProblem {
  const lines = text.slice(0, offset).split('\n')
  const found = text.slice(offset, offset + 20).split('\n')[0]!
  return { path: `line ${lines.length}, column ${lines.at(-1)!.length + 1}`, found: found || 'the end', wanted }
}
