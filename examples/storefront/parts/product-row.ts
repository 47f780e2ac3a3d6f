import { h } from '../dom'
import type { Product } from '../shop/product'
import { money } from './money'
import { picture } from './picture'
import { productCard } from './product-card'

/** Products under a heading. */
export function productRow(title: string, products: readonly Product[], list_id: string, link?: string): HTMLElement {
  return h(
    'section',
    { class: 'row', 'aria-label': title },
    h(
      'header',
      { class: 'row-head' },
      h('h2', {}, title),
      link && h('a', { href: link }, 'See all', h('span', { class: 'hidden' }, ` of ${title}`)),
    ),
    productCards(products, list_id),
  )
}

/** Products side by side; on a phone they can be pushed along. */
export function productCards(products: readonly Product[], list_id: string): HTMLElement {
  const cards = products.map((product, i) => h('li', {}, productCard(product, { list_id, position: i + 1 })))
  return h('ul', { class: 'cards' }, ...cards)
}

/** Products as small pictures with a name and a link each. */
export function smallList(products: readonly Product[]): HTMLElement {
  return h('ul', { class: 'small-list' }, ...products.map((product) => h('li', {}, smallItem(product))))
}

function smallItem(product: Product): HTMLElement {
  return h(
    'a',
    { href: `/products/${product.id}`, class: 'small-item' },
    thumbnail(product),
    h('span', {}, product.name),
    h('strong', {}, money(product.price)),
  )
}

/** A small picture. */
function thumbnail(product: Product): HTMLElement {
  return h('span', { class: 'thumbnail' }, picture(product))
}
