/** Later than every instant. */
export const NEVER = Number.POSITIVE_INFINITY
