import type { Because } from '../engine/explain'
import type { Condition } from '../language/ast'

/**
 * A comparison that does not hold yet, and by how much.
 *
 * @example
 * const progress = ({ have, need }: Missing) => (have === null || need === null ? 0 : have / need)
 * progress({ condition: { gte: [loyaltyMeasures().points, 500] }, have: 420, need: 500, missing: 80 }) // => 0.84
 */
export interface Missing {
  readonly condition: Condition
  /** What the left side is; null where it is absent or no number. */
  readonly have: number | null
  /** What the right side is. */
  readonly need: number | null
  /** How much the left side has to change, above 0 where it must grow; null where that cannot be said. */
  readonly missing: number | null
}

/** At most this many ways are listed: rules of many alternatives each have the product of them. */
const MOST_WAYS = 16

/**
 * The ways to make a condition true, of an explanation that says it is not: each a list of what is missing, all of which
 * must come. One way for each alternative of an `any`; a part that is not a comparison or a list of them stands as it is.
 *
 * @example
 * waysTo(shopper.explain('loyalty_tier', now)!.because[0]!) // [[{ condition, have: 420, need: 500, missing: 80 }]]
 */
export function waysTo(because: Because): readonly (readonly Missing[])[] {
  const { condition, outcome, of } = because
  if (outcome === 'in') return [[]]
  if (of && 'all' in condition) {
    return of
      .map(waysTo)
      .reduce((ways, more) => ways.flatMap((way) => more.map((other) => [...way, ...other])).slice(0, MOST_WAYS))
  }
  if (of && 'any' in condition) return of.flatMap(waysTo).slice(0, MOST_WAYS)
  const [left, right] = because.sides ?? []
  return [
    [
      {
        condition,
        have: numeric(left?.value),
        need: numeric(right?.value),
        // 0 - x: a missing 0 is not to be -0.
        missing: because.margin === undefined ? null : 0 - because.margin,
      },
    ],
  ]
}

function numeric(value: unknown): number | null {
  return typeof value === 'number' ? value : null
}
