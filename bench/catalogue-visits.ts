/**
 * The intent of visits of which only summaries are known (UCI Online Shoppers Purchasing Intention; Sakar et al. 2018):
 * `node scripts/run.mjs bench/catalogue-visits.ts [FILE.csv]`. `PageValues` is not read, since it holds the outcome. What a column
 * stands for is in {@link READINGS}; the columns that stand for no event are not read either.
 *
 * @module
 */
import { existsSync, readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { compile } from '../src/engine/compile'
import { visitIntent } from '../src/segments/visit-intent'
import type { ShopEvent } from '../src/vocabulary/event-types'
import { Cases } from './support/cases'
import { publish } from './support/evidence'
import { cell, type EvidenceTable, figure, type Study, versionsOf } from './support/evidence-page'

const FILE = '../shared/data/online-shoppers/online_shoppers_intention.csv'
const INTENTS = ['buyer', 'researcher', 'browser', 'undecided']

/** One visit. */
interface Row {
  readonly Administrative: string
  readonly Informational: string
  readonly ProductRelated: string
  readonly VisitorType: string
  readonly Revenue: string
}

/** Which event a page of a kind stands for. */
type Reading = Readonly<Record<'Administrative' | 'Informational' | 'ProductRelated', string>>

/** Pages about products are product pages and lists in one column: read as the one, and as the other. */
const READINGS: Readonly<Record<string, Reading>> = {
  'pages about products read as product views': {
    Administrative: 'page_viewed',
    Informational: 'page_viewed',
    ProductRelated: 'product_viewed',
  },
  'pages about products read as lists': {
    Administrative: 'page_viewed',
    Informational: 'page_viewed',
    ProductRelated: 'list_viewed',
  },
}

const START = Date.UTC(2016, 0, 2)
const DAY = 86_400_000

/** The visit as events: one a page, a second apart, and before them one of an earlier visit where they came back. */
function eventsOf(row: Row, reading: Reading): ShopEvent[] {
  const names = Object.entries(reading).flatMap(([column, name]) =>
    Array<string>(Number(row[column as keyof Reading])).fill(name),
  )
  const event = (name: string, i: number): ShopEvent => ({
    id: `e${i}`,
    name,
    time: START + i * 1000,
    shopper_id: 'visitor',
    session_id: 'now',
    props: {},
    products: [],
    context: {},
  })
  const earlier = { ...event('page_viewed', -1), id: 'earlier', time: START - DAY, session_id: 'earlier' }
  return [...(row.VisitorType === 'Returning_Visitor' ? [earlier] : []), ...names.map(event)]
}

const engine = compile({ aisle: 1, zone: 'UTC', currency: 'EUR', segments: [], traits: [], stages: [visitIntent] })

/** What a visit's pages say at its end. */
function intentOf(row: Row, reading: Reading): string {
  const events = eventsOf(row, reading)
  const end = events.at(-1)?.time ?? START
  const shopper = engine.shopper()
  for (const event of events) shopper.fold(event, end)
  return shopper.at(end).stages.visit_intent!
}

const bought = ({ Revenue }: Row) => Revenue === 'TRUE'

/** The intents of one reading, among all visits and among those of new and of returning visitors. */
function intentTable(title: string, rows: readonly Row[], reading: Reading): EvidenceTable {
  const kinds = [...INTENTS, 'new visitors', 'returning visitors']
  const names = [...kinds, ...INTENTS.flatMap((name) => [`${name}, new`, `${name}, returning`])]
  const cases = new Cases(names, 1)
  for (const row of rows) {
    const intent = intentOf(row, reading)
    const kind = { New_Visitor: 'new', Returning_Visitor: 'returning' }[row.VisitorType]
    const groups = [intent, ...(kind ? [`${kind} visitors`, `${intent}, ${kind}`] : [])]
    cases.see([{ groups, outcomes: [bought(row)] }])
  }
  return {
    title: `At the end of the visit, ${title}`,
    columns: [
      ['intent', 'text'],
      ['visits', 'count'],
      ['share', 'share'],
      ['bought', 'share'],
      ['times the common rate', 'times'],
    ],
    rows: cases
      .estimate()
      .groups.filter((group) => group.cases > 0)
      .map(({ group, cases: n, share, rates, lifts }) => {
        return [group, n, figure(share.value!), cell(rates[0]!), cell(lifts[0]!)]
      }),
  }
}

const pages = ({ ProductRelated }: Row) => Number(ProductRelated)

/** The rates that were published (SHOPPERS.md A), which visits they are of, and what the catalogue calls these. */
const PUBLISHED: readonly (readonly [what: string, rate: number, test: ((row: Row) => boolean) | null])[] = [
  ['all visits', 0.155, () => true],
  ['1 to 5 pages about products', 0.041, (row) => pages(row) >= 1 && pages(row) <= 5],
  ['over 100 pages about products', 0.317, (row) => pages(row) > 100],
  ['new visitors', 0.249, ({ VisitorType }) => VisitorType === 'New_Visitor'],
  ['returning visitors', 0.139, ({ VisitorType }) => VisitorType === 'Returning_Visitor'],
  ['deep visits without any value signal', 0.053, null],
]

/** The published rates beside those of the file, and how the visits that each is of are told apart. */
function publishedTable(rows: readonly Row[]): EvidenceTable {
  const readings = Object.values(READINGS)
  return {
    title: 'Beside the published rates',
    columns: [
      ['visits', 'text'],
      ['published', 'share'],
      ['in this file', 'share'],
      ['visits', 'count'],
      ['intent by product views', 'text'],
      ['intent by lists', 'text'],
    ],
    rows: PUBLISHED.map(([what, rate, test]) => {
      if (test === null) return [what, rate, 'needs PageValues', null, null, null]
      const some = rows.filter(test)
      const split = readings.map((reading) => splitOf(some.map((row) => intentOf(row, reading))))
      return [what, rate, figure(some.filter(bought).length / some.length), some.length, ...split]
    }),
  }
}

/** `browser 61 %, undecided 39 %`. */
function splitOf(intents: readonly string[]): string {
  const parts = INTENTS.map((name) => [name, intents.filter((one) => one === name).length / intents.length] as const)
  return parts
    .filter(([, share]) => share > 0)
    .sort(([, a], [, b]) => b - a)
    .map(([name, share]) => `${name} ${(100 * share).toFixed(share < 0.01 ? 1 : 0)} %`)
    .join(', ')
}

/** What the visits show. */
export function measure(rows: readonly Row[]): Study {
  const tables = Object.entries(READINGS).map(([title, reading]) => intentTable(title, rows, reading))
  return {
    name: 'visits',
    script: 'bench/catalogue-visits.ts',
    versions: versionsOf([visitIntent]),
    tables: [...tables, publishedTable(rows)],
    claims: [],
  }
}

/** Measures the file, or another of the same form. */
export function main([file = FILE]: readonly string[]): void {
  if (!existsSync(file)) {
    console.error(`SKIPPED: ${file} is not there`)
    return
  }
  const rows: Row[] = parse(readFileSync(file), { columns: true, delimiter: ';' })
  publish(measure(rows), file === FILE)
}
