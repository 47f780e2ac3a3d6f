import { createTracker } from '../../../src/browser/create-tracker'
import type { Start } from './tracker'

/** Aisle's own tracker. */
export const start: Start = (endpoint) => {
  const tracker = createTracker({
    endpoint,
    consent: { analytics: true, personalization: true },
    track_pages: false,
  })
  return {
    track: (name, properties) => tracker.track(name as 'product_viewed', properties as object),
    async dropped() {
      // Not before all that was tracked is stored: it is stored a few at a time.
      await tracker.flush()
      return Object.values(tracker.ledger().dropped).reduce((sum, count) => sum + count, 0)
    },
  }
}
