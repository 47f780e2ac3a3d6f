import type { Coverage } from '../../language/coverage'
import { wrapLine } from '../explain/wrap-line'

const HEADINGS: readonly (readonly [Coverage['decides'], string])[] = [
  ['yes', 'Decided'],
  ['partly', 'Decided in part, from fewer events than they ask for'],
  ['no', 'Not decided: nobody can be found there'],
]

const KINDS: Readonly<Record<Coverage['kind'], string>> = { segment: '', stages: ' (stage set)', trait: ' (trait)' }

/**
 * What a log can decide as lines, none wider than `width`.
 *
 * @param events How many events of each name the log has.
 */
export function coverageLines(
  coverage: readonly Coverage[],
  events: ReadonlyMap<string, number>,
  width: number,
): string[] {
  const sorted = [...events].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
  const named = sorted.map(([name, count]) => `${name} ${count.toLocaleString('en-US')}`).join(', ')
  const blocks = HEADINGS.flatMap(([decides, heading]) => {
    const found = coverage.filter((one) => one.decides === decides)
    // Of those that lack nothing there is nothing but the name to say.
    const said = decides === 'yes' ? [`  ${found.map(nameOf).join(', ')}`] : found.map(coverageLine)
    return found.length ? ['', `${heading} (${found.length}):`, ...said] : []
  })
  const isLacking = coverage.some(({ lacks }) => lacks.length)
  return [`Events of the log: ${named || 'none'}`, ...blocks, ...(isLacking ? ['', ADVICE] : [])].flatMap((line) =>
    wrapLine(line, width),
  )
}

function nameOf({ kind, name }: Coverage): string {
  return name + KINDS[kind]
}

function coverageLine(one: Coverage): string {
  // Of those that are not decided at all it goes without saying.
  const never = one.decides === 'partly' && one.never.length ? `; never ${one.never.join(', ')}` : ''
  return `  ${nameOf(one)}: lacks ${one.lacks.join(', ')}${never}`
}

const ADVICE =
  'What the log lacks counts as 0 unless it is told otherwise: aisle decide --limit-to-log answers unknown in its place.'
