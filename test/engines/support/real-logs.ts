import { existsSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { shopperLogs } from '../../../bench/support/shopper-logs'
import { builtin } from '../../../src/lifecycle/builtin'
import type { ShopEvent } from '../../../src/vocabulary/event-types'
import { answersOfEngine } from '../../warehouse/support/agreement'
import type { Answer } from '../../warehouse/support/engine'

/** A log of a real shop. */
export interface RealLog {
  readonly title: string
  readonly file: string
  readonly map?: string
  readonly nows: readonly number[]
}

const EXAMPLES = { data: 'examples/data', maps: 'examples/maps' }

/** Logs that ship, each at three instants: within it, at its end, and weeks later. */
export const shipped: readonly RealLog[] = [
  {
    title: "an online shop's clicks",
    file: `${EXAMPLES.data}/retentioneering-simple-onlineshop.csv.gz`,
    map: `${EXAMPLES.maps}/retentioneering-simple-onlineshop.json`,
    nows: ['2020-01-15T12:00:00Z', '2020-04-29T12:00:00Z', '2020-06-01T00:00:00Z'].map(Date.parse),
  },
  {
    title: "a wholesaler's invoices",
    file: `${EXAMPLES.data}/online-retail-ii-slice.csv.gz`,
    map: `${EXAMPLES.maps}/online-retail-ii.json`,
    nows: ['2011-06-01T09:00:00Z', '2011-12-10T00:00:00Z', '2012-03-01T00:00:00Z'].map(Date.parse),
  },
]

/** Logs that stand beside the repository, if at all: half a million rows and events each. */
export const whole: readonly RealLog[] = [
  {
    title: "a month of a merchandise store's clicks",
    file: '../shared/data/google-store/events-2016-08.ndjson.gz',
    nows: ['2016-08-15T12:00:00Z', '2016-09-01T00:00:00Z', '2016-10-15T00:00:00Z'].map(Date.parse),
  },
  {
    title: "a year of a wholesaler's invoices",
    file: '../shared/data/online-retail/online_retail_II-2010-2011.csv.gz',
    map: `${EXAMPLES.maps}/online-retail-ii.json`,
    nows: shipped[1]!.nows,
  },
]

/** Whether a log is there. */
export function isThere({ file }: RealLog): boolean {
  return existsSync(file)
}

/** A log's events, shopper by shopper. */
export async function eventsOf({ file, map }: RealLog): Promise<ShopEvent[]> {
  return (await shopperLogs(file, map)).flat()
}

/** The first few shoppers of whom the engine in JavaScript says something else, with both answers; and how many were asked for. */
export function differences(events: readonly ShopEvent[], now: number, found: ReadonlyMap<string, Answer>) {
  const expected = answersOfEngine({ document: builtin, events: events as never, now })
  const all = [...new Set([...expected.keys(), ...found.keys()])]
  const wrong = all.filter((shopper) => !isDeepStrictEqual(found.get(shopper), expected.get(shopper)))
  return {
    shoppers: all.length,
    different: wrong.length,
    first: wrong
      .slice(0, 3)
      .map((shopper) => ({ shopper, found: found.get(shopper), expected: expected.get(shopper) })),
  }
}
