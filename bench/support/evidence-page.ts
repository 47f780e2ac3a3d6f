import type { Estimate } from '../../src/history/bootstrap'

/** How the numbers of a column are shown: as they are, `1,200`, `12.3 %`, `2.34`. */
export type Kind = 'text' | 'count' | 'share' | 'times'

/** A number, one with the ends of its 95 % interval (null where the shoppers at hand cannot tell), a word, or nothing. */
export type Cell = string | number | null | readonly [value: number | null, low: number | null, high: number | null]

/** A table of figures. */
export interface EvidenceTable {
  readonly title: string
  /** Heads, and how their figures are shown. */
  readonly columns: readonly (readonly [head: string, as: Kind])[]
  readonly rows: readonly (readonly Cell[])[]
}

/** Something that was to be so, and whether it is. */
export interface Claim {
  readonly what: string
  readonly wanted: string
  readonly found: Cell
  readonly as: Kind
  readonly holds: boolean
}

/** What one script found on one log. */
export interface Study {
  /** Its marker on the page. */
  readonly name: string
  /** How it is run again. */
  readonly script: string
  /** The version of each definition that was measured, so that a page tells where a rule has changed since. */
  readonly versions: Readonly<Record<string, number>>
  readonly tables: readonly EvidenceTable[]
  readonly claims: readonly Claim[]
}

/** To four places, which is more than any of the logs can tell. */
const rounded = (value: number | null) => (value === null ? null : Math.round(value * 1e4) / 1e4)

/** The versions of some definitions by name. */
export function versionsOf(
  definitions: readonly { readonly name: string; readonly version: number }[],
): Readonly<Record<string, number>> {
  return Object.fromEntries(definitions.map(({ name, version }) => [name, version]))
}

/** An estimate as a cell. */
export function cell({ value, low, high }: Estimate): Cell {
  return [rounded(value), rounded(low), rounded(high)]
}

/** A plain number as a cell. */
export function figure(value: number): number {
  return rounded(value)!
}

/** A figure as people read it: `9.8 % [4.7, 15.4]`. */
export function shown(value: Cell, as: Kind): string {
  if (value === null) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'number') return said(value, as)
  const [middle, low, high] = value
  if (middle === null) return ''
  const ends = low === null || high === null ? '' : ` [${[low, high].map((end) => said(end, as, '')).join(', ')}]`
  return `${said(middle, as)}${ends}`
}

function said(value: number, as: Kind, unit = ' %'): string {
  if (as === 'share') return `${(100 * value).toFixed(1)}${unit}`
  return as === 'times' ? value.toFixed(2) : value.toLocaleString('en-US')
}

/** A study as lines of Markdown, which a terminal shows as well. */
export function studyLines({ script, versions, tables, claims }: Study): string[] {
  const shownTables = tables.flatMap(({ title, columns, rows }) => [
    `**${title}**`,
    '',
    ...markdown(
      columns.map(([head]) => head),
      rows.map((row) => row.map((one, i) => shown(one, columns[i]![1]))),
    ),
    '',
  ])
  const bars = claims.map(({ what, wanted, found, as, holds }) => [
    what,
    wanted,
    shown(found, as),
    holds ? 'yes' : 'no',
  ])
  return [
    ...shownTables,
    ...(bars.length ? [...markdown(['what is asked', 'wanted', 'found', 'met'], bars), ''] : []),
    `Measured by \`node scripts/run.mjs ${script}\`, of ${measuredOf(versions)}.`,
    '',
  ]
}

/** More definitions than this are not listed: `docs/evidence.json` has them. */
const MOST_LISTED = 12

function measuredOf(versions: Study['versions']): string {
  const all = Object.entries(versions)
  if (all.length > MOST_LISTED) return `${all.length} definitions`
  return all.map(([name, version]) => `\`${name}\` ${version}`).join(', ')
}

function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.map((text) => text.replace(/\|/g, '\\|')).join(' | ')} |`
  return [line(head), `|${head.map((_, i) => (i ? '---:' : '---')).join('|')}|`, ...rows.map(line)]
}

/** The page with what stands between each study's markers replaced; a study without markers is left out. */
export function evidencePage(page: string, studies: readonly Study[]): string {
  return studies.reduce((text, study) => {
    const block = new RegExp(`(<!-- evidence ${study.name} -->\\n)[\\s\\S]*?(<!-- /evidence -->)`)
    return text.replace(block, (_, begin, end) => `${begin}\n${studyLines(study).join('\n')}\n${end}`)
  }, page)
}

/** The studies as JSON, a row of figures a line. */
export function evidenceText(studies: readonly Study[]): string {
  const isFlat = (value: unknown) => !JSON.stringify(value).includes('{') && JSON.stringify(value).length < 240
  const text = (value: unknown, indent: string): string => {
    if (typeof value !== 'object' || value === null || (Array.isArray(value) && isFlat(value) && !holdsRows(value)))
      return JSON.stringify(value)
    const inner = `${indent}  `
    if (Array.isArray(value))
      return value.length ? `[\n${value.map((one) => inner + text(one, inner)).join(',\n')}\n${indent}]` : '[]'
    const entries = Object.entries(value).map(([key, one]) => `${inner}${JSON.stringify(key)}: ${text(one, inner)}`)
    return `{\n${entries.join(',\n')}\n${indent}}`
  }
  return `${text(studies, '')}\n`
}

/** Whether a list is of rows that hold more than numbers: each has a line of its own. */
function holdsRows(list: readonly unknown[]): boolean {
  return Array.isArray(list[0]) && typeof list[0][0] === 'string'
}
