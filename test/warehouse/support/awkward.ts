import fc from 'fast-check'
import { type Question, questions } from './agreement'

/**
 * Words of random questions, and what stands for them: texts that an engine, a literal or a file may stumble over. What begins
 * with another or holds it goes on doing so: `e` is in none but as itself, and `red shoes` is `red` and `shoes`.
 */
const WORDS: ReadonlyMap<string, string> = new Map([
  ['VIP', `V'I''P\\'`],
  ['vip', 'v"i""p\\"'],
  ['SPRING', '50 %_%s $1 $' + '{x} {{y}} ?'],
  ['red', '\\n\n\t\r\\'],
  ['red shoes', '\\n\n\t\r\\ -- /* 靴 */'],
  ['shoes', '靴 */'],
  ['bags', 'Zürich\u0301 e\u0301 é ﬁ İ ß'],
  ['o1', '😀👩‍👩‍👧'],
  ['o2', '😀👩‍👩‍👧 '],
  ['p1', ' p1'],
  ['p2', '\u00a0\u2028\ufeff'],
  ['p10', 'NULL'],
  ['direct', "\\'; DROP TABLE events; --"],
  ['email', '\u0001\u001f\u007f'],
  ['mobile', 'NaN'],
  ['desktop', '`a`.`b` @@x :y #z'],
  ['u0', "u'0"],
  ['u1', 'u\\1\n'],
  ['u2', 'ü2'],
  ['u3', 'u%3 '],
])

/** Random questions: every second one in texts that are easily misread, every second one of tables that have each event once. */
export function anyQuestions(): fc.Arbitrary<Question> {
  return fc
    .record({ question: questions(), is_plain: fc.boolean(), is_unique: fc.boolean() })
    .map(({ question, is_plain, is_unique }) => ({ ...(is_plain ? question : inAwkwardWords(question)), is_unique }))
}

/** The same question in other words: those of its rules and those of its logs. */
export function inAwkwardWords<T extends Question>(question: T): T {
  return reworded(question) as T
}

function reworded(part: unknown): unknown {
  if (typeof part === 'string') return WORDS.get(part) ?? part
  if (Array.isArray(part)) return part.map(reworded)
  if (typeof part !== 'object' || !part) return part
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, reworded(value)]))
}
