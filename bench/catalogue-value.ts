/**
 * What the groups of value and of silence foretell (Online Retail II): decided at 2011-06-01 of what came before it, against
 * whether an order came from then until 2011-12-09: `node scripts/run.mjs bench/catalogue-value.ts [FILE.csv[.gz]]`. The cut points of RFM
 * and the shop's own gaps are those of the buyers before that day.
 *
 * @module
 */
import { existsSync } from 'node:fs'
import { compile } from '../src/engine/compile'
import { type Backtest, backtest } from '../src/history/backtest'
import type { GroupBacktest } from '../src/history/estimate'
import { groupLabel } from '../src/history/groups'
import { closestPairs } from '../src/history/overlap'
import type { ShopperHistory } from '../src/history/shopper-history'
import type { AisleDocument } from '../src/language/ast'
import { limitTo } from '../src/language/limit-to'
import { builtin } from '../src/lifecycle/builtin'
import { createLoyaltyProgramme } from '../src/lifecycle/loyalty'
import { calibrate } from '../src/predict/calibrate'
import { populationDocument } from '../src/predict/population'
import { rfmTemplate } from '../src/predict/rfm'
import { silenceTemplate } from '../src/predict/silence'
import type { Template } from '../src/predict/template'
import { publish } from './support/evidence'
import { type Cell, type Claim, cell, type EvidenceTable, type Study, versionsOf } from './support/evidence-page'
import { shopperLogs } from './support/shopper-logs'

const LOG = '../shared/data/online-retail/online_retail_II-2010-2011.csv.gz'
const MAP = 'examples/maps/online-retail-ii.json'
const AT = Date.UTC(2011, 5, 1)
/** Until the end of the log's last day, 2011-12-09. */
const WITHIN = '192d'
const SILENCE = ['at_risk', 'lapsed', 'won_back']
const WORTH = ['vip', 'one_time_buyer', 'replenishment_due']
const GROUPS = ['rfm_group', 'loyalty_tier', ...SILENCE, ...WORTH]
const programme = createLoyaltyProgramme()

/** A template filled from the buyers known before the instant, and nothing later. */
function calibrated(template: Template, histories: readonly ShopperHistory[]): AisleDocument {
  const engine = compile(populationDocument(template))
  const now = AT - 1
  const shoppers = histories.map(({ events }) => {
    const shopper = engine.shopper()
    for (const event of events) if (event.time <= now) shopper.fold(event, now)
    return shopper
  })
  return calibrate(template, shoppers, { now }).document
}

/** The built-in document with RFM, tiers and what the log can tell; by default with the stated thresholds on silence. */
function ask(histories: readonly ShopperHistory[], base: Template, groups: readonly string[]): Backtest {
  const sent = new Set(histories.flatMap(({ events }) => events.map(({ name }) => name)))
  const document = limitTo(calibrated(rfmTemplate(base), histories), sent)
  const { traits, stages } = programme
  const asked: AisleDocument = {
    ...document,
    currency: 'GBP',
    traits: [...document.traits, ...traits],
    stages: [...document.stages, ...stages],
  }
  const outcome = { event: 'order_completed', once: 'order_id' }
  return backtest(histories, asked, { at: AT, within: WITHIN, outcome, groups })
}

const COLUMNS: EvidenceTable['columns'] = [
  ['at 2011-06-01', 'text'],
  ['customers', 'count'],
  ['share', 'share'],
  ['ordered until 2011-12-09', 'share'],
  ['lift', 'times'],
  ['of all who ordered', 'share'],
]

const rowOf = (label: string, { shoppers, share, rate, lift, recall }: GroupBacktest): Cell[] => [
  label,
  shoppers,
  share.value,
  ...[rate, lift, recall].map(cell),
]

/** The rows of the groups of one name, or of several, and the line of all customers before them. */
function table(title: string, { groups, shoppers, rate }: Backtest, names: readonly string[]): EvidenceTable {
  const some = groups.filter(({ name, shoppers: n }) => names.includes(name) && n > 0)
  const all: Cell[] = ['all customers', shoppers, 1, cell(rate), 1, 1]
  const rows = some.map((group) => rowOf(group.stage ?? group.name, group))
  return { title, columns: COLUMNS, rows: [all, ...rows.map((row) => row.map(short))] }
}

/** RFM groups, tiers and segments that are nearest to being one under two names; `none` is no group, but who has not ordered. */
function nearest({ overlap }: Backtest): EvidenceTable {
  const name = (label: string) => `\`${label}\``
  return {
    title: 'The nearest pairs of these: those in both of those in either',
    columns: [
      ['one', 'text'],
      ['other', 'text'],
      ['in both', 'count'],
      ['of those in either', 'share'],
    ],
    rows: closestPairs(overlap)
      .filter(({ groups }) => !groups.some((label) => label.endsWith('.none')))
      .slice(0, 5)
      .map(({ groups, both, jaccard }) => [...groups.map(name), both, short(jaccard)]),
  }
}

const short = (value: Cell): Cell => (typeof value === 'number' ? Math.round(value * 1e4) / 1e4 : value)

const groupOf = ({ groups }: Backtest, label: string) => groups.find((group) => groupLabel(group) === label)!

/** Whether the intervals of two groups lie apart, the first under the second. */
function isUnder(what: string, result: Backtest, lower: string, upper: string): Claim {
  const [low, high] = [groupOf(result, lower).rate, groupOf(result, upper).rate]
  return {
    what,
    wanted: `its interval under that of \`${upper}\``,
    found: `${percents(low)} against ${percents(high)}`,
    as: 'text',
    holds: low.high !== null && high.low !== null && low.high < high.low,
  }
}

const percents = ({ low, high }: { readonly low: number | null; readonly high: number | null }) =>
  `${[low, high].map((end) => (end === null ? '?' : (100 * end).toFixed(1))).join(' to ')} %`

/** All that the log says of value and silence. */
export function measure(histories: readonly ShopperHistory[]): Study {
  const stated = ask(histories, builtin, GROUPS)
  const all = [...builtin.segments, ...rfmTemplate().stages, ...programme.stages]
  const asked = all.filter(({ name }) => GROUPS.includes(name))
  const own = ask(histories, silenceTemplate(builtin), ['at_risk', 'lapsed'])
  return {
    name: 'value',
    script: 'bench/catalogue-value.ts',
    versions: versionsOf(asked),
    tables: [
      table('RFM groups, cut at the fifths of the customers before', stated, ['rfm_group']),
      table('Tiers of the built-in loyalty programme', stated, ['loyalty_tier']),
      table('Silence, by the stated thresholds', stated, SILENCE),
      table("Silence, by the shop's own gaps before", own, ['at_risk', 'lapsed']),
      table('Worth', stated, WORTH),
      nearest(stated),
    ],
    claims: [
      isUnder('`at_risk` buys less than loyal customers', stated, 'at_risk', 'rfm_group.loyal'),
      isUnder('`lapsed` buys less than `at_risk`', stated, 'lapsed', 'at_risk'),
    ],
  }
}

/** Measures the second year of the log, or another of its form. */
export async function main([file = LOG]: readonly string[]): Promise<void> {
  if (!existsSync(file)) {
    console.error(`SKIPPED: ${file} is not there`)
    return
  }
  const logs = await shopperLogs(file, MAP)
  publish(measure(logs.map((events) => ({ shopper_id: events[0]!.shopper_id, events }))), file === LOG)
}
