import type { TrackProps } from '../../tracker/track-props'
import type { EventName } from '../../vocabulary/event-types'

/** The part of a page's tracker that a listener needs. */
export interface ListeningTracker {
  /**
   * Tracks an event.
   *
   * @example
   * tracker.track('product_viewed', { product: { product_id: 'SKU-1' } })
   */
  track(name: EventName, properties?: TrackProps<EventName>): void
}
