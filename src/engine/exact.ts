/**
 * Numbers add exactly (LANGUAGE.md section 1): a number enters as its ten-thousandths, an integer, and sums are of
 * those integers, so that they come out the same in any order and in any engine.
 *
 * @module
 */

/** Ten-thousandths of a number, an integer below 2^53; undefined where the number is absent: NaN, or beyond 9e11. */
export function tenThousandths(x: number): number | undefined {
  const size = Math.abs(x)
  return size <= 9e11 ? Math.sign(x) * Math.floor(size * 10_000 + 0.5) + 0 : undefined
}

/** The sum of integers below 2^53, as the nearest double. */
export function exactSum(integers: readonly number[]): number {
  let sum = 0
  for (const integer of integers) {
    sum += integer
    // Up to here every partial sum was exact; from here on only big integers are.
    if (!Number.isSafeInteger(sum)) return Number(integers.reduce((total, one) => total + BigInt(one), 0n))
  }
  return sum
}
