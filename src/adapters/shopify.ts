/**
 * Shopify: events of web pixels, webhooks and the export of orders come in, and the same order by each of them is one. Runs
 * anywhere; needs no package.
 *
 * @module aisle/adapters/shopify
 */
export { fromShopifyOrdersCsv } from './shopify/from-shopify-orders-csv'
export { fromShopifyPixel } from './shopify/from-shopify-pixel'
export { fromShopifyWebhook } from './shopify/from-shopify-webhook'
export type { Losses } from './support/notes'
export type { Reading, ReadOptions } from './support/reading'
