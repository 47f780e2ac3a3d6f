import type { Foreseen } from '../engine/answers'
import type { Shopper } from '../engine/shopper'
import type { LoyaltyProgramme } from './loyalty'
import { LOYALTY_MEASURES, type LoyaltyMeasure } from './loyalty-measure'
import { type Missing, waysTo } from './missing'

/**
 * One thing that is missing to a tier.
 *
 * @example
 * const inWords = ({ missing, measure }: MissingToTier) => `${missing} more ${measure ?? 'of something else'}`
 * const ways = ({ next }: LoyaltyStatus) => next?.missing.map((way) => way.map(inWords).join(' and ')) ?? []
 */
export interface MissingToTier extends Missing {
  /** Which of the programme's measures it is; null for something else that the tier's condition asks. */
  readonly measure: LoyaltyMeasure | null
}

/**
 * Where a shopper stands in a programme.
 *
 * @example
 * const programme = createLoyaltyProgramme()
 * const shopper = compile(defineDocument({ traits: programme.traits, stages: programme.stages })).shopper()
 * shopper.add({ ...event, name: 'order_completed', props: { order_id: 'o-1', total: 80 } })
 * const { tier, lapses }: LoyaltyStatus = loyaltyStatus(programme, shopper, now)
 * tier // => 'bronze'
 * lapses // => { at: now + 365 * 86_400_000, to: 'none' }
 */
export interface LoyaltyStatus {
  /** The instant that was answered for, ms. */
  readonly now: number
  /** The tier, or `none`. */
  readonly tier: string
  /** In the period, in the shop's currency. */
  readonly spend: number
  readonly orders: number
  readonly points: number
  /** The tier above, and the ways to it, each a list of what is missing; null at the top. */
  readonly next: { readonly tier: string; readonly missing: readonly (readonly MissingToTier[])[] } | null
  /** When the tier is lost if nothing more happens, and for which; null where it never is. */
  readonly lapses: Foreseen | null
}

/**
 * A shopper's tier, spend, orders and points, what is missing to the next tier, and when the tier lapses: its
 * `changes_at`, where that leads to a lower one.
 *
 * @param shopper Of a document that holds the programme's definitions.
 * @throws RangeError with code `unknown_programme` where it does not.
 * @example
 * const programme = createLoyaltyProgramme()
 * const { traits, stages } = programme
 * const shopper = compile(defineDocument({ traits, stages })).shopper()
 * const { tier, next, lapses } = loyaltyStatus(programme, shopper, Date.now())
 */
export function loyaltyStatus(
  programme: LoyaltyProgramme,
  shopper: Pick<Shopper, 'at' | 'explain'>,
  now: number,
): LoyaltyStatus {
  const { name, tiers } = programme
  const explanation = shopper.explain(`${name}_tier`, now)
  const { traits, now: at } = shopper.at(now)
  if (!explanation || LOYALTY_MEASURES.some((measure) => !(`${name}_${measure}` in traits))) {
    const message = `Cannot ask "${name}": a shopper without its definitions, expected one of a document that holds them`
    throw Object.assign(new RangeError(message), { code: 'unknown_programme' })
  }
  const rank = (tier: string) => tiers.indexOf(tier)
  const { outcome: tier, because, changes_at } = explanation
  const above = tiers[rank(tier) + 1]
  // The highest tier is tried first.
  const reason = above === undefined ? undefined : because[tiers.length - 1 - rank(above)]
  const lapses = changes_at && rank(changes_at.to) < rank(tier) ? changes_at : null
  const amount = (measure: LoyaltyMeasure) => Number(traits[`${name}_${measure}`] ?? 0)
  return {
    now: at,
    tier,
    spend: amount('spend'),
    orders: amount('orders'),
    points: amount('points'),
    next: reason ? { tier: above!, missing: waysTo(reason).map((way) => way.map(named(programme))) } : null,
    lapses,
  }
}

/** Says of what is missing which measure it is. */
function named({ measures }: LoyaltyProgramme): (missing: Missing) => MissingToTier {
  const known = new Map(LOYALTY_MEASURES.map((measure) => [JSON.stringify(measures[measure]), measure]))
  return (missing) => {
    const [sides] = Object.values(missing.condition)
    const left = Array.isArray(sides) ? JSON.stringify(sides[0]) : ''
    return { measure: known.get(left) ?? null, ...missing }
  }
}
