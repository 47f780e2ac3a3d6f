import { createTracker } from 'aisle/browser'
import type { Start } from './tracker'

/** Aisle's tracker alone. */
export const start: Start = (endpoint) => {
  const tracker = createTracker({ endpoint, consent: { analytics: true }, track_pages: false })
  return (name, props) => tracker.track(name as 'product_viewed', props as object)
}
