/**
 * Segment's spec: what a page tells Analytics.js, and logs of calls, come in; batches of the HTTP API go out. Runs anywhere;
 * needs no package.
 *
 * @module aisle/adapters/segment
 */
export { segmentDestination } from './segment/destination'
export { fromSegment } from './segment/from-segment'
export {
  type SegmentContext,
  type SegmentListenerOptions,
  type SegmentPlugin,
  segmentListener,
} from './segment/listen'
export type { SegmentTracker } from './segment/segment-tracker'
export { type SegmentOptions, toSegment } from './segment/to-segment'
export type { DestinationOptions, Send } from './support/destination'
export type { ListeningTracker } from './support/listening-tracker'
export type { Losses } from './support/notes'
export type { Outgoing, OutgoingEvent, OutgoingRequest } from './support/outgoing'
export type { Reading, ReadOptions } from './support/reading'
