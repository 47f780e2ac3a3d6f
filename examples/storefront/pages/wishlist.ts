import { h } from '../dom'
import { pageHeading } from '../parts/heading'
import { productCard } from '../parts/product-card'
import { slot } from '../parts/slot'
import type { Page } from '../router'
import { wishlist } from '../state/lists'
import { tracker } from '../tracking'

/** What the shopper would like to have. */
export function wishlistPage(): Page {
  const products = wishlist.products()
  const cards = products.map((product, i) =>
    h('li', {}, productCard(product, { list_id: 'wishlist', position: i + 1, isFirst: i < 4 })),
  )
  const nothing = h('p', { class: 'empty' }, 'Nothing yet. The heart on a picture puts things here.')
  return {
    title: 'Wish list',
    isFluid: true,
    node: h(
      'div',
      { class: 'page' },
      pageHeading('Wish list'),
      h('h2', { class: 'hidden' }, 'Products'),
      products.length ? h('ul', { class: 'cards grid' }, ...cards) : nothing,
      slot('listing'),
    ),
    viewed: () => tracker.track('list_viewed', { list_id: 'wishlist' }),
  }
}
