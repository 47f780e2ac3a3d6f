/**
 * Whether the intent of a visit foretells orders: asked after the 3rd, 5th and 10th event of each visit that has so many and
 * has not ordered yet, against what the visit, and later ones within 30 days, came to:
 * `node scripts/run.mjs bench/catalogue-intent.ts [LOG.ndjson[.gz]...] [--json]`.
 *
 * @module
 */
import { existsSync } from 'node:fs'
import { compile } from '../src/engine/compile'
import { visitIntent } from '../src/segments/visit-intent'
import type { ShopEvent } from '../src/vocabulary/event-types'
import { shopperLogs } from './support/shopper-logs'

const LOG = '../shared/data/google-store/events-2016-08.ndjson.gz'
const ASKED_AT = [3, 5, 10]
const LATER_MS = 30 * 86_400_000

/** Visits that were in one stage when asked. */
interface Row {
  visits: number
  /** Ordered later in the same visit. */
  ordered: number
  /** Ordered in a later visit within 30 days. */
  ordered_later: number
}

/** Visits by the intent that they had, by when they were asked. */
type Tables = Readonly<Record<number, Record<string, Row>>>

const engine = compile({ aisle: 1, zone: 'UTC', currency: 'EUR', segments: [], traits: [], stages: [visitIntent] })
const isOrder = ({ name }: ShopEvent) => name === 'order_completed'

/** Asks one shopper's visits as they happen, and notes what came of each. */
function ask(events: readonly ShopEvent[], tables: Tables): void {
  const shopper = engine.shopper()
  const seen = new Map<string, { n: number; ordered: boolean }>()
  const orders = events.filter(isOrder)
  for (const event of events) {
    shopper.fold(event, event.time)
    const visit = seen.get(event.session_id) ?? { n: 0, ordered: false }
    seen.set(event.session_id, visit)
    visit.n += 1
    visit.ordered ||= isOrder(event)
    const table = tables[visit.n]
    if (!table || visit.ordered) continue
    const intent = shopper.at(event.time).stages.visit_intent!
    table[intent] ??= { visits: 0, ordered: 0, ordered_later: 0 }
    const row = table[intent]
    const after = orders.filter(({ time }) => time >= event.time && time <= event.time + LATER_MS)
    row.visits += 1
    if (after.some(({ session_id }) => session_id === event.session_id)) row.ordered += 1
    if (after.some(({ session_id }) => session_id !== event.session_id)) row.ordered_later += 1
  }
}

function lines(table: Record<string, Row>): string[] {
  const rows = Object.values(table)
  const sum = (key: keyof Row) => rows.reduce((total, row) => total + row[key], 0)
  const all: Row = { visits: sum('visits'), ordered: sum('ordered'), ordered_later: sum('ordered_later') }
  const rate = (row: Row, key: keyof Row) => row[key] / row.visits
  const percent = (share: number) => `${(100 * share).toFixed(2)} %`.padStart(9)
  return Object.entries({ ...table, all }).map(([name, row]) =>
    [
      name.padEnd(11),
      String(row.visits).padStart(7),
      percent(row.visits / all.visits),
      percent(rate(row, 'ordered')),
      `${(rate(row, 'ordered') / rate(all, 'ordered')).toFixed(2)} x`.padStart(8),
      percent(rate(row, 'ordered_later')),
    ].join('  '),
  )
}

/** Measures every log named, or that of August 2016. */
export async function main(args: readonly string[]): Promise<void> {
  const named = args.filter((arg) => !arg.startsWith('--'))
  for (const file of named.length ? named : [LOG]) {
    if (!existsSync(file)) {
      console.error(`SKIPPED: ${file} is not there`)
      continue
    }
    const tables: Tables = Object.fromEntries(ASKED_AT.map((n) => [n, {}]))
    for (const events of await shopperLogs(file)) ask(events, tables)
    if (args.includes('--json')) console.log(JSON.stringify({ log: file, asked_at: tables }))
    else
      for (const n of ASKED_AT)
        console.log(
          [
            `\nafter event ${n}      visits      share    ordered  to common  in a later visit (30 days)`,
            ...lines(tables[n]!),
          ].join('\n'),
        )
  }
}
