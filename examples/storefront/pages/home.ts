import { h } from '../dom'
import { picture } from '../parts/picture'
import { productRow } from '../parts/product-row'
import { slot } from '../parts/slot'
import { known } from '../personalise/known'
import type { Page } from '../router'
import { categories, findProduct, isReduced, products, reductionOf } from '../shop/catalogue'
import { tracker } from '../tracking'

const SALE = { promotion_id: 'autumn-sale', name: 'Autumn sale', position: 1 }

/** The first page. What is due for the shopper stands beside the welcome, and further down. */
export function homePage(): Page {
  const isSaleFirst = known.isDue('sale_first')
  const sale = saleSection()
  const node = h(
    'div',
    { class: 'page home' },
    h('section', { class: 'hero' }, welcome(), slot('feature', {}, plainFeature)),
    isSaleFirst && sale,
    categoryTiles(),
    !isSaleFirst && sale,
    slot('home'),
    productRow('Well liked', wellLiked(), 'home_liked'),
  )
  return { title: 'Things for a slow home', node, isFluid: true, viewed: () => tracker.track('promotion_viewed', SALE) }
}

function welcome(): HTMLElement {
  return h(
    'div',
    { class: 'welcome' },
    h('p', { class: 'kind' }, 'Autumn at Larkspur'),
    h('h1', { tabindex: -1 }, 'Things for a slow home'),
    h('p', {}, 'Twenty-four things that are made to be kept: repaired when they break, handed on when you are done.'),
    h(
      'p',
      { class: 'buttons' },
      h('a', { class: 'button primary', href: '/new' }, 'See what is new'),
      h('a', { class: 'button secondary', href: '/sale', onclick: clicked }, 'Autumn sale'),
    ),
  )
}

const clicked = () => tracker.track('promotion_clicked', SALE)

/** What stands beside the welcome for everybody of whom nothing is known. */
function plainFeature(): HTMLElement {
  const product = findProduct('alba-lamp')!
  return h(
    'figure',
    { class: 'plain-feature' },
    picture(product, { view: 'room', isFirst: true }),
    h('figcaption', {}, h('a', { href: `/products/${product.id}` }, product.name), ' for the first dark evenings'),
  )
}

function categoryTiles(): HTMLElement {
  const tile = ({ id, name, blurb, picture: of }: (typeof categories)[number]) =>
    h(
      'li',
      {},
      h(
        'a',
        { class: 'tile', href: `/c/${id}` },
        picture(findProduct(of)!),
        h('strong', {}, name),
        h('span', {}, blurb),
      ),
    )
  return h('section', { 'aria-label': 'Departments' }, h('ul', { class: 'tiles' }, ...categories.map(tile)))
}

function saleSection(): HTMLElement {
  const reduced = products.filter(isReduced).sort((a, b) => reductionOf(b) - reductionOf(a))
  const row = productRow('The autumn sale', reduced.slice(0, 4), 'home_sale', '/sale')
  row.querySelector('header a')?.addEventListener('click', clicked)
  row.classList.add('sale-row')
  return row
}

function wellLiked() {
  return ['orbit-pendant', 'tide-bowls', 'sorrel-chair', 'harbour-mugs'].map((id) => findProduct(id)!)
}
