/**
 * Numbers add exactly (LANGUAGE.md section 1): a number enters as its ten-thousandths, an integer, and sums are of
 * those integers, so that they come out the same in any order and in any engine.
 *
 * @module
 */

/** The largest absolute value that is not absent. */
const LARGEST = 9e11

/** Ten-thousandths of a number, an integer below 2^53; undefined where the number is absent. */
export function tenThousandths(x: number): number | undefined {
  const size = Math.abs(x)
  // The comparison is written so that NaN fails it too.
  if (!(size <= LARGEST)) return undefined
  const whole = Math.floor(size * 10_000 + 0.5)
  return x < 0 && whole ? -whole : whole
}

/** Where `tenThousandths` are split, so that many of them add up in two numbers without a rounding. */
const SPLIT = 1e8

/** A sum of ten-thousandths, exact for up to 9e7 of them. */
export class ExactSum {
  n = 0
  #high = 0
  #low = 0

  add(value: number): void {
    this.n++
    this.#high += Math.trunc(value / SPLIT)
    this.#low += value % SPLIT
  }

  /** The sum as the nearest double. */
  total(): number {
    const high = this.#high
    const low = this.#low
    if (Math.abs(high) < 8e7 && Math.abs(low) < 1e15) return high * SPLIT + low
    return Number(BigInt(high) * BigInt(SPLIT) + BigInt(low))
  }
}
