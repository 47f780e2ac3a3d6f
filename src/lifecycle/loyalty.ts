import type { Condition, Duration, Metric, Selector, StageSet, Trait } from '../language/ast'
import { checkLoyalty } from './check-loyalty'
import { LOYALTY_MEASURES, type LoyaltyMeasure } from './loyalty-measure'

/**
 * One tier and what it takes: everything that is given must hold in the period.
 *
 * @example
 * // Whoever is a fan has ordered three times and paid 500 for it.
 * const tiers: LoyaltyTier[] = [{ name: 'friend', orders: 1 }, { name: 'fan', orders: 3, spend: 500 }]
 * createLoyaltyProgramme({ tiers }).tiers // => ['friend', 'fan']
 */
export interface LoyaltyTier extends Partial<Readonly<Record<LoyaltyMeasure, number>>> {
  /** In snake_case; not `none`, which is where whoever has no tier is. */
  readonly name: string
  /** A condition of the rule language. `loyaltyMeasures` gives spend, orders and points to say "or" with. */
  readonly when?: Condition
}

/**
 * What earns points: some events, or a field of them, times a number.
 *
 * @example
 * const paid: PointsRule = { of: { event: 'order_completed', once: 'order_id' }, field: 'total', points: 2 }
 * const givenBack: PointsRule = { of: { event: 'order_refunded', once: 'order_id' }, field: 'total', points: -2 }
 * createLoyaltyProgramme({ points: [paid, givenBack] })
 */
export interface PointsRule {
  /** Which events, without `within`: the period is the programme's. */
  readonly of: Omit<Selector, 'within'>
  /** The numeric field to multiply; absent: each event counts 1. */
  readonly field?: string
  /** How many points for each event, or for each 1 of the field; below 0 takes points back. */
  readonly points: number
}

/**
 * Options of {@link createLoyaltyProgramme}.
 *
 * @example
 * const options: LoyaltyOptions = { name: 'club', period: '730d', tiers: [{ name: 'member', points: 100 }] }
 * createLoyaltyProgramme(options).stages.map(({ name }) => name) // => ['club_tier']
 */
export interface LoyaltyOptions {
  /**
   * The tiers, the lowest first, one at least.
   * @default LOYALTY_TIERS
   */
  readonly tiers?: readonly LoyaltyTier[]
  /**
   * What earns points; an empty list: nothing does.
   * @default LOYALTY_POINTS
   */
  readonly points?: readonly PointsRule[]
  /**
   * How far back what was done counts: it rolls, so that a tier lapses when what carried it is as old as this.
   * @default '365d'
   */
  readonly period?: Duration | 'lifetime'
  /**
   * Begins the names of the definitions: `loyalty_tier`, `loyalty_points`, ...
   * @default 'loyalty'
   */
  readonly name?: string
}

/**
 * A programme as plain data: definitions to put into a document, and what `loyaltyStatus` needs to read the answers.
 *
 * @example
 * const { traits, stages }: LoyaltyProgramme = createLoyaltyProgramme()
 * traits.map(({ name }) => name) // => ['loyalty_spend', 'loyalty_orders', 'loyalty_points']
 * compile(defineDocument({ traits, stages })).shopper().at(now).stages // => { loyalty_tier: 'none' }
 */
export interface LoyaltyProgramme {
  readonly name: string
  /** Names, the lowest first. */
  readonly tiers: readonly string[]
  readonly measures: Readonly<Record<LoyaltyMeasure, Metric>>
  /** Spend, orders and points of a shopper. */
  readonly traits: readonly Trait[]
  /** One set, `<name>_tier`: the highest tier that holds, else `none`. */
  readonly stages: readonly StageSet[]
}

const ordered: Selector = { event: 'order_completed', once: 'order_id' }
const returned: Selector = { event: ['order_cancelled', 'order_refunded'], once: 'order_id' }

/**
 * Points as a programme without its own gives them: 1 for each unit of currency paid, taken back where money is; 25 for
 * following the brand on a network, 50 for a review, 100 for an invitation sent. An order, a network and a review count
 * once. The amounts are defaults, for a shop to set by what these acts are worth to it.
 *
 * @example
 * createLoyaltyProgramme({ points: [...LOYALTY_POINTS, { of: { event: 'ticket_opened' }, points: 5 }] })
 */
