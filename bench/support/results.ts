import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import {
  allFigures,
  figureProblems,
  heldFigures,
  logSizes,
  type Results,
  round,
  trackerSizes,
  withTable,
} from './figures'
import type { Figure, Report } from './measure'

/** The repository, from the script that was started in it. */
export const ROOT = path.dirname(path.dirname(path.resolve(process.argv[1]!)))

const RESULTS = 'bench/results.json'

/** The pages that show figures, and how each shows them. */
const PAGES: Readonly<Record<string, (results: Results) => string>> = {
  'README.md': heldFigures,
  'bench/README.md': allFigures,
  'docs/comparison.md': trackerSizes,
  'docs/warehouse.md': logSizes,
}

/** A report as lines for a terminal. */
export function show({ title, figures }: Report): string {
  const lines = figures.map(({ what, value, unit, range, target }) => {
    const spread = range ? `  (${round(range[0])} to ${round(range[1])})` : ''
    return `${round(value).padStart(14)} ${unit.padEnd(14)} ${what}${spread}${target ? `  [${target}]` : ''}`
  })
  return [title, ...lines, ''].join('\n')
}

/** Puts a report into `bench/results.json` and the pages' tables; those of other benchmarks stay. */
export function write({ name, title, figures }: Report): void {
  const results = measured()
  const machine = { cores: availableParallelism(), node: process.version }
  results[name] = { title, machine, figures: figures.map(trim) }
  writeFileSync(path.join(ROOT, RESULTS), `${JSON.stringify(results, null, 2)}\n`)
  for (const [page, table] of Object.entries(PAGES))
    writeFileSync(path.join(ROOT, page), withTable(read(page), table(results)))
}

/** What is wrong with the numbers of the pages: each must have been measured. */
export function problemsOfPages(): string[] {
  const results = measured()
  return Object.entries(PAGES).flatMap(([page, table]) =>
    figureProblems({ path: page, text: read(page) }, results, table),
  )
}

const read = (page: string) => readFileSync(path.join(ROOT, page), 'utf8')

const measured = (): Results => (existsSync(path.join(ROOT, RESULTS)) ? JSON.parse(read(RESULTS)) : {})

/** Four digits tell all that was measured. */
function trim(figure: Figure): Figure {
  const short = (value: number) => Number(value.toPrecision(4))
  const { value, range } = figure
  return { ...figure, value: short(value), ...(range && { range: [short(range[0]), short(range[1])] as const }) }
}
