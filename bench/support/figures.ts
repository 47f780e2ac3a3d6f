import type { Figure } from './measure'

/** `bench/results.json`: by benchmark. */
export interface Results {
  [benchmark: string]: {
    readonly title: string
    readonly machine: { readonly cores: number; readonly node: string }
    readonly figures: readonly Figure[]
  }
}

const TABLE = /(<!-- measured -->\n)([\s\S]*)(<!-- \/measured -->)/

/** Numbers as people read them: three digits that matter. */
export function round(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2
  return value.toLocaleString('en', { maximumFractionDigits: digits })
}

const spreadOf = ({ range }: Figure) => (range ? `${round(range[0])} to ${round(range[1])}` : '')

/** Every figure, in a table for each benchmark: what `bench/README.md` shows. */
export function allFigures(results: Results): string {
  return Object.values(results)
    .map(({ title, machine, figures }) => {
      const rows = figures.map((figure) => {
        const { what, value, unit, target } = figure
        return `| ${what} | ${round(value)} ${unit} | ${spreadOf(figure)} | ${target ?? ''} |`
      })
      const head = ['| what | median | lowest and highest round | target |', '|---|---:|---:|---|']
      return `\n**${title}** (Node ${machine.node}, ${machine.cores} cores)\n\n${[...head, ...rows].join('\n')}\n`
    })
    .join('')
}

/** The figures that are held against something, in one table: what `README.md` shows. */
export function heldFigures(results: Results): string {
  const rows = Object.values(results).flatMap(({ figures }) =>
    figures
      .filter(({ target }) => target !== undefined)
      .map(({ what, value, unit, target }) => `| ${what} | ${round(value)} ${unit} | ${target} |`),
  )
  if (rows.length === 0) return ''
  return `\n${['| what | measured | target |', '|---|---:|---|', ...rows].join('\n')}\n\n`
}

/** What trackers cost a page, in bytes: what `docs/comparison.md` shows. */
export function trackerSizes({ track }: Results): string {
  const rows = (track?.figures ?? [])
    .filter(({ unit, id }) => unit === 'bytes' && !id.startsWith('hand'))
    .map(({ what, value, unit }) => `| ${what} | ${round(value)} ${unit} |`)
  if (rows.length === 0) return ''
  return `\n${['| what | measured |', '|---|---:|', ...rows].join('\n')}\n\n`
}

/** How long logs of several lengths take, and how much memory: what `docs/warehouse.md` shows. */
export function logSizes({ scale }: Results): string {
  const rows = (scale?.figures ?? []).map(({ what, value, unit }) => `| ${what} | ${round(value)} ${unit} |`)
  if (rows.length === 0) return ''
  return `\n${['| what | measured |', '|---|---:|', ...rows].join('\n')}\n\n`
}

/** A page with what stands between its markers replaced. */
export function withTable(page: string, table: string): string {
  return page.replace(TABLE, (_, begin, _old, end) => begin + table + end)
}

/** Units of measured numbers. `24 h` or `30 min` in a text are no measurements, but parts of a definition. */
const CLAIM =
  /(\d[\d,]*(?:\.\d+)?)\s?(x|×|times|%|ms|µs|s|seconds|events\/s|decisions\/s|[KMG]B|bytes|leaves)(?![\w/])/g

const UNITS: Readonly<Record<string, string>> = { '×': 'x', times: 'x', seconds: 's' }

/**
 * What is wrong with the numbers of a page: a table that is not the one of the results, or a number with a unit elsewhere
 * in its prose that no figure or target of the results has.
 *
 * @param table Makes the page's table.
 * @example
 * figureProblems({ path: 'README.md', text }, results, heldFigures) // ['README.md:9: "7 ms" was not measured']
 */
export function figureProblems(
  { path, text }: { readonly path: string; readonly text: string },
  results: Results,
  table: (results: Results) => string,
): string[] {
  const found = TABLE.exec(text)
  if (found === null) return [`${path}: no table between <!-- measured --> and <!-- /measured -->`]
  const problems = found[2] === table(results) ? [] : [`${path}: the table is not that of bench/results.json`]
  const known = knownFigures(results)
  const prose = text.replace(TABLE, blank).replace(/^```.*?^```$|`[^`\n]*`|\]\([^)]*\)/gms, blank)
  for (const [index, line] of prose.split('\n').entries())
    for (const [claim, number, unit] of line.matchAll(CLAIM))
      if (!known.has(`${number} ${UNITS[unit!] ?? unit}`))
        problems.push(`${path}:${index + 1}: "${claim}" was not measured`)
  return problems
}

/** What may be said: each figure as it is rounded, the ends of its range, and the numbers of its target. */
function knownFigures(results: Results): Set<string> {
  const figures = Object.values(results).flatMap((benchmark) => benchmark.figures)
  return new Set(
    figures.flatMap(({ value, unit, range = [], target = '' }) =>
      [...[value, ...range].map(round), ...(target.match(/\d[\d,]*(?:\.\d+)?/g) ?? [])].map(
        (number) => `${number} ${UNITS[unit] ?? unit}`,
      ),
    ),
  )
}

const blank = (text: string) => text.replace(/[^\n]/g, ' ')
