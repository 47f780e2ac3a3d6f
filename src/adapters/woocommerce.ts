/**
 * WooCommerce: orders, refunds and reviews of its REST API, and what its webhooks send, come in. Runs anywhere; needs no
 * package.
 *
 * @module aisle/adapters/woocommerce
 */

export type { Losses } from './support/notes'
export type { Reading, ReadOptions } from './support/reading'
export { fromWooCommerceOrders, fromWooCommerceRefunds, fromWooCommerceReviews } from './woocommerce/from-woocommerce'
