import { sampleQuantile } from '../../predict/quantile'

/**
 * The median, a value of the sample (Hyndman & Fan 1996, definition 1); null where there is none.
 *
 * @example
 * medianOf([3, 1, 2, 9]) // 2
 */
export function medianOf(values: readonly number[] | undefined): number | null {
  return values?.length
    ? sampleQuantile(
        [...values].sort((a, b) => a - b),
        0.5,
      ).value
    : null
}
