import { builtin } from 'aisle'
import { createTracker } from 'aisle/browser'
import type { Start } from './tracker'

/** Aisle's tracker, the engine, and all that is built in. */
export const start: Start = async (endpoint) => {
  const consent = { analytics: true, personalization: true }
  const tracker = createTracker({ endpoint, definitions: builtin, consent, track_pages: false })
  await new Promise<void>((done) => {
    tracker.subscribe(({ is_ready }) => is_ready && done())
  })
  return (name, props) => tracker.track(name as 'product_viewed', props as object)
}
