/**
 * How large every built-in segment is on real logs, for the thresholds that `src/segments/` gives reasons for:
 * `node scripts/run.mjs bench/catalogue.ts [--json]`; and that no two of them are one under two names. Each log is asked at its last event, once with the catalogue as it is
 * and once limited to the events that the log has (`limitTo`), which is how a shop should ask. Logs that are not there are
 * skipped and named.
 *
 * @module
 */
import { existsSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { loadMap } from '../src/cli/load-map'
import { openInputs } from '../src/cli/open-inputs'
import { compile } from '../src/engine/compile'
import { groupsOf } from '../src/history/groups'
import type { Pattern } from '../src/history/observe'
import { type Overlap, overlapOf } from '../src/history/overlap'
import type { Outcome } from '../src/language/ast'
import { limitTo } from '../src/language/limit-to'
import { builtin } from '../src/lifecycle/builtin'
import { Report } from '../src/warehouse/input/report'
import { decisionRows, readShoppers } from '../src/warehouse/shoppers/read-shoppers'
import { publish } from './support/evidence'
import { type EvidenceTable, figure, type Study, versionsOf } from './support/evidence-page'

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

interface Measured {
  readonly log: string
  readonly shoppers: number
  readonly now: string
  /** The events that the log has. */
  readonly events: readonly string[]
  readonly segments: Readonly<Record<string, Sizes>>
  /** How many each two segments or stages share. */
  readonly overlap: Overlap
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
  const document = limitTo(builtin, events)
  const book = await readShoppers(inputs, { ...read, report: new Report(), engine: compile(document) })
  const groups = groupsOf(document)
  const segments: Record<string, Sizes> = {}
  const visit_intent: Record<string, number> = {}
  const patterns = new Map<string, Pattern>()
  let shoppers = 0
  for (const row of decisionRows(book, false)) {
    shoppers += 1
    for (const [segment, outcome] of Object.entries(row.segments)) {
      segments[segment] ??= { in: 0, out: 0, unknown: 0 }
      segments[segment][outcome] += 1
    }
    const intent = row.stages.visit_intent!
    visit_intent[intent] = (visit_intent[intent] ?? 0) + 1
    const members = groups.map(({ kind, name: of, stage }): Outcome => {
      return kind === 'segment' ? row.segments[of]! : row.stages[of] === stage ? 'in' : 'out'
    })
    const key = members.join()
    patterns.set(key, { members, outcome: false, count: (patterns.get(key)?.count ?? 0) + 1 })
  }
  return {
    log: name,
    shoppers,
    now: new Date(book.now!).toISOString(),
    events: [...events].sort(),
    segments,
    overlap: overlapOf([...patterns.values()], groups),
    visit_intent,
  }
}

/** Two groups on all logs together: those in both, and in either. */
interface PairOnLogs {
  readonly groups: readonly [string, string]
  readonly both: number
  readonly either: number
  /** By log: the share of those in both of those in either; null where nobody is in either. */
  readonly shares: readonly (number | null)[]
}

/** Every two groups of which some shopper on some log is in one, the nearest to being one under two names first. */
function pairsOf(measured: readonly Measured[]): PairOnLogs[] {
  const overlaps = measured.map(({ overlap }) => overlap)
  const names = overlaps[0]?.groups ?? []
  const pairs = names.flatMap((one, row) =>
    names.slice(row + 1).map((other, i): PairOnLogs => {
      const column = row + 1 + i
      const logs = overlaps.map(({ both }) => {
        const shared = both[row]![column]!
        return { shared, either: both[row]![row]! + both[column]![column]! - shared }
      })
      return {
        groups: [one, other],
        both: logs.reduce((sum, { shared }) => sum + shared, 0),
        either: logs.reduce((sum, { either }) => sum + either, 0),
        shares: logs.map(({ shared, either }) => (either ? shared / either : null)),
      }
    }),
  )
  const share = ({ both, either }: PairOnLogs) => both / either
  return pairs.filter(({ both }) => both > 0).sort((a, b) => share(b) - share(a) || b.both - a.both)
}

/** Pairs are listed from a share of this. */
const NEAR = 0.5

/** What the page says of overlap. */
function study(measured: readonly Measured[]): Study {
  // The slice's customers are among those of the whole.
  const logs = measured.filter(({ log }) => log !== 'online-retail slice')
  const pairs = pairsOf(logs)
  const [nearest] = pairs
  return {
    name: 'overlap',
    script: 'bench/catalogue.ts',
    versions: versionsOf([...builtin.segments, ...builtin.stages]),
    tables: [nearTable(pairs, logs), emptyTable(logs)],
    claims: [
      {
        what: nearest ? `the nearest pair of all: \`${nearest.groups.join('`, `')}\`` : 'no log is there',
        wanted: 'under 100 %: no two are one',
        found: nearest ? figure(nearest.both / nearest.either) : null,
        as: 'share',
        holds: nearest !== undefined && nearest.both < nearest.either,
      },
    ],
  }
}

function nearTable(pairs: readonly PairOnLogs[], logs: readonly Measured[]): EvidenceTable {
  const near = pairs.filter(({ both, either }) => both / either >= NEAR)
  return {
    title: 'The nearest pairs: those in both of those in either',
    columns: [
      ['one', 'text'],
      ['other', 'text'],
      ['in both', 'count'],
      ['in either', 'count'],
      ['all logs', 'share'],
      ...logs.map(({ log }) => [log, 'share'] as const),
    ],
    rows: near.map(({ groups, both, either, shares }) => [
      ...groups.map((name) => `\`${name}\``),
      ...[both, either, both / either, ...shares].map((n) => (n === null ? null : figure(n))),
    ]),
  }
}

function emptyTable(logs: readonly Measured[]): EvidenceTable {
  const names = logs[0]?.overlap.groups ?? []
  const empty = names.filter((_, i) => logs.every(({ overlap }) => overlap.both[i]![i] === 0))
  return {
    title: 'What nobody on any of these logs is in, so that they say nothing of it',
    columns: [['segments and stages', 'text']],
    rows: empty.length ? [[empty.map((name) => `\`${name}\``).join(', ')]] : [],
  }
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
  if (!args.includes('--json')) publish(study(measured), measured.length === LOGS.length)
}
