/**
 * `decide()` of `aisle/warehouse` over a log of NDJSON and over the same as Parquet, each beside one DuckDB query that somebody
 * wrote by hand for the same twelve segments, and one that trusts its log, beside Node alone, and beside nodejs-polars where it is installed: `node scripts/run.mjs bench/warehouse.ts [EVENTS]`. Each reading is a process of its own, so
 * that its peak of memory is its own; they take turns, so that a busy machine slows all.
 *
 * @module
 */
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { finished } from 'node:stream/promises'
import { DuckDBInstance } from '@duckdb/node-api'
import type { AisleDocument } from '../src/language/ast'
import type { ShopEvent } from '../src/vocabulary/event-types'
import { decide } from '../src/warehouse'
import { printTaken, type Taken, takeTurns } from './support/apart'
import { LOG_START, log } from './support/log'
import { type Figure, median, type Report, range } from './support/measure'
import { show } from './support/results'
import { BY_HAND } from './support/rules/by-hand'
import { RULES } from './support/rules/definitions'
import { FoldByHand } from './support/warehouse/by-hand-fold'
import { byHandPolars } from './support/warehouse/by-hand-polars'
import { type ByHandOptions, byHandParquetSql, byHandSql } from './support/warehouse/by-hand-sql'

const EVENTS = 2_000_000
const RUNS = 5
const DAYS = 90
/** The instant that is asked about. */
export const NOW = LOG_START + DAYS * 86_400_000

const NAMES = Object.keys(RULES)

/** Twelve segments. */
export const definitions: AisleDocument = {
  aisle: 1,
  zone: 'UTC',
  currency: 'EUR',
  segments: NAMES.map((name) => ({ name, version: 1, title: name, when: RULES[name]! })),
  traits: [],
  stages: [],
}

/** Tells who is in which segment, shoppers in the order of their ids. */
type Answer = (shopper_id: string, is_in: (name: string) => boolean) => void

type Case = (file: string, answer: Answer) => Promise<void>

const byHand =
  (sqlOf: typeof byHandSql, options: ByHandOptions): Case =>
  async (file, answer) => {
    const instance = await DuckDBInstance.create(':memory:')
    const connection = await instance.connect()
    const result = await connection.stream(sqlOf(file, NOW, options))
    for await (const rows of result.yieldRowObjectJs())
      for (const row of rows) answer(row.shopper_id as string, (name) => row[name] === true)
    connection.closeSync()
    instance.closeSync()
  }

const decided: Case = async (file, answer) => {
  for await (const { shopper_id, segments } of decide([file], { definitions, now: NOW }))
    answer(shopper_id, (name) => segments[name] === 'in')
}

/** A package of its own cannot be asked for; where it is not there, it is not measured. */
const hasPolars = () => {
  try {
    createRequire(import.meta.url).resolve('nodejs-polars')
    return true
  } catch {
    return false
  }
}

const polars: Case = async (file, answer) => {
  for await (const [id, profile] of byHandPolars(file, NOW)) answer(id, (name) => BY_HAND[name]!(profile))
}

const POLARS = 'nodejs-polars by hand of Parquet'
const BY_HAND_NDJSON = 'one query by hand'
const BY_HAND_PARQUET = 'one query by hand of Parquet'
const TRUSTING_NDJSON = 'one query by hand that trusts its log'
const TRUSTING_PARQUET = 'one query by hand that trusts its log of Parquet'
const PARQUET = 'decide() of Parquet'
const OF_PARQUET = [BY_HAND_PARQUET, TRUSTING_PARQUET, PARQUET, POLARS]

const CASES: Readonly<Record<string, Case>> = {
  [BY_HAND_NDJSON]: byHand(byHandSql, { is_trusting: false }),
  [TRUSTING_NDJSON]: byHand(byHandSql, { is_trusting: true }),
  'decide()': decided,
  [BY_HAND_PARQUET]: byHand(byHandParquetSql, { is_trusting: false }),
  [TRUSTING_PARQUET]: byHand(byHandParquetSql, { is_trusting: true }),
  [PARQUET]: decided,
  ...(hasPolars() && { [POLARS]: polars }),
  'Node by hand': async (file, answer) => {
    const shoppers = new Map<string, FoldByHand>()
    for await (const line of createInterface({ input: createReadStream(file) })) {
      const event: ShopEvent = JSON.parse(line)
      let shopper = shoppers.get(event.shopper_id)
      if (!shopper) {
        shopper = new FoldByHand(NOW)
        shoppers.set(event.shopper_id, shopper)
      }
      if (event.time <= NOW) shopper.add(event)
    }
    for (const id of [...shoppers.keys()].sort()) {
      const profile = shoppers.get(id)!.profile()
      answer(id, (name) => BY_HAND[name]!(profile))
    }
  },
}

