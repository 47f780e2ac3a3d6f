/**
 * How long shoppers take from stage to stage of their journey, and where they stop: a shop's log, lived over again. Reads the
 * clicks of an online shop (see ../data/README.md).
 *
 * In this repository: `node scripts/run.mjs examples/node/way-to-the-order.ts`; with the package installed, any way that runs
 * TypeScript.
 *
 * @module
 */
import { readFileSync } from 'node:fs'
import { builtin } from 'aisle'
import { type MapDefinition, replay } from 'aisle/warehouse'

const DAY = 86_400_000

const LOG = 'examples/data/retentioneering-simple-onlineshop.csv.gz'
const MAP = 'examples/maps/retentioneering-simple-onlineshop.json'

/** A way that shoppers went, from one stage to the next. */
interface Way {
  readonly from: string
  readonly to: string
  /** Of each time that it was gone, how long they had been where they were, in milliseconds. */
  readonly took_ms: number[]
}

/** Goes through the journey of every shopper, and gathers how long each step took. */
async function ways(): Promise<Way[]> {
  const map: MapDefinition = JSON.parse(readFileSync(MAP, 'utf8'))
  const found = new Map<string, Way>()
  let here = { shopper_id: '', since: 0 }
  for await (const { shopper_id, from, to, at } of replay([LOG], { definitions: builtin, map, groups: ['aida'] })) {
    // A shopper's movements come one after the other, the first with no stage to come from.
    if (from !== null && here.shopper_id === shopper_id) {
      const way = found.get(`${from} ${to}`) ?? { from, to, took_ms: [] }
      found.set(`${from} ${to}`, way)
      way.took_ms.push(at - here.since)
    }
    here = { shopper_id, since: at }
  }
  return [...found.values()].sort((a, b) => b.took_ms.length - a.took_ms.length)
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!
}

function duration(ms: number): string {
  if (ms >= DAY) return `${(ms / DAY).toFixed(1)} days`
  return ms >= 3_600_000 ? `${(ms / 3_600_000).toFixed(1)} hours` : `${(ms / 60_000).toFixed(1)} minutes`
}

export async function main(): Promise<void> {
  for (const { from, to, took_ms } of (await ways()).slice(0, 8))
    console.log(`${from} to ${to}: ${took_ms.length} times, half of them within ${duration(median(took_ms))}`)
}
