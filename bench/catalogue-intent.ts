/**
 * Whether the intent of a visit foretells orders: asked after the 3rd, 5th and 10th event of each visit that has so many and
 * has not ordered yet, against what the visit, and later ones within 30 days, came to:
 * `node scripts/run.mjs bench/catalogue-intent.ts [LOG.ndjson[.gz]...] [--json]`.
 *
 * @module
 */
import { existsSync } from 'node:fs'
import { compile } from '../src/engine/compile'
import type { Condition, Metric, Selector } from '../src/language/ast'
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

/** Visits by the intent, and by the signs, that they had, by when they were asked. */
type Tables = Readonly<Record<number, Record<string, Row>>>

const steps: Selector = { event: '*', within: 'visit' }
const looks: Selector = { event: 'product_viewed', within: 'visit' }
const added: Selector = { event: 'product_added', within: 'visit' }
const named: Selector = { ...looks, where: { 'product.product_id': { exists: true } }, each: 'product' }
const some = (of: Selector): Condition => ({ gte: [{ count: of }, 1] })
const none = (of: Selector): Condition => ({ eq: [{ count: of }, 0] })
const age = (of: Selector): Metric => ({ age: 'first', of })
const returning: Condition = { gt: [age({ event: '*' }), age(steps)] }
const newcomer: Condition = { not: returning }

/** Single signs, for the reasons that the thresholds of the intent are given. */
const SIGNS: Readonly<Record<string, Condition>> = {
  'cart of 7 days before': { gt: [{ count: { event: 'product_added', within: '7d' } }, { count: added }] },
  'cart on coming back': { all: [some(added), returning] },
  'first cart': { all: [some(added), newcomer] },
  'newcomer, no product': { all: [none(added), newcomer, none(looks)] },
  'newcomer, some product': { all: [none(added), newcomer, some(looks)] },
  'newcomer, many, once': {
    all: [
      none(added),
      newcomer,
      { gte: [{ ratio: [{ count: looks }, { count: steps }] }, 0.2] },
      { eq: [{ count: named }, { distinct: 'product.product_id', of: named }] },
    ],
  },
}

const engine = compile({
  aisle: 1,
  zone: 'UTC',
  currency: 'EUR',
  segments: Object.values(SIGNS).map((when, i) => ({ name: `sign_${i}`, version: 1, title: 'Sign', when })),
  traits: [],
  stages: [visitIntent],
})
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
    const { stages, segments } = shopper.at(event.time)
    const signs = Object.keys(SIGNS).filter((_, i) => segments[`sign_${i}`] === 'in')
    const after = orders.filter(({ time }) => time >= event.time && time <= event.time + LATER_MS)
    for (const name of ['all', stages.visit_intent!, ...signs]) {
      table[name] ??= { visits: 0, ordered: 0, ordered_later: 0 }
      const row = table[name]
      row.visits += 1
      if (after.some(({ session_id }) => session_id === event.session_id)) row.ordered += 1
      if (after.some(({ session_id }) => session_id !== event.session_id)) row.ordered_later += 1
    }
  }
}

const ORDER = ['buyer', 'researcher', 'browser', 'undecided', 'all', ...Object.keys(SIGNS)]

function lines(table: Record<string, Row>): string[] {
  const all = table.all!
  const rate = (row: Row, key: keyof Row) => row[key] / row.visits
  const percent = (share: number) => `${(100 * share).toFixed(2)} %`.padStart(9)
  return ORDER.filter((name) => table[name]).map((name) => {
    const row = table[name]!
    return [
      name.padEnd(22),
      String(row.visits).padStart(7),
      percent(row.visits / all.visits),
      percent(rate(row, 'ordered')),
      `${(rate(row, 'ordered') / rate(all, 'ordered')).toFixed(2)} x`.padStart(8),
      percent(rate(row, 'ordered_later')),
    ].join('  ')
  })
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
            `\n${`after event ${n}`.padEnd(22)}   visits      share    ordered  to common  in a later visit (30 days)`,
            ...lines(tables[n]!),
          ].join('\n'),
        )
  }
}
