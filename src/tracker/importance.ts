/** How much an event matters: 0 looking, 1 wanting, cart, checkout, person, 2 orders and what befalls them. */
export type Rank = 0 | 1 | 2

/**
 * How much an event matters where not all can be kept or sent. An own event counts as looking if it is named so
 * (`video_viewed`), and like a cart's otherwise.
 *
 * @example
 * importanceOf('page_viewed') // 0
 * importanceOf('product_added') // 1
 * importanceOf('order_completed') // 2
 */
export function importanceOf(name: string): Rank {
  if (/^(order|return)_/.test(name)) return 2
  return /^(?!cart|message).*_(viewed|clicked|searched|filtered|compared|measured)$/.test(name) ? 0 : 1
}
