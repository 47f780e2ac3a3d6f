import type { Plugin } from '../../tracker/plugins'
import { createDestination, type DestinationOptions } from '../support/destination'
import { type MetaConversionsOptions, toMetaConversions } from './to-meta-conversions'

/**
 * A plugin of a server's tracker that sends on to Meta what the collector has accepted.
 *
 * @example
 * ```ts
 * createTracker({ endpoint, plugins: [metaDestination({ pixel_id, access_token, person_of })] })
 * ```
 */
export function metaDestination({ fetch, on_losses, ...options }: MetaConversionsOptions & DestinationOptions): Plugin {
  return createDestination('meta', (events) => toMetaConversions(events, options), { fetch, on_losses })
}
