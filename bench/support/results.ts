import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import type { Figure, Report } from './measure'

/** The repository, from the script that was started in it. */
export const ROOT = path.dirname(path.dirname(path.resolve(process.argv[1]!)))

const RESULTS = path.join(ROOT, 'bench/results.json')
const README = path.join(ROOT, 'bench/README.md')
const TABLE = /(<!-- measured -->\n)[\s\S]*(<!-- \/measured -->)/

/** `bench/results.json`: by benchmark, then by figure. */
interface Results {
  [benchmark: string]: {
    readonly title: string
    readonly machine: { readonly cores: number; readonly node: string }
    readonly figures: readonly Figure[]
  }
}

/** Numbers as people read them: three digits that matter. */
export function round(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2
  return value.toLocaleString('en', { maximumFractionDigits: digits })
}

/** A report as lines for a terminal. */
export function show({ title, figures }: Report): string {
  const lines = figures.map(({ what, value, unit, range, target }) => {
    const spread = range ? `  (${round(range[0])} to ${round(range[1])})` : ''
    return `${round(value).padStart(14)} ${unit.padEnd(14)} ${what}${spread}${target ? `  [${target}]` : ''}`
  })
  return [title, ...lines, ''].join('\n')
}

/** Puts a report into `bench/results.json` and the table of `bench/README.md`; those of other benchmarks stay. */
export function write({ name, title, figures }: Report): void {
  const results: Results = existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, 'utf8')) : {}
  const machine = { cores: availableParallelism(), node: process.version }
  results[name] = { title, machine, figures: figures.map(trim) }
  writeFileSync(RESULTS, `${JSON.stringify(results, null, 2)}\n`)
  const readme = readFileSync(README, 'utf8')
  writeFileSync(
    README,
    readme.replace(TABLE, (_, begin, end) => begin + table(results) + end),
  )
}

/** Four digits tell all that was measured. */
function trim(figure: Figure): Figure {
  const short = (value: number) => Number(value.toPrecision(4))
  const { value, range } = figure
  return { ...figure, value: short(value), ...(range && { range: [short(range[0]), short(range[1])] as const }) }
}

function table(results: Results): string {
  return Object.values(results)
    .map(({ title, machine, figures }) => {
      const rows = figures.map(({ what, value, unit, range, target }) => {
        const spread = range ? `${round(range[0])} to ${round(range[1])}` : ''
        return `| ${what} | ${round(value)} ${unit} | ${spread} | ${target ?? ''} |`
      })
      const head = ['| what | median | lowest and highest round | target |', '|---|---:|---:|---|']
      return `\n**${title}** (Node ${machine.node}, ${machine.cores} cores)\n\n${[...head, ...rows].join('\n')}\n`
    })
    .join('')
}
