import type { AisleDocument, Condition, Duration, Metric, StageSet, Trait } from '../language/ast'
import { orderCount, recency, revenue } from '../lifecycle/traits'
import { quantile, type Template } from './template'

const frequency = orderCount.value
const monetary = revenue.value

/**
 * Recency, frequency and monetary value of a shopper, as the built-in catalogue has them: what scores are made of.
 *
 * @example
 * compile(defineDocument({ traits: RFM_TRAITS })).shopper().at(Date.now()).traits
 */
export const RFM_TRAITS: readonly Trait[] = [recency, orderCount, revenue]

/**
 * The four cuts between the five scores of each measure, from the lowest; durations of recency from the newest.
 *
 * @example
 * const cuts: RfmCuts = {
 *   recency: ['30d', '90d', '180d', '365d'], frequency: [1, 2, 3, 5], monetary: [40, 90, 180, 400],
 * }
 * compile(defineDocument(rfm(cuts)))
 */
export interface RfmCuts {
  /** Ages of the last order: at most the first scores 5, over the last scores 1. */
  readonly recency: readonly [Duration, Duration, Duration, Duration]
  /** Orders: at most the first scores 1, over the last scores 5. */
  readonly frequency: readonly [number, number, number, number]
  /** What was paid, in the shop's currency: at most the first scores 1, over the last scores 5. */
  readonly monetary: readonly [number, number, number, number]
}

type Cuts = { readonly [Key in keyof RfmCuts]: readonly Metric[] }

/** A group: scores from and to, of recency and of value. */
type Cell = readonly [name: string, recency: readonly [number, number], value: readonly [number, number]]

/**
 * The groups over the grid of recency 1 to 5 and value 1 to 5. The grid is the one that is in use as `seg_map` for pandas
 * (hibernating, at risk, can't lose, about to sleep, need attention, loyal, promising, new, potential loyalist,
 * champions), with `lost` split off from hibernating as in Putler's eleven segments, whose own score ranges overlap.
 * Each is a rectangle of the grid; together they cover every field of it once.
 */
export const RFM_CELLS: readonly Cell[] = [
  ['champions', [5, 5], [4, 5]],
  ['loyal', [3, 4], [4, 5]],
  ['potential_loyalist', [4, 5], [2, 3]],
  ['new_customers', [5, 5], [1, 1]],
  ['promising', [4, 4], [1, 1]],
  ['needs_attention', [3, 3], [3, 3]],
  ['about_to_sleep', [3, 3], [1, 2]],
  ['cannot_lose', [1, 2], [5, 5]],
  ['at_risk_rfm', [1, 2], [3, 4]],
  ['hibernating', [2, 2], [1, 2]],
  ['lost', [1, 1], [1, 2]],
]

/**
 * The names of the eleven groups. Whoever has never ordered is in none of them: `none`.
 *
 * @example
 * RFM_GROUPS.includes('champions') // => true
 */
export const RFM_GROUPS: readonly string[] = RFM_CELLS.map(([name]) => name)

/** A score of recency of `k`, 2 to 5, or better. */
const recent = (cuts: Cuts, k: number): Condition => ({ lte: [recency.value, cuts.recency[5 - k]!] })
/** A score of frequency, or of monetary value, of `k`, 2 to 5, or better. */
const frequent = (cuts: Cuts, k: number): Condition => ({ gt: [frequency, cuts.frequency[k - 2]!] })
const valuable = (cuts: Cuts, k: number): Condition => ({ gt: [monetary, cuts.monetary[k - 2]!] })

const STEPS = [2, 3, 4, 5]

/** What the scores of frequency and monetary value add up to, 2 to 10, from which a value of 1 to 5 begins. */
export const RFM_VALUE_FROM: readonly number[] = [2, 4, 6, 7, 9]

function stageSet(name: string, cuts: Cuts): StageSet {
  const extra: Metric = {
    points: [frequent, valuable].flatMap((test) => STEPS.map((k) => [1, test(cuts, k)] as const)),
  }
  // The lowest scores are 1 and 1, which no point is given for.
  const worth = (k: number): Condition => ({ gte: [extra, RFM_VALUE_FROM[k - 1]! - 2] })
  const cell = ([low, high]: readonly [number, number], test: (k: number) => Condition): Condition[] => [
    ...(low > 1 ? [test(low)] : []),
    ...(high < 5 ? [{ not: test(high + 1) }] : []),
  ]
  const stages = RFM_CELLS.map(([group, r, v]) => ({
    name: group,
    when: { all: [...cell(r, (k) => recent(cuts, k)), ...cell(v, worth)] },
  }))
  return { name, version: 1, stages, otherwise: 'none' }
}

