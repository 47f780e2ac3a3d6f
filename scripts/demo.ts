/**
 * `npm run demo`: two real shops' logs in, and out of them who their shoppers are, where they stand, and why. It runs on
 * the modules that `aisle decide` and `aisle explain` run on, without a build, a network or a server.
 *
 * @module
 */
import path from 'node:path'
import type { Writable } from 'node:stream'
import { explanationLines } from '../src/cli/explain/explanation-lines'
import { pointParts } from '../src/cli/explain/point-parts'
import { wrapLine } from '../src/cli/explain/wrap-line'
import { loadMap } from '../src/cli/load-map'
import { openInputs } from '../src/cli/open-inputs'
import { isTerminal, printable } from '../src/cli/terminal'
import { compile } from '../src/engine/compile'
import type { Condition } from '../src/language/ast'
import { builtin } from '../src/lifecycle/builtin'
import type { ShopEvent } from '../src/vocabulary/event-types'
import { Report } from '../src/warehouse/input/report'
import type { DecisionRow } from '../src/warehouse/shoppers/decision-row'
import { decisionRows, readShoppers } from '../src/warehouse/shoppers/read-shoppers'

interface Shop {
  readonly title: string
  readonly data: string
  readonly map: string
  readonly origin: string
  readonly notes: readonly string[]
  /** The stage sets to show. */
  readonly sets: readonly string[]
  readonly shopper: string
  /** What of that shopper is explained. */
  readonly explain: readonly string[]
}

const SHOPS: readonly Shop[] = [
  {
    title: "An online shop's clicks",
    data: 'examples/data/retentioneering-simple-onlineshop.csv.gz',
    map: 'examples/maps/retentioneering-simple-onlineshop.json',
    origin: 'retentioneering-tools, Apache-2.0',
    notes: [
      'The log knows no visits: Aisle derives them. It has no coupons and no sorting by price to tell bargain hunters by.',
    ],
    sets: ['purchase_journey', 'visit_intent'],
    shopper: '114525671',
    explain: ['cart_abandoner'],
  },
  {
    title: "A wholesaler's invoices",
    data: 'examples/data/online-retail-ii-slice.csv.gz',
    map: 'examples/maps/online-retail-ii.json',
    origin: 'UCI Online Retail II, Chen, CC BY 4.0; every twentieth customer',
    notes: ['A row is an invoice line: the map makes one order of many. Orders and refunds are all that there is.'],
    sets: ['purchase_journey'],
    shopper: '13300',
    explain: ['purchase_journey'],
  },
]

/** The stages of a purchase journey as a funnel: those in one row are as far as each other. */
const FUNNEL = [
  ['first_visit'],
  ['return_visit'],
  ['registered'],
  ['returned_after_registration'],
  ['first_purchase', 'paused', 'lapsed'],
  ['repeat_purchase'],
]

const BAR = 30
const WIDTH = 120

interface Style {
  readonly strong: (text: string) => string
  readonly bar: (text: string) => string
  readonly faint: (text: string) => string
}

function styleOf(stream: Writable): Style {
  const isPlain = !isTerminal(stream) || process.env.NO_COLOR !== undefined
  const paint = (code: string) => (text: string) => (isPlain || text === '' ? text : `\u001b[${code}m${text}\u001b[0m`)
  return { strong: paint('1'), bar: paint('36'), faint: paint('2') }
}

const count = (n: number) => n.toLocaleString('en-US')

/** A line of a chart: a label, a bar for the share, the number and the share. */
function barLine(label: string, n: number, all: number, style: Style): string {
  const filled = n === 0 ? 0 : Math.max(1, Math.round((n / all) * BAR))
  const bar = style.bar('█'.repeat(filled)) + style.faint('·'.repeat(BAR - filled))
  return `  ${label.padEnd(30)} ${bar} ${count(n).padStart(6)} ${((100 * n) / all).toFixed(1).padStart(5)} %`
}

interface Size {
  readonly name: string
  readonly n: number
  readonly line: string
  /** Whether the log says nothing of it, for any shopper. */
  readonly isUnknown?: boolean
}

/** The lines of those in whom somebody is; the others by name. */
function withoutEmpty(sizes: readonly Size[], style: Style): string[] {
  const empty = sizes.filter(({ n }) => n === 0)
  const named = (told: string, list: readonly Size[]) =>
    list.length ? wrapLine(`  ${told}: ${list.map(({ name }) => name).join(', ')}`, WIDTH).map(style.faint) : []
  return [
    ...sizes.filter(({ n }) => n > 0).map(({ line }) => line),
    ...named(
      'nobody',
      empty.filter(({ isUnknown }) => !isUnknown),
    ),
    ...named(
      'unknown, as the log has too little of what they need',
      empty.filter(({ isUnknown }) => isUnknown),
    ),
  ]
}

