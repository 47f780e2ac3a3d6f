import type { Plugin } from '../../tracker/plugins'
import { createDestination, type DestinationOptions } from '../support/destination'
import { type MetaConversionsOptions, toMetaConversions } from './to-meta-conversions'

/**
 * A plugin of a server's tracker that sends on to Meta what the collector has accepted.
 *
 * @example
 * ```ts
 * import { createTracker } from 'aisle/node'
 *
 * createTracker({ endpoint: 'https://shop.example/collect', plugins: [metaDestination({ pixel_id: '1', access_token: 't-1', person_of: () => undefined })] })
 * ```
 */
export function metaDestination({ fetch, on_losses, ...options }: MetaConversionsOptions & DestinationOptions): Plugin {
  return createDestination('meta', (events) => toMetaConversions(events, options), { fetch, on_losses })
}
