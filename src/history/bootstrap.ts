import { createRandom } from './random'
import { refusal } from './refuse'

/**
 * A figure, and where it would likely lie with other shoppers of the same shop.
 *
 * @example
 * // A lift that chance alone may explain is none.
 * const isTelling = ({ low, high }: Estimate) => low !== null && high !== null && (low > 1 || high < 1)
 * isTelling({ value: 1.2, low: 0.9, high: 1.5 }) // => false
 */
export interface Estimate {
  /** null where it is a share of nobody. */
  readonly value: number | null
  /** null where the shoppers at hand cannot tell: there is no value, or resampling always or mostly gives one value, or none. */
  readonly low: number | null
  readonly high: number | null
}

/**
 * How intervals are made.
 *
 * @example
 * const careful: BootstrapOptions = { samples: 10_000, level: 0.99 }
 * const asked = { at: now, within: '7d', outcome: { event: 'order_completed' }, groups: ['visit_intent'] } as const
 * backtest(events, builtin, { ...asked, ...careful })
 */
export interface BootstrapOptions {
  /** How often the shoppers are drawn anew, 100 to 100,000. @default 1000 */
  readonly samples?: number
  /** A whole number: the same seed and shoppers give the same intervals. @default 1 */
  readonly seed?: number
  /** The share of samples within an interval, above 0 and under 1. @default 0.95 */
  readonly level?: number
}

/**
 * How intervals were made: part of every result, so that it can be made again.
 *
 * @example
 * const asked = { at: now, within: '7d', outcome: { event: 'order_completed' }, groups: ['vip'] } as const
 * const method: BootstrapMethod = backtest(events, builtin, { ...asked, seed: 7 }).intervals
 * method // => { method: 'percentile', unit: 'shopper', samples: 1000, seed: 7, level: 0.95 }
 */
export interface BootstrapMethod extends Required<BootstrapOptions> {
  readonly method: 'percentile'
  /** What is drawn: whole shoppers, with replacement. */
  readonly unit: 'shopper'
}

/**
 * The options with their defaults.
 *
 * @throws RangeError with code `invalid_history` where one is out of its range.
 */
export function bootstrapMethod({ samples = 1000, seed = 1, level = 0.95 }: BootstrapOptions): BootstrapMethod {
  if (!(Number.isInteger(samples) && samples >= 100 && samples <= 100_000))
    throw refusal('use bootstrap "samples"', String(samples), 'a whole number from 100 to 100,000')
  if (!Number.isSafeInteger(seed)) throw refusal('use bootstrap "seed"', String(seed), 'a whole number')
  if (!(level > 0 && level < 1)) throw refusal('use bootstrap "level"', String(level), 'a share above 0 and under 1')
  return { method: 'percentile', unit: 'shopper', samples, seed, level }
}

/**
 * Estimates figures of a population with percentile intervals: shoppers are drawn with replacement, as many as there are,
 * the figures are worked out of each draw, and the interval is what lies between the outer shares of these (Efron &
 * Tibshirani 1993, "An Introduction to the Bootstrap", chapter 13, who draw at least 1,000 times).
 *
 * @param counts How many shoppers there are of each kind; a draw is such counts too. Shoppers of one kind are alike to
 * every figure, so that drawing kinds is drawing shoppers.
 * @param figures The figures of some counts; NaN where one is a share of nobody.
 */
export function bootstrap(
  counts: readonly number[],
  figures: (counts: ArrayLike<number>) => readonly number[],
  method: BootstrapMethod,
): Estimate[] {
  const values = figures(counts)
  const drawn = values.map(() => new Float64Array(method.samples))
  const draw = createDraw(counts, method.seed)
  for (let sample = 0; sample < method.samples; sample += 1)
    for (const [i, value] of figures(draw()).entries()) drawn[i]![sample] = value
  return values.map((value, i) =>
    Number.isFinite(value) ? { value, ...intervalOf(drawn[i]!, method.level) } : { value: null, low: null, high: null },
  )
}

/** Draws as many shoppers as there are, with replacement; gives how many of each kind came. */
function createDraw(counts: readonly number[], seed: number): () => Uint32Array {
  const size = counts.reduce((sum, count) => sum + count, 0)
  const kindOf = new Uint32Array(size)
  let place = 0
  for (const [kind, count] of counts.entries()) {
    kindOf.fill(kind, place, place + count)
    place += count
  }
  const random = createRandom(seed)
  const drawn = new Uint32Array(counts.length)
  return () => {
    drawn.fill(0)
    for (let i = 0; i < size; i += 1) drawn[kindOf[Math.floor((random() / 2 ** 32) * size)]!]! += 1
    return drawn
  }
}

/** The values that leave an equal share of the samples on either side. */
function intervalOf(drawn: Float64Array, level: number): { low: number | null; high: number | null } {
  const sorted = drawn.filter((value) => Number.isFinite(value)).sort()
  const n = sorted.length
  // A draw without the group says nothing of it; where most are so, or all say the same, neither does the rest.
  if (n * 2 < drawn.length || sorted[0] === sorted[n - 1]) return { low: null, high: null }
  const rank = Math.max(1, Math.floor(((n + 1) * (1 - level)) / 2))
  return { low: sorted[rank - 1]!, high: sorted[n - rank]! }
}
