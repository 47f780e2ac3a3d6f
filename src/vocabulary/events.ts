/**
 * Every event that the vocabulary names, with its own properties. Spelled as Segment's Ecommerce Spec v2 spells them
 * (https://segment.com/docs/connections/spec/ecommerce/v2/). What a type cannot say (a rating is from 1 to 5) is said
 * in words and not enforced: a shop with ten stars keeps its ratings. Imports zod at run time.
 *
 * @module
 */
import { z } from 'zod'
import { identifier, instant, number, oneOf, text } from './scalar'

/** Properties that any event may carry. */
const common = {
  /** ISO 4217 code of every amount of the event: `EUR`. */
  currency: text,
}

function event<Shape extends z.core.$ZodLooseShape>(description: string, shape: Shape) {
  return z.object({ ...shape, ...common }).meta({ description })
}

const promotion = { promotion_id: identifier, name: text, creative: text, position: number }
const wishlist = { wishlist_id: identifier }
/** `cart_value` is the worth of the cart after the event. */
const cart = { cart_id: identifier, cart_value: number }
const coupon = { coupon: identifier, discount: number, reason: text }
const sharing = { share_via: text }
/** `total` is what was paid in all, or given back. */
const orderChange = { order_id: identifier, total: number, reason: text }
const delivery = { order_id: identifier, carrier: text, promised_at: instant, delivered_at: instant }
const contact_channel = oneOf(['chat', 'email', 'phone', 'social', 'community', 'self_service', 'store'])
const topic = oneOf(['product', 'order', 'delivery', 'use', 'repair', 'return'])
const account = { method: text }
const loyalty = { programme: text, points: number, reason: text }
const referral = { code: identifier }
const message = { message_channel: oneOf(['email', 'sms', 'push', 'chat']), campaign_id: identifier }
const detail = oneOf([
  'specification',
  'reviews',
  'size_guide',
  'video',
  'three_d',
  'ar',
  'questions',
  'delivery',
  'returns',
])
const measurement = { lcp_ms: number, inp_ms: number, cls: number, ttfb_ms: number, load_ms: number }
const order = {
  order_id: identifier,
  total: number,
  subtotal: number,
  shipping: number,
  tax: number,
  discount: number,
  coupon: identifier,
  payment_method: text,
  sales_channel: oneOf(['online', 'store']),
}

/**
 * The schema of the own properties of every named event, by the event's name.
 *
 * @example
 * eventPropsSchemas.order_completed.safeParse({ order_id: 'o-1', total: 39.9 }).success // => true
 */
export const eventPropsSchemas = {
  page_viewed: event('A page of the shop was viewed.', {}),
  products_searched: event('The shop was searched; `results` is how many products were found.', {
    query: text,
    results: number,
    method: oneOf(['text', 'voice', 'image']),
  }),
  list_viewed: event('A list of products, such as a category, was viewed.', { list_id: identifier, category: text }),
  list_filtered: event('A list was filtered or sorted; `filters` is one string, such as `size:42,colour:red`.', {
    filters: text,
    sort: oneOf(['price_asc', 'price_desc', 'newest', 'popularity', 'rating']),
  }),
  product_clicked: event('A product was clicked in a list.', {}),
  product_viewed: event("A product's page was viewed.", {}),
  product_detail_viewed: event('Some facts of a product were looked at.', { detail }),
  products_compared: event('Products were put side by side.', {}),
  promotion_viewed: event('A promotion was shown.', promotion),
  promotion_clicked: event('A promotion was clicked.', promotion),
  content_viewed: event('Something to read or watch was viewed.', {
    content_type: oneOf(['article', 'guide', 'lookbook', 'video']),
    content_id: identifier,
  }),
  page_measured: event('How quick a page was: Web Vitals in milliseconds, `cls` a ratio.', measurement),

  wishlist_product_added: event('A product was put on a wish list.', wishlist),
  wishlist_product_removed: event('A product was taken off a wish list.', wishlist),
  alert_requested: event('An alert on a price or on stock was asked for.', { alert: oneOf(['price', 'stock']) }),
  product_shared: event('A product was shared.', sharing),
  cart_shared: event('A cart was shared.', sharing),

  product_added: event('A product was put into the cart; `cart_value` is that after it.', cart),
  product_removed: event('A product was taken out of the cart; `cart_value` is that after it.', cart),
  cart_viewed: event('The cart was viewed.', cart),
  coupon_entered: event('A coupon was typed in.', coupon),
  coupon_applied: event('A coupon was accepted.', coupon),
  coupon_denied: event('A coupon was refused.', coupon),
  coupon_removed: event('A coupon was taken away again.', coupon),

  checkout_started: event('The checkout was begun.', { checkout_id: identifier, value: number }),
  checkout_step_completed: event('A step of the checkout was done.', {
    step: oneOf(['contact', 'address', 'delivery', 'payment']),
    shipping_method: text,
    payment_method: text,
  }),
  checkout_failed: event('The checkout failed: a payment refused, an address not served.', { reason: text }),
  order_completed: event('An order was placed and paid; `total` is what was paid in all.', order),
  order_updated: event('An order was changed; `total` is that after it.', orderChange),
  order_cancelled: event('An order was cancelled; `total` is that of the order.', orderChange),
  order_refunded: event('Money was given back; `total` is how much, above zero.', orderChange),

  order_shipped: event('An order left; times in milliseconds since the epoch.', delivery),
  order_delivered: event('An order arrived; times in milliseconds since the epoch.', delivery),
  return_requested: event('A return was asked for.', { order_id: identifier, reason: text }),
  product_reviewed: event('A review was written; `rating` is from 1 to 5.', { rating: number, review_id: identifier }),
  support_contacted: event('The shop was asked for help.', { contact_channel, topic, order_id: identifier }),
  support_resolved: event('A request for help was settled; `rating` is from 1 to 5.', {
    contact_channel,
    rating: number,
  }),

  signed_up: event('An account was made; `method` is how: `email`, `google`, ...', account),
  logged_in: event('Someone logged in.', account),
  logged_out: event('Someone logged out.', account),
  lead_captured: event('A contact was left in a form.', {
    form: oneOf(['newsletter', 'quiz', 'popup', 'contest']),
    form_id: identifier,
  }),
  loyalty_joined: event('A loyalty programme was joined.', loyalty),
  loyalty_points_earned: event('Loyalty points were earned.', loyalty),
  loyalty_points_redeemed: event('Loyalty points were spent.', loyalty),
  referral_sent: event('A friend was invited.', referral),
  referral_redeemed: event("A friend's invitation was used.", referral),
  brand_followed: event('The brand was followed on a network.', { network: text }),
  store_visited: event('A store was visited.', { store_id: identifier }),

  message_sent: event('A message was sent to the shopper.', message),
  message_opened: event('A message was opened.', message),
  message_clicked: event('A link in a message was followed.', message),
  message_unsubscribed: event('Messages were unsubscribed from.', message),
}

/** Every property that some named event has, by name. A name has one type, whichever event it is on (tested). */
export const namedProps: z.core.$ZodLooseShape = Object.assign(
  {},
  ...Object.values(eventPropsSchemas).map((schema) => schema.shape),
)
