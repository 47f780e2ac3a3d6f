import { h } from '../dom'
import { buyBox } from '../parts/buy-box'
import { picture } from '../parts/picture'
import { productDetails } from '../parts/product-details'
import { productRow } from '../parts/product-row'
import { slot } from '../parts/slot'
import type { Page, Place } from '../router'
import { findCategory, findProduct, findProducts } from '../shop/catalogue'
import type { View } from '../shop/pictures'
import type { Product } from '../shop/product'
import { lineOf } from '../state/line'
import { history } from '../state/lists'
import { tracker } from '../tracking'

const VIEWS: readonly (readonly [view: View, label: string])[] = [
  ['plain', 'By itself'],
  ['room', 'In a room'],
  ['near', 'From near'],
]

/** A product. */
export function productPage({ params }: Place): Page | undefined {
  const product = findProduct(params.id!)
  if (!product) return undefined
  const { name, category } = product
  const { show, node: pictures } = gallery(product)
  const node = h(
    'div',
    { class: 'page product' },
    h(
      'nav',
      { class: 'crumbs', 'aria-label': 'Where you are' },
      h('a', { href: '/' }, 'Larkspur'),
      ' / ',
      h('a', { href: `/c/${category}` }, findCategory(category)!.name),
    ),
    h('div', { class: 'product-top' }, pictures, buyBox(product, show)),
    productDetails(product),
    slot('product', { product }),
    productRow('Goes with it', findProducts(product.goes_with), 'goes_with'),
  )
  return {
    title: name,
    node,
    viewed: () => {
      tracker.track('product_viewed', { product: lineOf(product), currency: 'EUR' })
      history.add(product)
    },
  }
}

/** The pictures of a product, in the colour that is chosen. */
function gallery(product: Product): { readonly node: HTMLElement; readonly show: (colour: string) => void } {
  let view: View = 'plain'
  let colour = product.colours[0]!.id
  const stage = h('div', { class: 'stage' })
  const buttons = VIEWS.map(([each, label]) =>
    h(
      'button',
      {
        type: 'button',
        class: 'thumbnail',
        'aria-label': label,
        onclick: () => {
          view = each
          draw()
        },
      },
      picture(product, { view: each }),
    ),
  )
  const draw = () => {
    stage.replaceChildren(picture(product, { colour, view, isDecorative: false, isFirst: true }))
    for (const [i, [each]] of VIEWS.entries()) buttons[i]!.setAttribute('aria-pressed', String(each === view))
  }
  const show = (chosen: string) => {
    colour = chosen
    draw()
  }
  draw()
  return { show, node: h('div', { class: 'gallery' }, stage, h('div', { class: 'thumbnails' }, ...buttons)) }
}
