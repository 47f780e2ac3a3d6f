/**
 * Whether the intent of a visit foretells orders: asked after the 3rd, 5th and 10th event of each visit that has so many and
 * has not ordered yet, against what the visit, and later ones within 30 days, came to:
 * `node scripts/run.mjs bench/catalogue-intent.ts [LOG.ndjson[.gz]]`. The figures of August 2016 go into `docs/evidence.json`; those
 * of a log that is named, of another month say, are printed alone.
 *
 * @module
 */
import { existsSync } from 'node:fs'
import { compile } from '../src/engine/compile'
import type { Estimate } from '../src/history/bootstrap'
import type { Condition, Metric, Selector } from '../src/language/ast'
import { visitIntent } from '../src/segments/visit-intent'
import type { ShopEvent } from '../src/vocabulary/event-types'
import { type Case, Cases, type GroupCases } from './support/cases'
import { publish } from './support/evidence'
import { type Claim, cell, type EvidenceTable, figure, type Study, shown, versionsOf } from './support/evidence-page'
import { shopperLogs } from './support/shopper-logs'

const LOG = '../shared/data/google-store/events-2016-08.ndjson.gz'
const ASKED_AT = [3, 5, 10]
const BARS_AT = 5
const LATER_MS = 30 * 86_400_000

/** Ordered later in the same visit; ordered in a later visit within 30 days. */
const [HERE, LATER] = [0, 1]
const INTENTS = ['buyer', 'researcher', 'browser', 'undecided']

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

/** Asks one shopper's visits as they happen: by the number of the event, what held then and what came of it. */
function ask(events: readonly ShopEvent[]): Map<number, Case[]> {
  const shopper = engine.shopper()
  const seen = new Map<string, { n: number; ordered: boolean }>()
  const cases = new Map(ASKED_AT.map((n) => [n, [] as Case[]]))
  const orders = events.filter(isOrder)
  for (const event of events) {
    shopper.fold(event, event.time)
    const visit = seen.get(event.session_id) ?? { n: 0, ordered: false }
    seen.set(event.session_id, visit)
    visit.n += 1
    visit.ordered ||= isOrder(event)
    if (visit.ordered) continue
    const asked = cases.get(visit.n)
    if (!asked) continue
    const { stages, segments } = shopper.at(event.time)
    const signs = Object.keys(SIGNS).filter((_, i) => segments[`sign_${i}`] === 'in')
    const after = orders.filter(({ time }) => time >= event.time && time <= event.time + LATER_MS)
    const here = after.some(({ session_id }) => session_id === event.session_id)
    const later = after.some(({ session_id }) => session_id !== event.session_id)
    asked.push({ groups: [stages.visit_intent!, ...signs], outcomes: [here, later] })
  }
  return cases
}

const COLUMNS: EvidenceTable['columns'] = [
  ['intent', 'text'],
  ['visits', 'count'],
  ['share', 'share'],
  ['ordered later in the visit', 'share'],
  ['times the common rate', 'times'],
  ['ordered in a later visit within 30 days', 'share'],
]

function table(title: string, groups: readonly GroupCases[]): EvidenceTable {
  const rows = groups.map(({ group, cases, share, rates, lifts }) => {
    return [group, cases, figure(share.value ?? 0), cell(rates[HERE]!), cell(lifts[HERE]!), cell(rates[LATER]!)]
  })
  return { title, columns: COLUMNS, rows }
}

/** What the intent at the fifth event is to come up to. */
function bars(cases: Cases): Claim[] {
  const { groups, ratios } = cases.estimate([['researcher', 'browser', LATER]])
  const of = (name: string) => groups.find(({ group }) => group === name)!
  const [buyer, browser, later] = [of('buyer'), of('browser'), ratios[0]!]
  const atLeast = (what: string, found: Estimate, bar: number, as: Claim['as']): Claim => {
    const holds = (found.value ?? 0) >= bar
    return { what, wanted: `at least ${shown(bar, as)}`, found: cell(found), as, holds }
  }
  return [
    atLeast('buyer: share of the visits', buyer.share, 0.07, 'share'),
    atLeast('buyer: orders, times the common rate', buyer.lifts[HERE]!, 3.5, 'times'),
    atLeast('browser: share of the visits', browser.share, 0.5, 'share'),
    {
      what: 'browser: orders, times the common rate',
      wanted: 'at most 0.50',
      found: cell(browser.lifts[HERE]!),
      as: 'times',
      holds: (browser.lifts[HERE]!.value ?? 1) <= 0.5,
    },
    atLeast('researcher: orders in a later visit, times the rate of browser', later, 2, 'times'),
  ]
}

/** Measures a log; the signs apart, since they are no answers of the catalogue. */
async function measure(file: string): Promise<{ readonly study: Study; readonly signs: readonly EvidenceTable[] }> {
  const all = new Map(ASKED_AT.map((n) => [n, new Cases([...INTENTS, ...Object.keys(SIGNS)], 2)]))
  for (const events of await shopperLogs(file)) for (const [n, cases] of ask(events)) all.get(n)!.see(cases)
  const found = ASKED_AT.map((n) => ({ n, groups: all.get(n)!.estimate().groups }))
  const isSign = ({ group }: GroupCases) => Object.hasOwn(SIGNS, group)
  const tables = found.map(({ n, groups }) =>
    table(
      `Asked at event ${n} of a visit`,
      groups.filter((group) => !isSign(group)),
    ),
  )
  const claims = bars(all.get(BARS_AT)!)
  return {
    study: {
      name: 'intent',
      script: 'bench/catalogue-intent.ts',
      versions: versionsOf([visitIntent]),
      tables,
      claims,
    },
    signs: found.map(({ n, groups }) => table(`Single signs at event ${n}`, groups.filter(isSign))),
  }
}

/** Measures August 2016, or the logs named. */
export async function main(args: readonly string[]): Promise<void> {
  for (const file of args.length ? args : [LOG]) {
    if (!existsSync(file)) {
      console.error(`SKIPPED: ${file} is not there`)
      continue
    }
    const { study, signs } = await measure(file)
    publish({ ...study, name: 'signs', tables: signs, claims: [] }, false)
    publish(study, args.length === 0)
  }
}