function segmentLines(rows: readonly DecisionRow[], style: Style): string[] {
  const sizes = builtin.segments.map(({ name, title }) => {
    const n = rows.filter(({ segments }) => segments[name] === 'in').length
    const isUnknown = rows.every(({ segments }) => segments[name] === 'unknown')
    return { name, n, isUnknown, line: `${barLine(name, n, rows.length, style)}   ${style.faint(title)}` }
  })
  return withoutEmpty(sizes, style)
}

function funnelLines(rows: readonly DecisionRow[], style: Style): string[] {
  const at = (stage: string) => rows.filter(({ stages }) => stages.purchase_journey === stage).length
  const sizes = FUNNEL.flatMap((level, place) => {
    const further = FUNNEL.slice(place)
      .flat()
      .reduce((sum, stage) => sum + at(stage), 0)
    const share = `${((100 * further) / rows.length).toFixed(0)} % came this far or further`
    return level.map((name, i) => {
      const n = at(name)
      const note = style.faint(i ? 'bought once, then went quiet' : share)
      return { name, n, line: `${barLine(name, n, rows.length, style)}   ${note}` }
    })
  })
  return withoutEmpty(sizes, style)
}

function stageLines(set: string, rows: readonly DecisionRow[], style: Style): string[] {
  if (set === 'purchase_journey') return funnelLines(rows, style)
  const { stages, otherwise } = builtin.stages.find(({ name }) => name === set)!
  return [...stages.map(({ name }) => name), otherwise].map((stage) => {
    const there = rows.filter((row) => row.stages[set] === stage).length
    return barLine(stage, there, rows.length, style)
  })
}

/** Reads one shop's log and shows what came of it. */
async function show(shop: Shop, place: number, out: Writable): Promise<void> {
  const style = styleOf(out)
  const width = Math.min((out as NodeJS.WriteStream).columns ?? WIDTH, WIDTH)
  const began = performance.now()
  const parts = pointParts(builtin)
  const engine = compile(builtin)
  const report = new Report((problem) => console.error(problem))
  const inputs = await openInputs([shop.data], process.stdin)
  const options = { engine, report, map: await loadMap(shop.map) }
  const book = await readShoppers(inputs, options)
  const now = book.now!
  const rows = [...decisionRows(book, false)]
  const took = ((performance.now() - began) / 1000).toFixed(1)

  const events = new Map<string, ShopEvent>()
  const onFold = (event: ShopEvent) => events.set(event.id, event)
  const again = { ...options, engine: compile(parts.document), now, report: new Report() }
  const one = (await readShoppers(inputs, { ...again, only: shop.shopper, onFold })).take(shop.shopper)!
  const points = (condition: Condition) => parts.because(one, condition, now)
  const { rows: read, events: kept } = report.counts
  const lines = [
    '',
    style.strong(`${place}. ${shop.title}`) + style.faint(`   ${shop.data} (${shop.origin})`),
    `   ${count(read)} rows, ${count(kept)} events, ${count(rows.length)} shoppers, read and decided in ${took} s`,
    ...shop.notes.map((note) => `   ${note}`),
    '',
    style.strong(`  Segments on ${new Date(now).toISOString().slice(0, 10)}`) +
      style.faint(' (a shopper may be in several)'),
    ...segmentLines(rows, style),
    ...shop.sets.flatMap((set) => [
      '',
      style.strong(`  ${set}`) + style.faint(' (each shopper is in exactly one stage)'),
      ...stageLines(set, rows, style),
    ]),
    '',
    style.strong(`  Why? Shopper ${shop.shopper}, ${events.size} events`),
    ...shop.explain
      .flatMap((name) => explanationLines(one.explain(name, now)!, { events, document: builtin, points }))
      .flatMap((line) => wrapLine(`  ${printable(line)}`, width)),
  ]
  out.write(`${lines.join('\n')}\n`)
}

/** Runs the demo from anywhere. */
export async function main(): Promise<void> {
  process.chdir(path.join(path.dirname(process.argv[1]!), '..'))
  const began = performance.now()
  const style = styleOf(process.stdout)
  process.stdout.write(
    `${style.strong('Aisle')}: a shop's events in; segments, stages, evidence and "until when" out.\n`,
  )
  for (const [i, shop] of SHOPS.entries()) await show(shop, i + 1, process.stdout)
  const { data, map, shopper } = SHOPS[0]!
  const took = ((performance.now() - began) / 1000).toFixed(1)
  process.stdout.write(
    [
      '',
      `${style.strong(`Done in ${took} s.`)} Next, the same for any shopper, or for your own log:`,
      '',
      '  npm run build',
      `  node dist/cli/main.js explain ${data} \\`,
      `    --map ${map} --shopper ${shopper}`,
      '  node dist/cli/main.js decide YOUR-EVENTS.ndjson --changes --out decisions.ndjson',
      '',
    ].join('\n'),
  )
}
