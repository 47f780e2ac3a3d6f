import { h } from '../dom'
import type { Product } from '../shop/product'
import { ratingOf } from '../shop/reviews'
import { money } from './money'
import { picture } from './picture'
import { stars } from './rating'

/**
 * Products side by side, a row for each thing that can be said of them.
 *
 * @param rows All of them, or those alone that can be said of two products or more.
 */
export function compareTable(
  products: readonly Product[],
  caption: string,
  rows: 'all' | 'shared' = 'all',
): HTMLElement {
  const names = [...new Set(products.flatMap(({ specification }) => specification.map(([name]) => name)))]
  const most = rows === 'all' ? 1 : 2
  const isShown = (name: string) => products.filter((product) => said(product, name)).length >= most
  const row = (name: string, cell: (product: Product) => Node | string) =>
    h('tr', {}, h('th', { scope: 'row' }, name), ...products.map((product) => h('td', {}, cell(product))))
  const head = (product: Product) =>
    h('th', { scope: 'col' }, picture(product), h('a', { href: `/products/${product.id}` }, product.name))
  const said = (product: Product, name: string) => product.specification.find(([known]) => known === name)?.[1]
  return h(
    'div',
    // What is wider than a phone can be pushed along, with keys too.
    { class: 'table-wrap', tabindex: 0, role: 'region', 'aria-label': caption },
    h(
      'table',
      { class: 'facts' },
      h('caption', { class: 'hidden' }, caption),
      h('thead', {}, h('tr', {}, h('td', {}), ...products.map(head))),
      h(
        'tbody',
        {},
        row('Price', ({ price }) => money(price)),
        row('Rating', ({ id }) => stars(ratingOf(id).mean)),
        row('Colours', ({ colours }) => colours.map(({ name }) => name).join(', ')),
        ...names.filter(isShown).map((name) => row(name, (product) => said(product, name) ?? '–')),
      ),
    ),
  )
}
