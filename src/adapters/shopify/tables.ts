/**
 * What Shopify's standard pixel events, order webhooks and order export have, and what of it is which field of ours.
 *
 * @see https://shopify.dev/docs/api/web-pixels-api/standard-events
 * @see https://shopify.dev/docs/api/admin-rest/latest/resources/order
 * @see https://help.shopify.com/en/manual/fulfillment/managing-orders/exporting-orders
 * @module
 */
import type { FieldTable } from '../support/fields'

/** A pixel event's name, ours, and where in its data what it is about stands. */
export const PIXEL_EVENTS: Readonly<
  Record<string, { readonly ours: string; readonly about?: string; readonly step?: string }>
> = {
  page_viewed: { ours: 'page_viewed' },
  search_submitted: { ours: 'products_searched', about: 'searchResult' },
  collection_viewed: { ours: 'list_viewed', about: 'collection' },
  product_viewed: { ours: 'product_viewed', about: 'productVariant' },
  product_added_to_cart: { ours: 'product_added', about: 'cartLine' },
  product_removed_from_cart: { ours: 'product_removed', about: 'cartLine' },
  cart_viewed: { ours: 'cart_viewed', about: 'cart' },
  checkout_started: { ours: 'checkout_started', about: 'checkout' },
  checkout_contact_info_submitted: { ours: 'checkout_step_completed', about: 'checkout', step: 'contact' },
  checkout_address_info_submitted: { ours: 'checkout_step_completed', about: 'checkout', step: 'address' },
  checkout_shipping_info_submitted: { ours: 'checkout_step_completed', about: 'checkout', step: 'delivery' },
  payment_info_submitted: { ours: 'checkout_step_completed', about: 'checkout', step: 'payment' },
  checkout_completed: { ours: 'order_completed', about: 'checkout' },
  alert_displayed: { ours: 'checkout_failed', about: 'alert' },
}

/** A variant in a pixel event: its `title` is the variant's, its product's stands in its product. */
export const VARIANT_FIELDS: FieldTable = [
  ['id', 'variant_id'],
  ['sku', 'sku'],
  ['title', 'variant'],
]

/** The product of a variant in a pixel event. */
export const PRODUCT_FIELDS: FieldTable = [
  ['id', 'product_id'],
  ['title', 'name'],
  ['vendor', 'brand'],
  ['type', 'category'],
  ['url', 'url'],
]

/** A line of an order in a webhook: its `title` is the product's. */
export const LINE_FIELDS: FieldTable = [
  ['product_id', 'product_id'],
  ['variant_id', 'variant_id'],
  ['sku', 'sku'],
  ['title', 'name'],
  ['variant_title', 'variant'],
  ['vendor', 'brand'],
  ['quantity', 'quantity'],
]

/** An order in a webhook. */
export const ORDER_FIELDS: FieldTable = [
  ['currency', 'currency'],
  ['total_price', 'total'],
  ['subtotal_price', 'subtotal'],
  ['total_tax', 'tax'],
  ['total_discounts', 'discount'],
  ['checkout_token', 'checkout_id'],
]

/** An order in the export. */
export const COLUMNS: FieldTable = [
  ['Currency', 'currency'],
  ['Total', 'total'],
  ['Subtotal', 'subtotal'],
  ['Shipping', 'shipping'],
  ['Taxes', 'tax'],
  ['Discount Amount', 'discount'],
  ['Discount Code', 'coupon'],
  ['Payment Method', 'payment_method'],
]

/** A line of the export: its name is the product's and the variant's in one. */
export const LINE_COLUMNS: FieldTable = [
  ['Lineitem sku', 'sku'],
  ['Lineitem name', 'name'],
  ['Vendor', 'brand'],
  ['Lineitem quantity', 'quantity'],
]

/** What the shopper or the shop's people wrote; a reason of a list, such as `cancel_reason`, is none of it. */
export const WRITTEN = ['note', 'note_attributes']

/** What says again what another field says, or how something was made or is packed; passed over without a word. */
export const BOOKKEEPING =
  /^(admin_graphql_api_id|.*_set|untranslatedTitle|presentment_\w*title|key|name|number|order_number|confirmation_number|order_status_url|token|cart_token|reference|source_\w+|fulfill\w*|requires_shipping|taxable|gift_card|grams|total_weight|variant_inventory_management|product_exists|current_\w+|original_\w+|total_line_items_price|updated_at|created_at|processed_at|line_price|variant_price|tax_lines|test|confirmed|app_id|rank|total_outstanding|total_price_usd|estimated_taxes)$/

/** The columns of the export that are so. */
export const BOOKKEEPING_COLUMNS =
  /^(Name|Lineitem (requires shipping|taxable|fulfillment status)|Fulfillment Status|Paid at|Tax \d (Name|Value)|Outstanding Balance|Payment (ID|Reference|References)|Risk Level)$/

/** Columns of the export with what is nobody's business but the shop's. */
export const PERSONAL_COLUMNS = /^(Email|Phone|Notes?( Attributes)?|(Billing|Shipping) (?!Method).+)$/