/** What a case found. */
interface Found {
  /** Of who is in which segment. */
  readonly digest: string
}

type Measured = Taken & Found

async function carryOut(name: string, file: string): Promise<Found> {
  const hash = createHash('sha256')
  await CASES[name]!(file, (id, is_in) => hash.update(`${id} ${NAMES.filter(is_in).join()}\n`))
  return { digest: hash.digest('hex') }
}

/** Writes a log of so many events. */
export async function writeLog(file: string, events: number): Promise<void> {
  const stream = createWriteStream(file)
  let left = events
  // Each shopper does something more than sixteen things.
  for (const batch of log({ shoppers: Math.ceil(events / 16), visits: 5, days: DAYS, seed: 1 })) {
    const some = (JSON.parse(batch) as object[]).slice(0, left)
    left -= some.length
    const text = some.map((event) => `${JSON.stringify(event)}\n`).join('')
    if (!stream.write(text)) await once(stream, 'drain')
    if (left === 0) break
  }
  stream.end()
  await finished(stream)
  if (left) throw new Error(`Cannot write a log of ${events} events: found ${left} too few, expected more shoppers`)
}

/** Writes the same log as Parquet, with the types that its fields have. */
async function writeParquet(log: string, file: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const rows = `read_ndjson('${log}', map_inference_threshold = -1)`
  await connection.run(`COPY (FROM ${rows}) TO '${file}' (FORMAT parquet)`)
  connection.closeSync()
  instance.closeSync()
}

/** `decide()` beside what is written by hand, in turns: times, how many times slower in the same round, and peaks of memory. */
export async function warehouse(events = EVENTS, runs = RUNS): Promise<Report> {
  const folder = mkdtempSync(path.join(tmpdir(), 'aisle-bench-'))
  try {
    const file = path.join(folder, 'log.ndjson')
    await writeLog(file, events)
    const parquet = path.join(folder, 'log.parquet')
    await writeParquet(file, parquet)
    const fileOf = (name: string) => (OF_PARQUET.includes(name) ? parquet : file)
    const all = takeTurns<Found>('warehouse.ts', Object.keys(CASES), { runs, fileOf })
    const digests = new Set([...all.values()].flat().map(({ digest }) => digest))
    if (digests.size > 1)
      throw new Error('Cannot compare what is not the same: found different answers, expected equal ones')
    const title = `Twelve segments of ${events.toLocaleString('en-US')} events of NDJSON and of Parquet: \`decide()\` beside one DuckDB query by hand`
    const besides = (name: string) => {
      const [own, trusting] = OF_PARQUET.includes(name)
        ? [BY_HAND_PARQUET, TRUSTING_PARQUET]
        : [BY_HAND_NDJSON, TRUSTING_NDJSON]
      return { byHand: all.get(own)!, trusting: all.get(trusting)! }
    }
    return {
      name: 'warehouse',
      title,
      figures: [...all].flatMap(([name, measured]) => figuresOf(name, measured, besides(name))),
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** What a case is held beside, in the same rounds. */
interface Besides {
  readonly byHand: readonly Measured[]
  readonly trusting: readonly Measured[]
}

function figuresOf(name: string, measured: readonly Measured[], { byHand, trusting }: Besides): Figure[] {
  const figure = (id: string, what: string, unit: string, values: readonly number[], target?: string): Figure => ({
    id: `${name}: ${id}`,
    what: `${name}: ${what}`,
    value: median(values),
    unit,
    range: range(values),
    ...(target && CASES[name] === decided && { target }),
  })
  const of = (what: 'seconds' | 'cpu_seconds' | 'rss_mb') => measured.map((one) => one[what])
  const times = (what: 'seconds' | 'cpu_seconds' | 'rss_mb', other: readonly Measured[]) =>
    measured.map((one, round) => one[what] / other[round]![what])
  return [
    figure('time', 'time', 's', of('seconds')),
    figure('cpu', 'processor time', 's', of('cpu_seconds')),
    ...(measured === byHand
      ? []
      : [
          figure('slowdown', 'times the time of the query by hand', 'x', times('seconds', byHand), 'at most 1.3'),
          figure('cpu slowdown', 'times its processor time', 'x', times('cpu_seconds', byHand)),
          figure('memory growth', 'times its peak of memory', 'x', times('rss_mb', byHand), 'at most 1'),
        ]),
    ...(measured === byHand || measured === trusting
      ? []
      : [figure('beside trusting', 'times the time of one that trusts its log', 'x', times('seconds', trusting))]),
    figure('memory', 'peak of memory', 'MB', of('rss_mb')),
  ]
}

/** One case in this process, or all of them, printed. */
export async function main([first, name]: string[]): Promise<void> {
  if (name !== undefined) await printTaken(() => carryOut(name, first!))
  else console.log(show(await warehouse(first === undefined ? EVENTS : Number(first))))
}