/** Scores 1 to 5 of those who have ordered, 0 of the others. */
function scoreTraits(cuts: Cuts): Trait[] {
  const ordered: Condition = { exists: recency.value }
  const trait = (measure: string, test: (cuts: Cuts, k: number) => Condition): Trait => ({
    name: `rfm_${measure}_score`,
    version: 1,
    title: `Score of ${measure}, 1 to 5; 0 without an order`,
    value: { points: [[1, ordered], ...STEPS.map((k) => [1, { all: [ordered, test(cuts, k)] }] as const)] },
  })
  return [trait('recency', recent), trait('frequency', frequent), trait('monetary', valuable)]
}

/**
 * Definitions to put into a document.
 *
 * @example
 * const { traits, stages }: RfmDefinitions = rfm({
 *   recency: ['7d', '14d', '30d', '60d'], frequency: [1, 2, 4, 8], monetary: [20, 40, 80, 160],
 * })
 * const document = defineDocument({ zone: 'Europe/Vienna', traits, stages: [...stages, visitIntent] })
 * compile(document).shopper().at(Date.now()).stages.rfm_group // => 'none'
 */
export interface RfmDefinitions {
  readonly traits: readonly Trait[]
  readonly stages: readonly StageSet[]
}

function definitions(name: string, cuts: Cuts): RfmDefinitions {
  return { traits: [...RFM_TRAITS, ...scoreTraits(cuts)], stages: [stageSet(name, cuts)] }
}

/**
 * RFM (recency, frequency, monetary value; Hughes 1994, "Strategic Database Marketing") with cut points that are given:
 * a stage set of eleven groups, the three measures and their scores as traits. Each measure scores 1 to 5; frequency and
 * monetary value together give a value of 1 to 5 (scores that add up to 2-3, 4-5, 6, 7-8, 9-10), and recency and value
 * the group. Every pair of scores is in exactly one group. An order counts once for each `order_id`; refunds are not
 * taken off.
 *
 * The group `at_risk_rfm` is so named since `at_risk` is a segment: the group is a place among the shop's buyers on a
 * frozen scale, the segment a shopper's silence against their own habit.
 *
 * @param name The name of the stage set. @default 'rfm_group'
 * @example
 * const { traits, stages } = rfm({
 *   recency: ['30d', '60d', '120d', '240d'], frequency: [1, 2, 4, 8], monetary: [50, 100, 250, 1000],
 * })
 */
export const rfm = (cuts: RfmCuts, name = 'rfm_group'): RfmDefinitions => definitions(name, cuts)

const none: AisleDocument = { aisle: 1, zone: 'UTC', currency: 'EUR', segments: [], traits: [], stages: [] }

const FIFTHS = [0.2, 0.4, 0.6, 0.8]

/**
 * RFM for `calibrate`: a template whose cut points are the fifths of the shop's own buyers. What has the value of a cut
 * scores with those below it, so that equal shoppers always score alike; where many are tied (most have ordered once) two
 * cuts may be one, and the score between them stays empty.
 *
 * @param base A document, or template, to add RFM to. @default an empty document, zone UTC, currency EUR
 * @param name The name of the stage set. @default 'rfm_group'
 * @example
 * const { document, artefact } = calibrate(rfmTemplate(builtin), shoppers, { now: Date.now() })
 */
export function rfmTemplate(base: Template = none, name = 'rfm_group'): Template {
  const cuts = ({ name }: Trait) => FIFTHS.map((q) => quantile(name, q, { among: recency.name }))
  const { traits, stages } = definitions(name, {
    recency: cuts(recency),
    frequency: cuts(orderCount),
    monetary: cuts(revenue),
  })
  // What the base defines in the same way, as the built-in catalogue does, need not be there twice.
  const has = new Set(base.traits.map((trait) => JSON.stringify(trait)))
  const added = traits.filter((trait) => !has.has(JSON.stringify(trait)))
  return { ...base, traits: [...base.traits, ...added], stages: [...base.stages, ...stages] }
}
