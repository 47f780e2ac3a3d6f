/**
 * A quantile of a sample, and how much of the sample lies on it.
 *
 * @example
 * const orders = [1, 1, 1, 1, 7] // four of five have ordered once, and no cut parts them
 * const cut: SampleQuantile = sampleQuantile(orders, 0.5)
 * cut.share // => 0.8
 */
export interface SampleQuantile {
  /** A value of the sample itself, never one between two. */
  readonly value: number
  /** How many of the sample are exactly this; over 1, the cut does not split them. */
  readonly ties: number
  /** The share of the sample that is at most this, above 0 to 1: at least q, and more where values are tied. */
  readonly share: number
}

/** How far n * q may miss a whole number because of binary fractions: 4 ulp, as R's `quantile` has it. */
const FUZZ = 4 * Number.EPSILON

/**
 * The q-quantile of a sample by the inverse of its empirical distribution: the smallest value that at least the share `q`
 * of the sample is at most. Definition 1 of Hyndman & Fan 1996, "Sample Quantiles in Statistical Packages", The American
 * Statistician 50(4), 361-365; R's `quantile(x, q, type = 1)`.
 *
 * Of their nine definitions it is the one for cut points: it is always a value that some shopper has, so that it can be
 * an exact number in a rule, and it stays where it is when more shoppers are tied with it.
 *
 * @param sorted Finite numbers in ascending order, at least one.
 * @param q Above 0, up to 1.
 * @example
 * sampleQuantile([10, 20, 20, 40], 0.5) // => { value: 20, ties: 2, share: 0.75 }
 */
export function sampleQuantile(sorted: readonly number[], q: number): SampleQuantile {
  const n = sorted.length
  const rank = Math.min(n, Math.max(1, Math.ceil(n * q * (1 - FUZZ))))
  const value = sorted[rank - 1]!
  let below = rank - 1
  while (below > 0 && sorted[below - 1] === value) below--
  let upTo = rank
  while (upTo < n && sorted[upTo] === value) upTo++
  return { value, ties: upTo - below, share: upTo / n }
}
