/**
 * How large every built-in segment is on real logs, for the thresholds that `src/segments/` gives reasons for:
 * `node scripts/run.mjs bench/catalogue.ts [--json]`. Each log is asked at its last event, once with the catalogue as it is
 * and once limited to the events that the log has (`limitTo`), which is how a shop should ask. Logs that are not there are
 * skipped and named.
 *
 * @module
 */
import { existsSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { decisionRows, readShoppers } from '../src/cli/decide/read-shoppers'
import { openInputs } from '../src/cli/input/input'
import { loadMap } from '../src/cli/map/load-map'
import { Report } from '../src/cli/report/report'
import { compile } from '../src/engine/compile'
import { limitTo } from '../src/language/limit-to'
import { builtin } from '../src/lifecycle/builtin'

/** A real log, and the map by which it is read. */
interface Log {
  readonly name: string
  readonly file: string
  readonly map?: string
  /** What the map cannot say. */
  readonly now?: number
}

const SHARED = '../shared/data'
const MAPS = 'examples/maps'

const LOGS: readonly Log[] = [
  { name: 'google-store', file: `${SHARED}/google-store/events-2016-08.ndjson.gz` },
  {
    name: 'retentioneering',
    file: 'examples/data/retentioneering-simple-onlineshop.csv.gz',
    map: `${MAPS}/retentioneering-simple-onlineshop.json`,
  },
  {
    name: 'online-retail slice',
    file: 'examples/data/online-retail-ii-slice.csv.gz',
    map: `${MAPS}/online-retail-ii.json`,
  },
  {
    name: 'online-retail',
    file: `${SHARED}/online-retail/online_retail_II-2010-2011.csv.gz`,
    map: `${MAPS}/online-retail-ii.json`,
  },
  { name: 'rees46', file: `${SHARED}/rees46/2019-Oct-first-hours.csv`, map: `${MAPS}/rees46.json` },
]

/** How many shoppers are in, out and unknown. */
type Sizes = Record<'in' | 'out' | 'unknown', number>

/** Two segments, and which part of those in either is in both (Jaccard 1901). */
interface Overlap {
  readonly pair: readonly [string, string]
  readonly share: number
}

interface Measured {
  readonly log: string
  readonly shoppers: number
  readonly now: string
  /** The events that the log has. */
  readonly events: readonly string[]
  readonly segments: Readonly<Record<string, Sizes>>
  /** Pairs of segments of which more than half of those in either are in both. */
  readonly overlaps: readonly Overlap[]
  /** Shoppers by stage of the visit's intent. */
  readonly visit_intent: Readonly<Record<string, number>>
}

/** One log, decided by the catalogue limited to the events that the log has. */
async function measure({ name, file, map, now }: Log): Promise<Measured> {
  const events = new Set<string>()
  const read = { map: map === undefined ? undefined : await loadMap(map), now, report: new Report() }
  const inputs = await openInputs([file], process.stdin)
  const everything = compile({ ...builtin, segments: [], traits: [], stages: [] })
  await readShoppers(inputs, { ...read, engine: everything, onFold: (event) => events.add(event.name) })
  const document = limitTo({ ...builtin, stages: builtin.stages.filter((set) => set.name === 'visit_intent') }, events)
  const book = await readShoppers(inputs, { ...read, report: new Report(), engine: compile(document) })
  const segments: Record<string, Sizes> = {}
  const visit_intent: Record<string, number> = {}
  const members = new Map<string, Set<string>>()
  let shoppers = 0
  for (const row of decisionRows(book, false)) {
    shoppers += 1
    for (const [segment, outcome] of Object.entries(row.segments)) {
      segments[segment] ??= { in: 0, out: 0, unknown: 0 }
      segments[segment][outcome] += 1
      if (outcome === 'in') members.set(segment, (members.get(segment) ?? new Set()).add(row.shopper_id))
    }
    const intent = row.stages.visit_intent!
    visit_intent[intent] = (visit_intent[intent] ?? 0) + 1
  }
  return {
    log: name,
    shoppers,
    now: new Date(book.now!).toISOString(),
    events: [...events].sort(),
    segments,
    overlaps: overlapsOf(members),
    visit_intent,
  }
}

/** No two segments should be one under two names. */
function overlapsOf(members: ReadonlyMap<string, ReadonlySet<string>>): Overlap[] {
  const found: Overlap[] = []
  const all = [...members]
  for (const [i, [one, ofOne]] of all.entries())
    for (const [other, ofOther] of all.slice(i + 1)) {
      const both = [...ofOne].filter((id) => ofOther.has(id)).length
      const share = both / (ofOne.size + ofOther.size - both)
      if (share > 0.5) found.push({ pair: [one, other], share })
    }
  return found
}

const WIDTH = 22

/** A table: a row a segment, a column a log, each with how many are in it and whether the others are out or unknown. */
function table(measured: readonly Measured[]): string[] {
  const cell = (sizes: Sizes, shoppers: number) => {
    if (sizes.unknown === shoppers) return 'unknown'
    const share = (n: number) => `${((100 * n) / shoppers).toFixed(1)} %`
    return `${sizes.in} (${share(sizes.in)})${sizes.unknown ? ` ?${share(sizes.unknown)}` : ''}`
  }
  const line = (first: string, cells: readonly string[]) =>
    [first.padEnd(20), ...cells.map((text) => text.padStart(WIDTH))].join(' ')
  const names = builtin.segments.map(({ name }) => name)
  return [
    'in (share of all shoppers) ?share of whom it is unknown; all of the rest are out',
    line(
      '',
      measured.map(({ log }) => log),
    ),
    line(
      'shoppers',
      measured.map(({ shoppers }) => String(shoppers)),
    ),
    ...names.map((name) =>
      line(
        name,
        measured.map(({ segments, shoppers }) => cell(segments[name]!, shoppers)),
      ),
    ),
    'pairs of which more than half of those in either are in both:',
    ...measured.flatMap(({ log, overlaps }) =>
      overlaps.map(({ pair, share }) => `${log}: ${pair.join(' and ')}, ${(100 * share).toFixed(1)} %`),
    ),
  ]
}

/** Measures every log that is there. */
export async function main(args: readonly string[]): Promise<void> {
  const measured: Measured[] = []
  for (const log of LOGS) {
    if (existsSync(log.file)) measured.push(await measure(log))
    else console.error(`SKIPPED: ${log.file} is not there`)
  }
  const definitions = JSON.stringify(builtin.segments)
  const packed = gzipSync(definitions, { level: 9 }).length
  console.error(`${builtin.segments.length} segments: ${definitions.length} bytes of JSON, ${packed} with gzip`)
  if (args.includes('--json')) console.log(JSON.stringify(measured, null, 2))
  else for (const line of table(measured)) console.log(line)
}
