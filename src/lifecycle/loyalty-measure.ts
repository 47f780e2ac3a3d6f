/** What a tier can ask for. */
export const LOYALTY_MEASURES = ['spend', 'orders', 'points'] as const

/** Spend in the shop's currency, orders, or points. */
export type LoyaltyMeasure = (typeof LOYALTY_MEASURES)[number]
