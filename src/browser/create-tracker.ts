import { createInertTracker } from './inert-tracker'
import { checkOptions, type TrackerOptions } from './options'
import { startTracker } from './start-tracker'
import type { Tracker } from './tracker'

/**
 * Makes the tracker of a page. On a server, and in a worker, it gives one that does nothing, so that code that runs on both
 * sides need not ask.
 *
 * @throws TypeError with code `invalid_tracker_options` where the options cannot be used.
 *
 * @example
 * const tracker = createTracker({ endpoint: '/collect', definitions: builtin, consent: 'pending' })
 * tracker.track('product_viewed', { product: { product_id: 'SKU-1', price: 39.9 }, currency: 'EUR' })
 */
export function createTracker(options: TrackerOptions): Tracker {
  checkOptions(options)
  return typeof window === 'object' && typeof document === 'object' ? startTracker(options) : createInertTracker()
}
