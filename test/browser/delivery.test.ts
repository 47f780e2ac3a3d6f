import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Outcome, patienceOf, perform } from './delivery/scenario'
import { scenarios } from './delivery/scenarios'
import { skipUnlessFull } from './support/chromium'
import { findChromium } from './support/find-chromium'
import { bundleTracker } from './support/shop'

// Which adapter of `trackers/` is under test, and whether to print what came of it.
const adapter = process.env.AISLE_TRACKER ?? 'aisle'
const prints = process.env.AISLE_DELIVERY === 'table'

const distances = [
  { away: 'near', round_trip_ms: 0 },
  { away: '200 ms away', round_trip_ms: 200 },
]

let tracker: string
const rows: Record<string, object> = {}

beforeAll(async () => {
  tracker = await bundleTracker(adapter)
})
afterAll(() => {
  if (prints) console.table(rows)
})

function toRow({ numbers, lost, duplicates, requests, took_ms, notes, problems }: Outcome): object {
  const said = [...problems, ...notes].join('; ')
  return { came: numbers.length, lost: lost.length, duplicates, requests, s: Math.round(took_ms / 1000), said }
}

describe.concurrent(`the ${adapter} tracker delivers all, once and in order`, () => {
  for (const scenario of scenarios) {
    for (const { away, round_trip_ms } of distances) {
      const { name, needs } = scenario
      test(`${name}, ${away}`, { timeout: 120_000 + patienceOf(scenario) }, async (context) => {
        if (needs !== undefined) skipUnlessFull(context, await findChromium(), needs)
        const outcome = await perform(scenario, { tracker, round_trip_ms })
        rows[`${name}, ${away}`] = toRow(outcome)
        // As text, for a report to say what went wrong and not how many things did.
        expect(outcome.problems.join('\n')).toBe('')
      })
    }
  }
})
