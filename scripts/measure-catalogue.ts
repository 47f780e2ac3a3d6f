/**
 * Writes `docs/catalogue/figures.json`: what being in each built-in segment and stage said of orders, on the logs that
 * ship in `examples/data`. `node scripts/run.mjs scripts/measure-catalogue.ts`; the same logs and definitions give the
 * same file. The pages of the catalogue are made from it by `generate-catalogue-docs.ts`.
 *
 * @module
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { loadMap } from '../src/cli/load-map'
import { openInputs } from '../src/cli/open-inputs'
import { backtest } from '../src/history/backtest'
import type { Estimate } from '../src/history/bootstrap'
import type { GroupBacktest } from '../src/history/estimate'
import { groupLabel } from '../src/history/groups'
import { closestPairs } from '../src/history/overlap'
import type { Duration } from '../src/language/ast'
import { limitTo } from '../src/language/limit-to'
import { builtin } from '../src/lifecycle/builtin'
import { Report } from '../src/warehouse/input/report'
import { readHistoriesAt } from '../src/warehouse/shoppers/read-histories'

/** Where the figures lie. */
export const FIGURES_FILE = 'docs/catalogue/figures.json'

/** A log that ships, and what it is asked. */
export interface ShippedLog {
  readonly name: string
  readonly title: string
  readonly origin: string
  readonly data: string
  readonly map: string
  /** ISO 8601. */
  readonly at: string
  readonly within: Duration
}

/** The logs of `examples/data`. Each horizon ends where its log does. */
export const SHIPPED_LOGS: readonly ShippedLog[] = [
  {
    name: 'retentioneering',
    title: "An online shop's clicks",
    origin: 'retentioneering-tools, simple_shop, Apache-2.0',
    data: 'examples/data/retentioneering-simple-onlineshop.csv.gz',
    map: 'examples/maps/retentioneering-simple-onlineshop.json',
    at: '2020-02-01T00:00:00Z',
    within: '88d',
  },
  {
    name: 'online-retail',
    title: "A wholesaler's invoices",
    origin: 'UCI Online Retail II, Chen, CC BY 4.0, every twentieth customer',
    data: 'examples/data/online-retail-ii-slice.csv.gz',
    map: 'examples/maps/online-retail-ii.json',
    at: '2011-06-01T00:00:00Z',
    within: '191d',
  },
]

/** A figure and its interval; the ends are null where the shoppers at hand cannot tell. */
export type Figure = readonly [value: number | null, low: number | null, high: number | null]

/** What one group said. */
export interface GroupFigures {
  /** Of the definition that was measured. */
  readonly version: number
  readonly shoppers: number
  readonly unknown: number
  readonly share: Figure
  readonly rate: Figure
  readonly lift: Figure
  readonly recall: Figure
  readonly exits: number
  readonly exits_by_time: number
}

/** What one log said. */
export interface LogFigures extends Pick<ShippedLog, 'name' | 'title' | 'origin' | 'at' | 'within'> {
  readonly shoppers: number
  readonly outcomes: number
  readonly rate: Figure
  /** By group, as `groupLabel` says them. */
  readonly groups: { readonly [label: string]: GroupFigures }
  /** Pairs of groups of which half of those in either are in both, or more. */
  readonly closest: readonly {
    readonly groups: readonly [string, string]
    readonly both: number
    readonly jaccard: number
  }[]
}

const CLOSE = 0.5

/**
 * Backtests all that is built in on a log. Where the log has none of the events that a rule needs, its answer is unknown.
 *
 * @example
 * const { groups } = await measureLog(SHIPPED_LOGS[0])
 */
export async function measureLog({ data, map, ...log }: ShippedLog): Promise<LogFigures> {
  const { at: instant, within } = log
  const at = Date.parse(instant)
  const inputs = await openInputs([data], process.stdin)
  const { all, now } = await readHistoriesAt(inputs, { map: await loadMap(map), report: new Report(), at })
  const histories = [...all]
  const sent = new Set(histories.flatMap(({ events }) => events.map(({ name }) => name)))
  const document = limitTo(builtin, sent)
  const outcome = { event: 'order_completed', once: 'order_id' }
  const result = backtest(histories, document, { at, within, outcome, observed_until: now! })
  const versions = new Map([...builtin.segments, ...builtin.stages].map(({ name, version }) => [name, version]))
  const groups = result.groups.map((group) => [groupLabel(group), figuresOf(group, versions.get(group.name)!)])
  const closest = closestPairs(result.overlap).filter(({ jaccard }) => jaccard >= CLOSE)
  return {
    ...log,
    shoppers: result.shoppers,
    outcomes: result.outcomes,
    rate: figure(result.rate),
    groups: Object.fromEntries(groups),
    closest: closest.map((pair) => ({ ...pair, jaccard: rounded(pair.jaccard) })),
  }
}

function figuresOf(group: GroupBacktest, version: number): GroupFigures {
  const { shoppers, unknown, share, rate, lift, recall, exits, exits_by_time } = group
  const figures = { share: figure(share), rate: figure(rate), lift: figure(lift), recall: figure(recall) }
  return { version, shoppers, unknown, ...figures, exits, exits_by_time }
}

function figure({ value, low, high }: Estimate): Figure {
  return [value, low, high].map((one) => (one === null ? null : rounded(one))) as unknown as Figure
}

/** To four places, which is more than any of these logs can tell. */
function rounded(value: number): number {
  return Math.round(value * 1e4) / 1e4
}

/** A value as JSON, objects and lists that hold no other on one line. */
export function figuresText(logs: readonly LogFigures[]): string {
  const lines = logs.map(({ groups, closest, ...log }) => {
    const rows = Object.entries(groups).map(([label, one]) => `      ${JSON.stringify(label)}: ${JSON.stringify(one)}`)
    const pairs = closest.map((pair) => `      ${JSON.stringify(pair)}`)
    const head = JSON.stringify(log).slice(1, -1)
    return `  {\n    ${head},\n    "groups": {\n${rows.join(',\n')}\n    },\n    "closest": [\n${pairs.join(',\n')}\n    ]\n  }`
  })
  return `[\n${lines.join(',\n')}\n]\n`
}

/** Measures every log and writes the figures. */
export async function main(): Promise<void> {
  const logs: LogFigures[] = []
  for (const log of SHIPPED_LOGS) logs.push(await measureLog(log))
  await mkdir('docs/catalogue', { recursive: true })
  await writeFile(FIGURES_FILE, figuresText(logs))
  console.log(`wrote ${FIGURES_FILE}`)
}
