/**
 * The tracker of a server: orders from a webhook, deliveries, support contacts, with the names, the wire and the queue of a
 * page's. Runs on Node 20 and later.
 *
 * @module aisle/node
 */
export { createTracker } from './node/create-tracker'
export type { TrackerOptions } from './node/options'
export type { Tracker, Who } from './node/tracker'
export type { EventPatch, Plugin } from './tracker/plugins'
export type { TrackProps } from './tracker/track-props'
export type { LedgerCounts } from './tracker/vault'
export type { WireEvent } from './tracker/wire-event'
