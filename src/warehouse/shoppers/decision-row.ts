import type { Foreseen } from '../../engine/answers'
import type { Shopper } from '../../engine/shopper'
import type { Decision } from '../duckdb/ask'

/**
 * What is known of one shopper, as `aisle decide` writes it.
 *
 * @example
 * const leavesCartAt = ({ changes_at }: DecisionRow) => changes_at?.cart_abandoner?.at
 * const options = { definitions: builtin, engine: 'js', changes: true } as const
 * for await (const row of decide(['events.ndjson'], options))
 *   leavesCartAt(row) // => row.now + 1_800_000
 */
export interface DecisionRow extends Decision {
  /** By segment, when its outcome will be another if nothing more happens, and which; null where never. */
  readonly changes_at?: { readonly [name: string]: Foreseen | null }
}

/** The row of one shopper at an instant. */
export function decisionRow(shopper_id: string, shopper: Shopper, now: number, changes: boolean): DecisionRow {
  const { segments, traits, stages } = shopper.at(now)
  const row = { shopper_id, now, segments, traits, stages }
  const told = changes ? { ...row, changes_at: shopper.foresee(now).segments } : row
  shopper.release()
  return told
}

/** Ids in the order of their UTF-8 bytes, which is that of every engine. */
export function sortIds(ids: Iterable<string>): string[] {
  const sorted = [...ids].sort()
  // Only beyond the first plane do UTF-16 and UTF-8 differ in order.
  if (!sorted.some((id) => /[\ud800-\udfff]/.test(id))) return sorted
  return sorted.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
}
