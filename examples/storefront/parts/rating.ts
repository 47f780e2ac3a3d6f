import { h } from '../dom'
import { ratingOf } from '../shop/reviews'

/** Stars for a rating from 0 to 5. */
export function stars(rating: number): HTMLElement {
  const full = Math.round(rating)
  return h(
    'span',
    { class: 'stars', role: 'img', 'aria-label': `${rating.toFixed(1).replace('.0', '')} of 5 stars` },
    h('span', { 'aria-hidden': 'true' }, '★'.repeat(full), h('span', { class: 'faint' }, '★'.repeat(5 - full))),
  )
}

/** How a product is rated, and by how many. */
export function ratingLine(product_id: string): HTMLElement {
  const { mean, count } = ratingOf(product_id)
  return h('p', { class: 'rating' }, stars(mean), h('span', {}, ` ${mean.toFixed(1)} (${count})`))
}
