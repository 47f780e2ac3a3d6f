import type { Plugin } from '../../tracker/plugins'
import { createDestination, type DestinationOptions } from '../support/destination'
import { type SegmentOptions, toSegment } from './to-segment'

/**
 * A plugin of a server's tracker that sends on to Segment what the collector has accepted.
 *
 * @example
 * ```ts
 * import { createTracker } from 'aisle/node'
 *
 * createTracker({ endpoint: 'https://shop.example/collect', plugins: [segmentDestination({ write_key: 'k-1' })] })
 * ```
 */
export function segmentDestination({ fetch, on_losses, ...options }: SegmentOptions & DestinationOptions): Plugin {
  return createDestination('segment', (events) => toSegment(events, options), { fetch, on_losses })
}
