/**
 * What the resources of WooCommerce's REST API, version 3, have, and what of it is which field of ours; its webhooks send the
 * same.
 *
 * @see https://woocommerce.github.io/woocommerce-rest-api-docs/#orders
 * @module
 */
import type { FieldTable } from '../support/fields'

/** An order: its total is with tax and shipping, its lines are without tax. */
export const ORDER_FIELDS: FieldTable = [
  ['currency', 'currency'],
  ['total', 'total'],
  ['total_tax', 'tax'],
  ['shipping_total', 'shipping'],
  ['discount_total', 'discount'],
  ['payment_method', 'payment_method'],
]

/** A line of an order. */
export const LINE_FIELDS: FieldTable = [
  ['product_id', 'product_id'],
  ['sku', 'sku'],
  ['name', 'name'],
  ['quantity', 'quantity'],
]

/** States of an order that was placed; of `on-hold` the payment is awaited. */
export const PLACED = /^(processing|completed|refunded|on-hold)$/

/** What the shopper or the shop's people wrote. */
export const WRITTEN = ['customer_note', 'reason', 'review']

/** What says again what another field says, or how something was made; passed over without a word. */
export const BOOKKEEPING =
  /^(id|parent_id|number|order_key|created_via|version|status|currency_symbol|date_\w+|cart_tax|cart_hash|shipping_tax|discount_tax|prices_include_tax|payment_method_title|transaction_id|tax_lines|tax_class|taxes|shipping_lines|_links|is_editable|needs_\w+|payment_url|set_paid|price|subtotal_tax|total_tax|parent_name|permalink|refunded_\w+|api_refund|global_unique_id)$/
