import type { ListeningTracker } from '../support/listening-tracker'

/**
 * A tracker that may be told who the shopper is, too.
 *
 * @example
 * ```ts
 * const told: string[] = []
 * const tracker: SegmentTracker = { track: (name) => told.push(name), identify: (user_id) => told.push(`${user_id}`) }
 * segmentListener(tracker).identify({ event: { type: 'identify', userId: 'u-42' } })
 * told // => ['u-42']
 * ```
 */
export interface SegmentTracker extends ListeningTracker {
  /**
   * Says who the shopper is.
   *
   * @example
   * tracker.identify('u-42')
   */
  identify?(user_id: string | null): void
  /**
   * Starts anew with another visitor; without it a user who is gone is only signed out.
   *
   * @example
   * tracker.reset()
   */
  reset?(): void
}
