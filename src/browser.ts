/**
 * The tracker of a page: events are delivered, segments are worked out in the shopper's own browser. Runs in browsers; where
 * there is no page, what it creates does nothing.
 *
 * @module aisle/browser
 */
export { createTracker } from './browser/create-tracker'
export type { TrackerOptions } from './browser/options'
export type { Consent, ShopperNews, ShopperView, Tracker } from './browser/tracker'
export type { EventPatch, Plugin } from './tracker/plugins'
export type { TrackProps } from './tracker/track-props'
export type { LedgerCounts } from './tracker/vault'
export type { WireEvent } from './tracker/wire-event'
