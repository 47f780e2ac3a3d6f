import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { compile } from '../src/engine/compile'
import type { Engine } from '../src/engine/compile-checked'
import type { Shopper } from '../src/engine/shopper'
import type { AisleDocument } from '../src/language/ast'
import { defineDocument } from '../src/language/define'
import { builtin } from '../src/lifecycle/builtin'
import { customerLifecycle } from '../src/lifecycle/customer-lifecycle'
import { purchaseJourney } from '../src/lifecycle/purchase-journey'
import { bargainHunter } from '../src/segments/shopping-style'
import { cartAbandoner, checkoutAbandoner, lateDecider, oneTimeBuyer } from '../src/segments/value-and-risk'
import { visitIntent } from '../src/segments/visit-intent'
import type { ShopEvent } from '../src/vocabulary/event-types'
import { LOG_START, log } from './support/log'
import { collectGarbage, type Figure, median, quantile, type Report, range } from './support/measure'
import { ROOT } from './support/results'

const ROUNDS = 3
const TARGET = 300_000

/** A log as JSON texts of some thousand events each, and when to decide. */
interface Log {
  readonly id: string
  readonly what: string
  readonly texts: readonly string[]
  readonly now: number
  readonly document: AisleDocument
}

/**
 * Folding a shop's log and deciding all definitions for every shopper, on one core. Only Aisle's work is on the clock, and
 * finding the shopper by id: the events come from JSON, as they do in life, but parsing them is timed apart, as something
 * that everybody knows the cost of to hold the rest against. Each batch is parsed, then folded, then forgotten.
 *
 * - **decided at the end**: every event folded with the shopper's clock going along, then `at(now)` once for every shopper:
 *   what turns a log into decisions.
 * - **decided at every event**: `at(event.time)` after each, for whoever needs every answer on the way.
 * - **live**: `add(event, event.time)`, which says what changed and when on the way, as a page or a server does it.
 */
export async function fold(): Promise<Report> {
  const shop = generated()
  const real = googleStore()
  return {
    name: 'fold',
    title: 'Folding and deciding, one core',
    figures: [
      ...measureLog({ ...shop, id: 'first', document: FIRST, what: `${shop.what}, eight definitions` }),
      ...measureLog({ ...shop, what: `${shop.what}, all built in` }),
      ...(real ? measureLog(real) : []),
    ],
  }
}

/** The definitions of the first catalogue: five segments and three stage sets. */
const FIRST = defineDocument({
  segments: [cartAbandoner, checkoutAbandoner, bargainHunter, oneTimeBuyer, lateDecider],
  stages: [visitIntent, purchaseJourney, customerLifecycle],
})

function generated(): Log {
  const days = 60
  const texts = [...log({ shoppers: 20_000, visits: 2.8, days, seed: 1 })]
  return { id: 'shop', what: 'generated log', texts, now: LOG_START + days * 86_400_000, document: builtin }
}

/** A month of a real shop, which lies beside the repository; undefined where it does not. */
function googleStore(): Log | undefined {
  const file = path.join(ROOT, '../shared/data/google-store/events-2016-08.ndjson.gz')
  if (!existsSync(file)) return undefined
  const lines = gunzipSync(readFileSync(file)).toString().trimEnd().split('\n')
  const texts: string[] = []
  for (let i = 0; i < lines.length; i += 10_000) texts.push(`[${lines.slice(i, i + 10_000)}]`)
  return {
    id: 'google',
    what: 'Google Merchandise Store, August 2016',
    texts,
    now: Date.UTC(2016, 8, 1),
    document: builtin,
  }
}

/** What is done with each event, on the clock. */
const MODES = {
  fold: (shopper: Shopper, event: ShopEvent) => void shopper.fold(event, event.time),
  each: (shopper: Shopper, event: ShopEvent) => {
    shopper.fold(event, event.time)
    shopper.at(event.time)
  },
  live: (shopper: Shopper, event: ShopEvent) => void shopper.add(event, event.time),
}

type Mode = keyof typeof MODES

/** What one pass over a log took, ms, and what was there in the end. */
interface Pass {
  readonly events: number
  readonly shoppers: Map<string, Shopper>
  readonly parse_ms: number
  readonly fold_ms: number
}

