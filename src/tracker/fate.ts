/**
 * Why an event was not delivered: `denied` without consent, `rejected` by the collector, `unreadable` where something else
 * has spoilt what was stored, the others by their limits.
 */
export type DropReason = 'full' | 'expired' | 'rejected' | 'too_large' | 'denied' | 'unreadable'

/** What became of an event in the end. */
export interface Fate {
  readonly key: string
  /** Why it was given up; absent where it was delivered. */
  readonly reason?: DropReason | undefined
  /** What the collector said of it. */
  readonly detail?: string | undefined
}
