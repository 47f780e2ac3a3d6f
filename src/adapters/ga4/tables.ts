/**
 * Which event and which parameter of Google Analytics 4 is which of ours, after the reference of recommended events
 * (https://developers.google.com/analytics/devguides/collection/ga4/reference/events) and the guide to e-commerce
 * (https://developers.google.com/analytics/devguides/collection/ga4/ecommerce). Read both ways.
 *
 * @module
 */
import type { FieldTable } from '../support/fields'

/** How one event of GA4 is one of ours. */
export interface Ga4Event {
  readonly theirs: string
  readonly ours: string
  readonly fields?: FieldTable
  /** Properties that every such event has, because its name says so. */
  readonly fixed?: { readonly [name: string]: string }
  /**
   * What `value` is: a property of ours; `lines` where it is what its lines come to, and so known; `order` where it is the
   * lines of an order, without tax and shipping.
   */
  readonly value?: 'cart_value' | 'value' | 'lines' | 'order'
  /** Only read, not written: several of theirs are one of ours. */
  readonly inward?: true
  /** What is assumed where it is read. */
  readonly assumption?: string
}

const promotion: FieldTable = [
  ['promotion_id', 'promotion_id'],
  ['promotion_name', 'name'],
  ['creative_name', 'creative'],
  ['creative_slot', 'position'],
]
const account: FieldTable = [['method', 'method']]
const order: FieldTable = [
  ['transaction_id', 'order_id'],
  ['tax', 'tax'],
  ['shipping', 'shipping'],
  ['coupon', 'coupon'],
]

/** The events that both know. */
export const EVENTS: readonly Ga4Event[] = [
  { theirs: 'page_view', ours: 'page_viewed' },
  { theirs: 'search', ours: 'products_searched', fields: [['search_term', 'query']] },
  { theirs: 'view_search_results', ours: 'products_searched', fields: [['search_term', 'query']], inward: true },
  { theirs: 'view_item_list', ours: 'list_viewed', fields: [['item_list_id', 'list_id']] },
  { theirs: 'select_item', ours: 'product_clicked' },
  { theirs: 'view_item', ours: 'product_viewed', value: 'lines' },
  { theirs: 'view_promotion', ours: 'promotion_viewed', fields: promotion },
  { theirs: 'select_promotion', ours: 'promotion_clicked', fields: promotion },
  { theirs: 'add_to_wishlist', ours: 'wishlist_product_added', value: 'lines' },
  { theirs: 'share', ours: 'product_shared', fields: [['method', 'share_via']] },
  { theirs: 'add_to_cart', ours: 'product_added', value: 'lines' },
  { theirs: 'remove_from_cart', ours: 'product_removed', value: 'lines' },
  { theirs: 'view_cart', ours: 'cart_viewed', value: 'cart_value' },
  { theirs: 'begin_checkout', ours: 'checkout_started', fields: [['coupon', 'coupon']], value: 'value' },
  {
    theirs: 'add_shipping_info',
    ours: 'checkout_step_completed',
    fields: [
      ['shipping_tier', 'shipping_method'],
      ['coupon', 'coupon'],
    ],
    fixed: { step: 'delivery' },
    value: 'value',
  },
  {
    theirs: 'add_payment_info',
    ours: 'checkout_step_completed',
    fields: [
      ['payment_type', 'payment_method'],
      ['coupon', 'coupon'],
    ],
    fixed: { step: 'payment' },
    value: 'value',
  },
  { theirs: 'purchase', ours: 'order_completed', fields: order, value: 'order' },
  { theirs: 'refund', ours: 'order_refunded', fields: order, value: 'order' },
  { theirs: 'sign_up', ours: 'signed_up', fields: account },
  { theirs: 'login', ours: 'logged_in', fields: account },
  { theirs: 'generate_lead', ours: 'lead_captured', value: 'value' },
  {
    theirs: 'earn_virtual_currency',
    ours: 'loyalty_points_earned',
    fields: [
      ['virtual_currency_name', 'programme'],
      ['value', 'points'],
    ],
  },
  {
    theirs: 'spend_virtual_currency',
    ours: 'loyalty_points_redeemed',
    fields: [
      ['virtual_currency_name', 'programme'],
      ['value', 'points'],
      ['item_name', 'reason'],
    ],
  },
  {
    theirs: 'video_start',
    ours: 'product_detail_viewed',
    fixed: { detail: 'video' },
    assumption: 'a video of a product',
  },
]

/** An item is a product line; its list price and its category are worked out beside. */
export const ITEM_FIELDS: FieldTable = [
  ['item_id', 'product_id'],
  ['item_name', 'name'],
  ['item_brand', 'brand'],
  ['item_variant', 'variant'],
  ['price', 'price'],
  ['quantity', 'quantity'],
  ['coupon', 'coupon'],
  ['index', 'position'],
  ['item_list_index', 'position'],
  ['item_list_id', 'list_id'],
]

/** The levels of an item's category, the widest first: five at most. */
export const CATEGORY_LEVELS = ['item_category', 'item_category2', 'item_category3', 'item_category4', 'item_category5']

/** Parameters that say where it happened. */
export const PAGE_FIELDS: FieldTable = [
  ['page_location', 'url'],
  ['page_title', 'title'],
  ['page_referrer', 'referrer'],
  ['page_path', 'path'],
]

/**
 * Events that GA4 and Tag Manager collect by themselves about their own measuring
 * (https://support.google.com/analytics/answer/9234069), not about shopping.
 */
export const OWN_EVENTS =
  /^(gtm(\..*)?|gtag\..*|session_start|first_(visit|open)|user_engagement|scroll|click|file_download|form_(start|submit)|video_(progress|complete)|screen_view|app_\w+|ad_\w+|error|os_update|in_app_purchase|firebase_\w+|ga_\w+)$/

/** Parameters that are about the measuring. */
export const OWN_PARAMETERS =
  /^(ga_|firebase_|gtm\.|gtm$|_|engage|session_engaged|debug_mode|batch_|event_|event$|send_to|groups|transport_type|non_interaction|ignore_referrer|clean_event|all_data|entrances|percent_scrolled|term$|source$|medium$|campaign|content$|gclid|gclsrc|dclid|srsltid|user_id|user_properties|client_id|session_id|page_)/
