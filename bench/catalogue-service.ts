/**
 * Whether low ratings gather where the catalogue says that somebody was served badly, and whether it knows when an order is
 * on its way (Olist): `node scripts/run.mjs bench/catalogue-service.ts [FOLDER]`. Each shopper is asked just before they rate, so
 * that the rating itself is not known; what the rating adds to the answer stands in a line of its own.
 *
 * @module
 */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { compile } from '../src/engine/compile'
import type { Condition, Segment } from '../src/language/ast'
import { customerLifecycle } from '../src/lifecycle/customer-lifecycle'
import { badlyServed } from '../src/segments/value-and-risk'
import type { ShopEvent } from '../src/vocabulary/event-types'
import { type Case, Cases, type GroupCases } from './support/cases'
import { publish } from './support/evidence'
import { type Claim, cell, type EvidenceTable, figure, type Study, versionsOf } from './support/evidence-page'
import { OLIST_TABLES, olistEvents } from './support/olist'

const FOLDER = '../shared/data/olist'
const LOW = 2

/** The rule without what some event says. */
function without(condition: Condition, event: string): Condition {
  if (!('any' in condition)) return condition
  const rest = condition.any.filter((part) => 'any' in part || !JSON.stringify(part).includes(`"${event}"`))
  return { any: rest.map((part) => without(part, event)) as [Condition, ...Condition[]] }
}

/** The rule of a shop that says of deliveries how late they came, and nothing while they are overdue. */
function byDeliveries(condition: Condition): Condition {
  return without(condition, 'order_updated')
}

const unrated = without(badlyServed.when, 'product_reviewed')
const variant = (name: string, when: Condition): Segment => ({ name, version: 1, title: name, when })
const engine = compile({
  aisle: 1,
  zone: 'UTC',
  currency: 'BRL',
  segments: [badlyServed, variant('unrated', unrated), variant('delivered', byDeliveries(unrated))],
  traits: [],
  stages: [customerLifecycle],
})

const BEFORE = 'as built in, just before the rating'
const UNRATED = 'ratings left out, just before the rating'
const DELIVERED = 'ratings left out, overdue orders not told, just before the rating'
const ENDED = 'ratings left out, overdue orders not told, once all deliveries are known'
const TOLD = 'as built in, once the rating is known'
const RULES = [BEFORE, UNRATED, DELIVERED, ENDED, TOLD]

type Answers = ReturnType<ReturnType<typeof engine.shopper>['at']>

/** The answers about one shopper at some instants, in the order of time. */
function answersAt(events: readonly ShopEvent[], instants: readonly number[]): Map<number, Answers> {
  const shopper = engine.shopper()
  let next = 0
  const answers = new Map<number, Answers>()
  for (const now of [...instants].sort((a, b) => a - b)) {
    for (; next < events.length && events[next]!.time <= now; next += 1) shopper.fold(events[next]!, now)
    answers.set(now, shopper.at(now))
  }
  return answers
}

const isOf = (name: string) => (event: ShopEvent) => event.name === name
const orderOf = ({ props }: ShopEvent) => (props as { readonly order_id: string }).order_id
const ratingOf = ({ props }: ShopEvent) => (props as { readonly rating: number }).rating

/** What was known just before each rating of a shopper, and whether it was low. */
function casesOf(events: readonly ShopEvent[]): Case[] {
  const reviews = events.filter(isOf('product_reviewed'))
  if (reviews.length === 0) return []
  const end = events.at(-1)!.time
  const answers = answersAt(events, [...reviews.flatMap(({ time }) => [time - 1, time]), end])
  const isIn = (now: number, name: string) => answers.get(now)!.segments[name] === 'in'
  return reviews.map((review) => {
    const { time } = review
    const before = answers.get(time - 1)!
    const came = events.some(
      (event) => event.name === 'order_delivered' && event.time < time && orderOf(event) === orderOf(review),
    )
    const holds: Readonly<Record<string, boolean>> = {
      [BEFORE]: isIn(time - 1, 'badly_served'),
      [UNRATED]: isIn(time - 1, 'unrated'),
      [DELIVERED]: isIn(time - 1, 'delivered'),
      [ENDED]: isIn(end, 'delivered'),
      [TOLD]: isIn(time, 'badly_served'),
    }
    const rules = RULES.flatMap((rule) => [holds[rule] ? rule : `not in it: ${rule}`])
    const stage = before.stages.customer_lifecycle!
    return {
      groups: [...rules, stage, `${stage}, ${came ? 'arrived' : 'not arrived'}`],
      outcomes: [ratingOf(review) <= LOW],
    }
  })
}

