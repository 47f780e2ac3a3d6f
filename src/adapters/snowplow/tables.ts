/**
 * Which action of Snowplow's e-commerce schemas is which of our events, and which property of its entities which of our
 * fields.
 *
 * @see https://docs.snowplow.io/docs/events/ootb-data/ecommerce-events/
 * @see https://github.com/snowplow/iglu-central/tree/master/schemas/com.snowplowanalytics.snowplow.ecommerce
 * @module
 */
import type { FieldTable } from '../support/fields'

/** The `type` of an action, and ours. */
export const ACTIONS: Readonly<Record<string, string>> = {
  product_view: 'product_viewed',
  list_view: 'list_viewed',
  list_click: 'product_clicked',
  add_to_cart: 'product_added',
  remove_from_cart: 'product_removed',
  promo_view: 'promotion_viewed',
  promo_click: 'promotion_clicked',
  checkout_step: 'checkout_step_completed',
  transaction: 'order_completed',
  refund: 'order_refunded',
  trns_error: 'checkout_failed',
}

/** The entities whose properties are an event's. */
export const ENTITIES: Readonly<Record<string, FieldTable>> = {
  cart: [
    ['cart_id', 'cart_id'],
    ['total_value', 'cart_value'],
    ['currency', 'currency'],
  ],
  promotion: [
    ['id', 'promotion_id'],
    ['name', 'name'],
    ['creative_id', 'creative'],
    ['position', 'position'],
  ],
  checkout_step: [
    ['delivery_method', 'shipping_method'],
    ['payment_method', 'payment_method'],
    ['coupon_code', 'coupon'],
  ],
  transaction: [
    ['transaction_id', 'order_id'],
    ['revenue', 'total'],
    ['currency', 'currency'],
    ['payment_method', 'payment_method'],
    ['tax', 'tax'],
    ['shipping', 'shipping'],
    ['discount_code', 'coupon'],
    ['discount_amount', 'discount'],
  ],
  refund: [
    ['transaction_id', 'order_id'],
    ['refund_amount', 'total'],
    ['currency', 'currency'],
  ],
  transaction_error: [
    ['error_code', 'reason'],
    ['error_shortcode', 'reason'],
  ],
}

/** A product entity; its category is separated by `/`, or as the shop likes. */
export const PRODUCT_FIELDS: FieldTable = [
  ['id', 'product_id'],
  ...['name', 'price', 'list_price', 'quantity', 'variant', 'brand', 'position', 'size'].map(
    (name) => [name, name] as const,
  ),
]

/** How quick a page was, in milliseconds (`com.snowplowanalytics.snowplow/web_vitals`). */
export const WEB_VITALS: FieldTable = [
  ['lcp', 'lcp_ms'],
  ['inp', 'inp_ms'],
  ['cls', 'cls'],
  ['ttfb', 'ttfb_ms'],
]

/** Columns of an enriched event (https://docs.snowplow.io/docs/fundamentals/canonical-event/) that say where it happened. */
export const PAGE_COLUMNS: FieldTable = [
  ['page_url', 'url'],
  ['page_urlpath', 'path'],
  ['page_title', 'title'],
  ['page_referrer', 'referrer'],
]

/** How the visit came about. */
export const CAMPAIGN_COLUMNS: FieldTable = [
  ['mkt_source', 'source'],
  ['mkt_medium', 'medium'],
  ['mkt_campaign', 'name'],
  ['mkt_term', 'term'],
  ['mkt_content', 'content'],
]

/** The device, where an enrichment has told it. */
export const DEVICE_COLUMNS: FieldTable = [
  ['dvce_type', 'type'],
  ['br_name', 'browser'],
  ['br_family', 'browser'],
  ['os_name', 'os'],
  ['os_family', 'os'],
]

/** The rest of the context. */
export const CONTEXT_COLUMNS: FieldTable = [
  ['br_lang', 'locale'],
  ['os_timezone', 'timezone'],
]

/** The size of the screen, in pixels. */
export const SCREEN_COLUMNS: FieldTable = [
  ['dvce_screenwidth', 'width'],
  ['dvce_screenheight', 'height'],
]

/** Columns that say once more, or in part, what another one says; passed over where that one is there. */
export const REPEATS: readonly (readonly [columns: RegExp, of: string])[] = [
  [/^page_url(scheme|host|port|query|fragment)$/, 'page_url'],
  [/^refr_url\w+$/, 'page_referrer'],
  [/^br_family$/, 'br_name'],
  [/^os_family$/, 'os_name'],
  [/^dvce_ismobile$/, 'dvce_type'],
]

/** The pipeline's own bookkeeping, as the docs list it: how an event came, not what happened; passed over without a word. */
export const BOOKKEEPING =
  /^(etl_\w+|(collector|derived|true|load|dvce_(created|sent)|refr_device)_tstamp|event|event_(name|vendor|format|version|fingerprint)|txn_id|name_tracker|v_\w+|schema)$/
