import type { Plugin } from '../../tracker/plugins'
import { createDestination, type DestinationOptions } from '../support/destination'
import { type Ga4Options, toGa4 } from './to-ga4'

/**
 * A plugin of a server's tracker that sends on to GA4 what the collector has accepted.
 *
 * @example
 * ```ts
 * import { createTracker } from 'aisle/node'
 *
 * createTracker({ endpoint: 'https://shop.example/collect', plugins: [ga4Destination({ measurement_id: 'G-1', api_secret: 's-1' })] })
 * ```
 */
export function ga4Destination({ fetch, on_losses, ...options }: Ga4Options & DestinationOptions): Plugin {
  return createDestination('ga4', (events) => toGa4(events, options), { fetch, on_losses })
}
