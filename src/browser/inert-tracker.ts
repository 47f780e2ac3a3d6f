import type { ShopperView, Tracker } from './tracker'

/** What is known before anything is. */
export const NOTHING_KNOWN: ShopperView = { is_ready: false, now: 0, segments: {}, stages: {}, traits: {} }

/** A tracker that does nothing. */
export function createInertTracker(): Tracker {
  const nothing = () => {}
  const done = async () => {}
  return {
    track: nothing,
    page: nothing,
    identify: nothing,
    cart: nothing,
    setConsent: nothing,
    getSnapshot: () => NOTHING_KNOWN,
    subscribe: () => nothing,
    explain: () => undefined,
    flush: done,
    ledger: () => ({ accepted: 0, delivered: 0, waiting: 0, dropped: {} }),
    reset: nothing,
    forget: done,
    export: async () => ({}),
    stop: nothing,
  }
}
