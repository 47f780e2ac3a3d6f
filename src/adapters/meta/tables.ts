/**
 * Which of our events is which standard event of Meta
 * (https://developers.facebook.com/docs/meta-pixel/reference#standard-events).
 *
 * @module
 */

/** What `value` is of: the lines, or a property of ours. */
export const EVENTS: Readonly<
  Record<string, { readonly theirs: string; readonly value?: 'lines' | 'value' | 'total' }>
> = {
  page_viewed: { theirs: 'PageView' },
  products_searched: { theirs: 'Search' },
  product_viewed: { theirs: 'ViewContent', value: 'lines' },
  wishlist_product_added: { theirs: 'AddToWishlist', value: 'lines' },
  product_added: { theirs: 'AddToCart', value: 'lines' },
  checkout_started: { theirs: 'InitiateCheckout', value: 'value' },
  checkout_step_completed: { theirs: 'AddPaymentInfo', value: 'value' },
  order_completed: { theirs: 'Purchase', value: 'total' },
  lead_captured: { theirs: 'Lead', value: 'value' },
  signed_up: { theirs: 'CompleteRegistration' },
}
