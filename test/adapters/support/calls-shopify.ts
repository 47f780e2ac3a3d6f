import { fromShopifyOrdersCsv, fromShopifyPixel, fromShopifyWebhook } from '../../../src/adapters/shopify'

import { type Told, withFunctions } from './with-functions'

/** The calls of the golden cases of Shopify, by name. */
export const calls = {
  pixel: fromShopifyPixel,
  webhook: ([topic, payload]: [string, unknown], options: Told) =>
    fromShopifyWebhook(topic, payload, withFunctions(options)),
  csv: (text: unknown, options: Told) => fromShopifyOrdersCsv(text, withFunctions(options)),
}
