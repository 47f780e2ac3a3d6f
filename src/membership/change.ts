import { sha256 } from '../adapters/support/sha256'
import type { Foreseen } from '../engine/answers'
import type { Because } from '../engine/explain'

/**
 * A shopper enters or leaves a segment, or reaches a stage: what targets are told.
 *
 * @example
 * ```ts
 * const { because, changes_at } = shopper.explain('purchase_journey', now)!
 * const change: MembershipChange = {
 *   shopper_id: 'u-42', is_identified: true, kind: 'stage', name: 'purchase_journey',
 *   from: 'first_visit', to: 'registered', at: now, cause: 'event', because, changes_at,
 * }
 * ```
 */
export interface MembershipChange {
  /** The user's id once it is known, else the visitor's. */
  readonly shopper_id: string
  /** Whether the shop knows the shopper as a user. */
  readonly is_identified: boolean
  /** The device that their latest event was of; absent where no event named one. */
  readonly visitor_id?: string | undefined
  readonly kind: 'segment' | 'stage'
  /** Of the segment, or of the stage set. */
  readonly name: string
  /** The outcome (`in`, `out`, `unknown`) or the stage before; null where nothing was known of it before. */
  readonly from: string | null
  /** `unknown`, too, where nothing is known any more: the visitor has become a user, or the definition is gone. */
  readonly to: string
  /** The first instant that `to` holds at, in milliseconds since 1970. */
  readonly at: number
  /**
   * What brought it about. `late_event`: one that happened before what had been told already, so that what was told before
   * may be corrected by it; `merge`: a visitor turned out to be a user; `definitions`: the shop has changed a definition.
   */
  readonly cause: 'event' | 'time' | 'late_event' | 'merge' | 'definitions'
  /** Why it is so at that instant, as `shopper.explain` has it. */
  readonly because: readonly Because[]
  /** When it will be otherwise if nothing more happens; null where it never will. */
  readonly changes_at: Foreseen | null
}

/**
 * The key of a change: the same however often it is told, and whoever works it out anew; another for each other change of
 * shopper, segment or stage set, direction and instant.
 *
 * @example
 * ```ts
 * const change = { shopper_id: 'u-42', kind: 'segment', name: 'vip', from: 'out', to: 'in', at: Date.UTC(2026, 0, 1) } as MembershipChange
 * await keyOfChange(change) // 'change_' and 40 hexadecimal digits
 * ```
 */
export async function keyOfChange({ shopper_id, kind, name, from, to, at }: MembershipChange): Promise<string> {
  // Hashed: an id may be anything, and a key goes into headers and logs.
  return `change_${(await sha256(JSON.stringify([shopper_id, kind, name, from, to, at]))).slice(0, 40)}`
}

/** Whether two changes are the same, as {@link keyOfChange} has it. */
export function isSameChange(a: MembershipChange, b: MembershipChange): boolean {
  const isAlike = (field: 'shopper_id' | 'kind' | 'name' | 'from' | 'to' | 'at') => a[field] === b[field]
  return (['shopper_id', 'kind', 'name', 'from', 'to', 'at'] as const).every(isAlike)
}
