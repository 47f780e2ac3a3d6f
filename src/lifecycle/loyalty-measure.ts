/** Spend in the shop's currency, orders, or points. */
export type LoyaltyMeasure = 'spend' | 'orders' | 'points'

/** What a tier can ask for. */
export const LOYALTY_MEASURES: readonly LoyaltyMeasure[] = ['spend', 'orders', 'points']
