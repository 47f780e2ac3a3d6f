import { h } from '../dom'
import type { Product } from '../shop/product'
import { lineOf } from '../state/line'
import { tracker } from '../tracking'
import { toast } from './toast'

/** Asks how what was bought is liked. */
export function reviewForm(bought: readonly Product[]): HTMLElement {
  const rate = (product: Product, rating: number) => {
    tracker.track('product_reviewed', { rating, product: lineOf(product), currency: 'EUR' })
    toast(`Thank you: ${rating} of 5 for the ${product.name}.`)
  }
  const button = (product: Product, rating: number) =>
    h(
      'button',
      {
        type: 'button',
        class: 'round',
        'aria-label': `${rating} of 5 stars for ${product.name}`,
        onclick: () => rate(product, rating),
      },
      String(rating),
    )
  const row = (product: Product) =>
    h(
      'li',
      {},
      h('span', {}, product.name),
      h('span', { class: 'rates' }, ...[1, 2, 3, 4, 5].map((rating) => button(product, rating))),
    )
  return h(
    'section',
    { class: 'review', 'aria-label': 'Rate' },
    h('h2', {}, 'How do you like it?'),
    h('ul', {}, ...bought.map(row)),
  )
}