function pass(engine: Engine, { texts }: Log, mode: Mode): Pass {
  const shoppers = new Map<string, Shopper>()
  const take = MODES[mode]
  let events = 0
  let parse_ms = 0
  let fold_ms = 0
  for (const text of texts) {
    const start = performance.now()
    const batch = JSON.parse(text) as ShopEvent[]
    const parsed = performance.now()
    for (const event of batch) {
      let shopper = shoppers.get(event.shopper_id!)
      if (!shopper) {
        shopper = engine.shopper()
        shoppers.set(event.shopper_id!, shopper)
      }
      take(shopper, event)
    }
    fold_ms += performance.now() - parsed
    parse_ms += parsed - start
    events += batch.length
  }
  return { events, shoppers, parse_ms, fold_ms }
}

/** Milliseconds that something takes for each shopper, all in turn. */
function timed(shoppers: Iterable<Shopper>, act: (shopper: Shopper) => unknown): number {
  const start = performance.now()
  for (const shopper of shoppers) act(shopper)
  return performance.now() - start
}

function measureLog(source: Log): Figure[] {
  const engine = compile(source.document)
  const { now, what } = source
  const rows = new Map<string, { what: string; unit: string; values: number[]; target?: string }>()
  const note = (id: string, text: string, unit: string, value: number, target?: string) => {
    const row = rows.get(id) ?? { what: `${text} (${what})`, unit, values: [], ...(target && { target }) }
    row.values.push(value)
    rows.set(id, row)
  }
  // The first round is for the compiler of the runtime.
  for (let round = 0; round <= ROUNDS; round++) {
    const folded = pass(engine, source, 'fold')
    const { events } = folded
    const all = [...folded.shoppers.values()]
    const decide_ms = timed(all, (shopper) => shopper.at(now))
    const foresee_ms = timed(all, (shopper) => shopper.foresee(now))
    const each_ms = source.document === FIRST ? pass(engine, source, 'each').fold_ms : undefined
    const live_ms = source.document === FIRST ? pass(engine, source, 'live').fold_ms : undefined
    if (!round) continue
    const rate = (ms: number) => (events / ms) * 1_000
    const target = `at least ${TARGET.toLocaleString('en')}`
    note('decided', 'Folded and decided at the end', 'events/s', rate(folded.fold_ms + decide_ms), target)
    note('folded', 'Folded', 'events/s', rate(folded.fold_ms))
    if (each_ms) note('each', 'Folded and decided at every event', 'events/s', rate(each_ms))
    if (live_ms) note('live', 'Live: add(event, now), changes told', 'events/s', rate(live_ms))
    note('parsed', 'JSON.parse alone, to compare', 'events/s', rate(folded.parse_ms))
    note('at', 'Decisions: at(now)', 'shoppers/s', (all.length / decide_ms) * 1_000)
    note('foresee', 'Until when: foresee(now)', 'shoppers/s', (all.length / foresee_ms) * 1_000)
  }
  const figures = [...rows].map(
    ([id, { values, ...row }]): Figure => ({
      id: `${source.id}_${id}`,
      ...row,
      value: median(values),
      range: range(values),
    }),
  )
  return [...figures, ...sizes(engine, source)]
}

/** What a shopper takes up, stored and in memory. */
function sizes(engine: Engine, source: Log): Figure[] {
  const { id, what } = source
  collectGarbage()
  const before = process.memoryUsage().heapUsed
  const { events, shoppers } = pass(engine, source, 'fold')
  collectGarbage()
  const heap = (process.memoryUsage().heapUsed - before) / shoppers.size
  const snapshots = [...shoppers.values()].map((shopper) => JSON.stringify(shopper.snapshot()).length)
  const figure = (name: string, text: string, unit: string, value: number): Figure => ({
    id: `${id}_${name}`,
    what: `${text} (${what})`,
    value,
    unit,
  })
  return [
    figure('events', 'Events', 'events', events),
    figure('shoppers', 'Shoppers', 'shoppers', shoppers.size),
    figure('heap', 'Memory a shopper, entry in the map of shoppers included', 'bytes', heap),
    figure('snapshot_median', 'Snapshot as JSON, median', 'bytes', median(snapshots)),
    figure('snapshot_p95', 'Snapshot as JSON, 95 % are below', 'bytes', quantile(snapshots, 0.95)),
    figure('snapshot_p99', 'Snapshot as JSON, 99 % are below', 'bytes', quantile(snapshots, 0.99)),
  ]
}