export const LOYALTY_POINTS: readonly PointsRule[] = [
  { of: ordered, field: 'total', points: 1 },
  { of: returned, field: 'total', points: -1 },
  { of: { event: 'brand_followed', once: 'network' }, points: 25 },
  { of: { event: 'product_reviewed', once: 'review_id' }, points: 50 },
  { of: { event: 'referral_sent' }, points: 100 },
]

/**
 * The five tiers of a programme without its own: each takes twice the points of the one before, or more. A default.
 *
 * @example
 * LOYALTY_TIERS.map(({ name }) => name) // => ['bronze', 'silver', 'gold', 'platinum', 'diamond']
 */
export const LOYALTY_TIERS: readonly LoyaltyTier[] = [
  { name: 'bronze', orders: 1 },
  { name: 'silver', points: 250 },
  { name: 'gold', points: 500 },
  { name: 'platinum', points: 1000 },
  { name: 'diamond', points: 2500 },
]

/**
 * Spend (paid for orders less what was given back), orders and points of a period, as metrics: for conditions of tiers.
 *
 * @example
 * const { spend, orders } = loyaltyMeasures({ period: '365d' })
 * const gold = { name: 'gold', when: { any: [{ gte: [spend, 500] }, { gte: [orders, 10] }] } }
 */
export function loyaltyMeasures({
  points = LOYALTY_POINTS,
  period = '365d',
}: Pick<LoyaltyOptions, 'points' | 'period'> = {}): LoyaltyProgramme['measures'] {
  const inPeriod = (of: Selector): Selector => (period === 'lifetime' ? of : { ...of, within: period })
  const total = (of: Selector): Metric => ({ sum: 'total', of: inPeriod(of) })
  const terms = points.map(({ of, field, points: each }): Metric => {
    const amount: Metric = field === undefined ? { count: inPeriod(of) } : { sum: field, of: inPeriod(of) }
    return each === 1 ? amount : { mul: [amount, each] }
  })
  return {
    spend: { sub: [total(ordered), total(returned)] },
    orders: { count: inPeriod(ordered) },
    points: terms.length ? terms.reduce((sum, term): Metric => ({ add: [sum, term] })) : 0,
  }
}

/**
 * A loyalty programme of any number of tiers, as definitions of the rule language. A shopper is in the highest tier whose
 * condition holds. Points count as earned: redeeming them takes no tier away. An order that was cancelled or refunded is
 * taken back, once, from when that happened.
 *
 * @throws RangeError with code `invalid_loyalty_programme`, and every problem in `problems`, where an option is wrong or
 * a tier asks for less than the one below it.
 * @example
 * const programme = createLoyaltyProgramme({ tiers: [{ name: 'friend', orders: 1 }, { name: 'fan', spend: 500, orders: 3 }] })
 * const engine = compile({
 *   ...builtin,
 *   traits: [...builtin.traits, ...programme.traits],
 *   stages: [...builtin.stages, ...programme.stages],
 * })
 * loyaltyStatus(programme, engine.shopper(), Date.now()).tier // => 'none'
 */
export function createLoyaltyProgramme(options: LoyaltyOptions = {}): LoyaltyProgramme {
  const { tiers = LOYALTY_TIERS, points = LOYALTY_POINTS, period = '365d', name = 'loyalty' } = options
  checkLoyalty({ tiers, points, period, name })
  const measures = loyaltyMeasures({ points, period })
  const stages = tiers.map((tier) => ({ name: tier.name, when: conditionOf(tier, measures) })).reverse()
  const titles = { spend: 'Spent', orders: 'Orders', points: 'Points' }
  return {
    name,
    tiers: tiers.map((tier) => tier.name),
    measures,
    traits: LOYALTY_MEASURES.map((measure) => ({
      name: `${name}_${measure}`,
      version: 1,
      title: `${titles[measure]} in the programme's period`,
      value: measures[measure],
    })),
    stages: [{ name: `${name}_tier`, version: 1, stages, otherwise: 'none' }],
  }
}

function conditionOf(tier: LoyaltyTier, measures: LoyaltyProgramme['measures']): Condition {
  const parts = LOYALTY_MEASURES.flatMap((measure): Condition[] => {
    const least = tier[measure]
    return least === undefined ? [] : [{ gte: [measures[measure], least] }]
  })
  if (tier.when) parts.push(tier.when)
  return parts.length > 1 ? { all: parts } : parts[0]!
}
