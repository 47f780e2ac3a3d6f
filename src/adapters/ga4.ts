/**
 * Google Analytics 4: a page's data layer and rows of the BigQuery export come in, the Measurement Protocol goes out. Runs
 * anywhere; needs no package.
 *
 * @module aisle/adapters/ga4
 */
export { type DataLayerOptions, dataLayer, listenToDataLayer } from './ga4/data-layer'
export { ga4Destination } from './ga4/destination'
export { fromGa4Export } from './ga4/from-ga4-export'
export { type HitReading, readGa4Hit } from './ga4/read-ga4-hit'
export { type Ga4Options, toGa4 } from './ga4/to-ga4'
export { toGa4UserProperties, type UserChange } from './ga4/to-user-properties'
export {
  type Ga4UserPropertiesOptions,
  ga4UserProperties,
  type PageView,
  type SubscribedTracker,
} from './ga4/user-properties'
export type { UserPropertyOptions } from './ga4/user-property'
export type { DestinationOptions, Send } from './support/destination'
export type { EventContent } from './support/event'
export type { ListeningTracker } from './support/listening-tracker'
export type { Losses } from './support/notes'
export type { Outgoing, OutgoingEvent, OutgoingRequest } from './support/outgoing'
export type { Reading, ReadOptions } from './support/reading'
