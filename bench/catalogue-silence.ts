/**
 * Whether the segments of silence and of worth foretell orders: decided at one instant, against whether an order came after
 * it, on Online Retail II: `node scripts/run.mjs bench/catalogue-silence.ts`. Nothing of what came after is folded. With
 * each rate stands its 95 % interval (Wilson 1927).
 *
 * @module
 */
import { existsSync } from 'node:fs'
import { compile } from '../src/engine/compile'
import { segmentCatalogue } from '../src/segments/catalogue'
import { shopperLogs } from './support/shopper-logs'

const LOG = '../shared/data/online-retail/online_retail_II-2010-2011.csv.gz'
const MAP = 'examples/maps/online-retail-ii.json'
const NOW = Date.UTC(2011, 5, 1)
const ASKED = [
  'one_time_buyer',
  'vip',
  'replenishment_due',
  'at_risk',
  'lapsed',
  'won_back',
  'routine_shopper',
  'splurging',
]

/** The share of some, and where it lies with 95 %. */
function rate(n: number, of: number): string {
  const z2 = 1.96 ** 2
  const share = n / of
  const middle = (share + z2 / (2 * of)) / (1 + z2 / of)
  const half = (1.96 / (1 + z2 / of)) * Math.sqrt((share * (1 - share)) / of + z2 / (4 * of * of))
  return [share, middle - half, middle + half].map((each) => `${(100 * each).toFixed(1)} %`.padStart(7)).join(' ')
}

const DAY = 86_400_000
const DAYS = [0, 30, 60, 90, 120, 150]
const MULTIPLES = [0, 1, 2, 3]

/** The band of a value, as `60 to 90`. */
function band(value: number, bands: readonly number[]): string {
  const i = bands.filter((from) => value >= from).length - 1
  return bands[i + 1] === undefined ? `${bands[i]} and more` : `${bands[i]} to ${bands[i + 1]}`
}

/** How long somebody has been silent, in days and in their own rhythm: what the thresholds are taken from. */
function silenceOf(orders: readonly number[]): string[] {
  const silence = (NOW - orders.at(-1)!) / DAY
  const many = orders.length > 1
  const bands = [`${many ? 'more orders' : 'one order'}, silent ${band(silence, DAYS)} days`]
  const gap = many ? (orders.at(-1)! - orders[0]!) / DAY / (orders.length - 1) : 0
  if (gap > 0 && silence >= 45) bands.push(`45 days and more, ${band(silence / gap, MULTIPLES)} mean gaps`)
  return bands
}

/** Decides, looks ahead, and prints a line a segment. */
export async function main(): Promise<void> {
  if (!existsSync(LOG)) {
    console.error(`SKIPPED: ${LOG} is not there`)
    return
  }
  const segments = segmentCatalogue.filter(({ name }) => ASKED.includes(name))
  const engine = compile({ aisle: 1, zone: 'UTC', currency: 'GBP', segments, traits: [], stages: [] })
  const groups = new Map<string, boolean[]>(['all buyers', 'none of these', ...ASKED].map((name) => [name, []]))
  const bands = new Map<string, boolean[]>()
  for (const events of await shopperLogs(LOG, MAP)) {
    const isOrder = ({ name }: { readonly name: string }) => name === 'order_completed'
    if (!events.some((event) => isOrder(event) && event.time <= NOW)) continue
    const shopper = engine.shopper()
    for (const event of events) if (event.time <= NOW) shopper.fold(event, NOW)
    const ordered = events.some((event) => isOrder(event) && event.time > NOW)
    const answers = Object.entries(shopper.at(NOW).segments)
    const within = answers.filter(([, outcome]) => outcome === 'in').map(([name]) => name)
    for (const name of ['all buyers', ...(within.length ? within : ['none of these'])]) groups.get(name)!.push(ordered)
    const orders = events.filter((event) => isOrder(event) && event.time <= NOW).map(({ time }) => time)
    for (const name of silenceOf(orders)) bands.set(name, [...(bands.get(name) ?? []), ordered])
  }
  console.log(`decided at ${new Date(NOW).toISOString()}; ordered after it: share, 95 % from, to`)
  for (const [name, outcomes] of [...groups, ...[...bands].sort()])
    console.log(
      `${name.padEnd(40)} ${String(outcomes.length).padStart(6)} ${rate(outcomes.filter(Boolean).length, outcomes.length)}`,
    )
}
