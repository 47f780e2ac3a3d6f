import { type Group, groupLabel } from './groups'
import type { Pattern } from './observe'

/**
 * How many shoppers each two groups share.
 *
 * @example
 * const overlap: Overlap = { groups: ['vip', 'bargain_hunter'], both: [[40, 12], [12, 90]] }
 * overlap.both[0]?.[1] // => 12
 */
export interface Overlap {
  /** The groups in one word each, as `groupLabel` says them: the order of rows and columns. */
  readonly groups: readonly string[]
  /** How many are in both; on the diagonal, how many are in the one. */
  readonly both: readonly (readonly number[])[]
}

/**
 * Two groups, and how nearly they are one.
 *
 * @example
 * const [pair]: Pair[] = closestPairs({ groups: ['paused', 'one_time_buyer'], both: [[40, 30], [30, 50]] })
 * pair?.jaccard // => 0.5
 */
export interface Pair {
  readonly groups: readonly [string, string]
  readonly both: number
  /** Those in both over those in either, 0 to 1; 1 where they are one (Jaccard 1901). */
  readonly jaccard: number
}

/** Counts who is in both, of each two groups. */
export function overlapOf(patterns: readonly Pattern[], groups: readonly Group[]): Overlap {
  const both = groups.map(() => groups.map(() => 0))
  for (const { members, count } of patterns) {
    const inside = members.flatMap((outcome, i) => (outcome === 'in' ? [i] : []))
    for (const row of inside) for (const column of inside) both[row]![column]! += count
  }
  return { groups: groups.map(groupLabel), both }
}

/**
 * The pairs of groups that share somebody, the nearest to being one first. Two stages of one set never do.
 *
 * @example
 * const result = backtest(events, builtin, { at: now, outcome: { event: 'order_completed' }, within: '14d' })
 * closestPairs(result.overlap)[0] // for example { groups: ['paused', 'one_time_buyer'], both: 120, jaccard: 0.87 }
 */
export function closestPairs({ groups, both }: Overlap): Pair[] {
  const pairs = groups.flatMap((first, row) =>
    groups.slice(row + 1).map((second, i): Pair => {
      const column = row + 1 + i
      const shared = both[row]![column]!
      const either = both[row]![row]! + both[column]![column]! - shared
      return { groups: [first, second], both: shared, jaccard: either ? shared / either : 0 }
    }),
  )
  return pairs.filter((pair) => pair.both > 0).sort((a, b) => b.jaccard - a.jaccard || b.both - a.both)
}
