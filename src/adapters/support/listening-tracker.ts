import type { TrackProps } from '../../tracker/track-props'
import type { EventName } from '../../vocabulary/event-types'

/**
 * The part of a page's tracker that a listener needs.
 *
 * @example
 * ```ts
 * // Several trackers as one, while a shop moves to another collector.
 * const all = (...trackers: ListeningTracker[]): ListeningTracker => ({
 *   track: (name, properties) => trackers.forEach((tracker) => tracker.track(name, properties)),
 * })
 * ```
 */
export interface ListeningTracker {
  /**
   * Tracks an event.
   *
   * @example
   * tracker.track('product_viewed', { product: { product_id: 'SKU-1' } })
   */
  track(name: EventName, properties?: TrackProps<EventName>): void
}
