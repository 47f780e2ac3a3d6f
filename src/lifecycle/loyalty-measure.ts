/**
 * Spend in the shop's currency, orders, or points.
 *
 * @example
 * const least: Partial<Record<LoyaltyMeasure, number>> = { spend: 500, orders: 3 }
 * createLoyaltyProgramme({ tiers: [{ name: 'gold', ...least }] }).tiers // => ['gold']
 */
export type LoyaltyMeasure = 'spend' | 'orders' | 'points'

/** What a tier can ask for. */
export const LOYALTY_MEASURES: readonly LoyaltyMeasure[] = ['spend', 'orders', 'points']