/** Reviews of a group, how many of them are low, and which part of the low ones they are. */
function ratings(title: string, head: string, groups: readonly GroupCases[]): EvidenceTable {
  const [all] = groups
  return {
    title,
    columns: [
      [head, 'text'],
      ['reviews', 'count'],
      ['share', 'share'],
      ['rated 1 or 2', 'share'],
      ['lift', 'times'],
      ['of all rated so', 'share'],
    ],
    rows: groups
      .filter(({ cases }) => cases > 0)
      .map(({ group, cases, share, rates, lifts }) => {
        const recall = (cases * rates[0]!.value!) / (all!.cases * all!.rates[0]!.value!)
        return [group, cases, figure(share.value!), cell(rates[0]!), cell(lifts[0]!), figure(recall)]
      }),
  }
}

const MOMENTS = [
  'at the order',
  'just before the delivery',
  'at the delivery',
  '30 days after the order, not delivered',
]
const STAGES = ['fulfilment', 'delight']
const MONTH = 30 * 86_400_000

/** Which stage a shopper of one order was in, by moment. */
function momentsOf(events: readonly ShopEvent[]): [moment: string, stage: string][] {
  const orders = events.filter(isOf('order_completed'))
  const delivered = events.find(isOf('order_delivered'))?.time
  // Of several orders one may be on its way while another has come.
  if (orders.length !== 1) return []
  const ordered = orders[0]!.time
  const late = ordered + MONTH
  const moments: [string, number][] = [['at the order', ordered]]
  if (delivered !== undefined) moments.push(['just before the delivery', delivered - 1], ['at the delivery', delivered])
  if (delivered === undefined || delivered > late) moments.push(['30 days after the order, not delivered', late])
  const answers = answersAt(
    events,
    moments.map(([, now]) => now),
  )
  return moments.map(([moment, now]) => [moment, answers.get(now)!.stages.customer_lifecycle!])
}

function stageTable(people: readonly (readonly ShopEvent[])[]): EvidenceTable {
  const seen = people.flatMap(momentsOf)
  return {
    title: 'Where people of one order stand',
    columns: [['moment', 'text'], ['orders', 'count'], ...STAGES.map((stage) => [`\`${stage}\``, 'share'] as const)],
    rows: MOMENTS.map((moment) => {
      const stages = seen.filter(([one]) => one === moment).map(([, stage]) => stage)
      const shares = STAGES.map((stage) => figure(stages.filter((one) => one === stage).length / stages.length))
      return [moment, stages.length, ...shares]
    }),
  }
}

/** Low ratings are to gather in the segment: its rate over that of all, the whole interval over 1. */
function gathers(groups: readonly GroupCases[], rule: string): Claim {
  const [lift] = groups.find(({ group }) => group === rule)!.lifts
  const what = `low ratings gather in \`badly_served\`: ${rule}`
  return { what, wanted: 'a lift over 1', found: cell(lift!), as: 'times', holds: (lift!.low ?? 0) > 1 }
}

/** All that the tables say. */
export function measure(people: readonly (readonly ShopEvent[])[]): Study {
  const stages = [...STAGES, ...STAGES.flatMap((stage) => [`${stage}, arrived`, `${stage}, not arrived`])]
  const cases = new Cases([...RULES, ...RULES.map((rule) => `not in it: ${rule}`), ...stages], 1)
  for (const events of people) cases.see(casesOf(events))
  const { groups } = cases.estimate()
  const only = (names: readonly string[]) => groups.filter(({ group }) => ['all', ...names].includes(group))
  return {
    name: 'service',
    script: 'bench/catalogue-service.ts',
    versions: versionsOf([badlyServed, customerLifecycle]),
    tables: [
      ratings('Low ratings where `badly_served` holds', '`badly_served`', only([...RULES, `not in it: ${UNRATED}`])),
      ratings('Low ratings by stage of `customer_lifecycle`, just before the rating', 'stage', only(stages)),
      stageTable(people),
    ],
    claims: [UNRATED, DELIVERED, ENDED].map((rule) => gathers(groups, rule)),
  }
}

/** Measures Olist's tables in a folder. */
export function main([folder = FOLDER]: readonly string[]): void {
  const lacking = OLIST_TABLES.find((table) => !existsSync(path.join(folder, `olist_${table}.csv.gz`)))
  if (lacking) {
    console.error(`SKIPPED: ${folder}/olist_${lacking}.csv.gz is not there`)
    return
  }
  publish(measure(olistEvents(folder)), folder === FOLDER)
}
