/**
 * Which event and which property of Segment's Ecommerce Spec v2 is which of ours
 * (https://segment.com/docs/connections/spec/ecommerce/v2/), with those of its specs of e-mail and of B2B SaaS, and the names of
 * its first version. Our properties are spelled as theirs, so the tables hold what differs.
 *
 * @module
 */
import type { FieldTable } from '../support/fields'

/** How one of their events is one of ours. */
export interface SegmentEvent {
  /** In `snake_case`, as they are compared: shops write them in many cases. */
  readonly theirs: string
  readonly ours: string
  readonly fixed?: { readonly [name: string]: string }
  /** Only read, not written. */
  readonly inward?: true
}

const email = { message_channel: 'email' }
const push = { message_channel: 'push' }

/** The events whose names differ by more than their case. */
export const EVENTS: readonly SegmentEvent[] = [
  { theirs: 'product_list_viewed', ours: 'list_viewed' },
  { theirs: 'product_list_filtered', ours: 'list_filtered' },
  { theirs: 'product_added_to_wishlist', ours: 'wishlist_product_added' },
  { theirs: 'product_removed_from_wishlist', ours: 'wishlist_product_removed' },
  { theirs: 'wishlist_product_added_to_cart', ours: 'product_added', inward: true },
  { theirs: 'payment_info_entered', ours: 'checkout_step_completed', fixed: { step: 'payment' }, inward: true },
  { theirs: 'signed_in', ours: 'logged_in' },
  { theirs: 'signed_out', ours: 'logged_out' },
  { theirs: 'email_delivered', ours: 'message_sent', fixed: email },
  { theirs: 'email_opened', ours: 'message_opened', fixed: email },
  { theirs: 'email_link_clicked', ours: 'message_clicked', fixed: email },
  { theirs: 'unsubscribed', ours: 'message_unsubscribed', fixed: email },
  { theirs: 'push_notification_received', ours: 'message_sent', fixed: push },
  { theirs: 'push_notification_tapped', ours: 'message_clicked', fixed: push },
  { theirs: 'viewed_product_category', ours: 'list_viewed', inward: true },
  { theirs: 'viewed_product', ours: 'product_viewed', inward: true },
  { theirs: 'added_product', ours: 'product_added', inward: true },
  { theirs: 'removed_product', ours: 'product_removed', inward: true },
  { theirs: 'completed_order', ours: 'order_completed', inward: true },
]

/** Events that say what was shown or failed on the way, which none of ours says. */
export const NO_PLACE =
  /^(checkout_step_viewed|email_bounced|email_marked_as_spam|application_\w+|deep_link_\w+|push_notification_bounced)$/

/** Our events about one product: its fields stand among the properties, not in a list. */
export const ABOUT_ONE_PRODUCT =
  /^(product_(clicked|viewed|added|removed|shared|reviewed|detail_viewed)|wishlist_product_(added|removed)|alert_requested)$/

/** A product, alone or in a list. */
export const PRODUCT_FIELDS: FieldTable = [
  ['product_id', 'product_id'],
  ['id', 'product_id'],
  ...['variant_id', 'sku', 'name', 'brand', 'category', 'variant', 'price', 'list_price', 'quantity', 'coupon'].map(
    (name) => [name, name] as const,
  ),
  ...['position', 'list_id', 'url', 'image_url', 'in_stock'].map((name) => [name, name] as const),
]

/** Properties of theirs that ours call otherwise. */
export const PROPERTY_FIELDS: FieldTable = [
  ['coupon_id', 'coupon'],
  ['orderId', 'order_id'],
]

/** The properties of an event about one product that are the event's, where a product has one of that name. */
export const CONTEXT_FIELDS: FieldTable = [
  ['locale', 'locale'],
  ['timezone', 'timezone'],
]

/** Where it happened. */
export const PAGE_FIELDS: FieldTable = ['url', 'path', 'title', 'referrer', 'search'].map((name) => [name, name])

/** How the visit came about. */
export const CAMPAIGN_FIELDS: FieldTable = ['source', 'medium', 'name', 'term', 'content', 'id'].map((name) => [
  name,
  name,
])

/** The device; its system is beside it. */
export const DEVICE_FIELDS: FieldTable = [
  ['type', 'type'],
  ['model', 'model'],
]

/** What says how a call came to Segment, and not what happened, as the docs list it; passed over without a word. */
export const BOOKKEEPING = /^(type|action|version|writeKey|projectId|_metadata)$/
