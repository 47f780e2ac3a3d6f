import { h } from '../dom'
import { known } from '../personalise/known'
import { isReduced } from '../shop/catalogue'
import type { Product } from '../shop/product'
import { lineOf } from '../state/line'
import { comparison, wishlist } from '../state/lists'
import { tracker } from '../tracking'
import { addToCart, buyNow } from './buy'
import { icon } from './icon'
import { priceOf } from './money'
import { picture } from './picture'
import { ratingLine } from './rating'
import { toast } from './toast'

/** The list that a card is in. */
export interface CardPlace {
  readonly list_id: string
  /** The first is 1. */
  readonly position: number
  /** Whether it is seen at once. */
  readonly isFirst?: boolean
}

const NEWEST_FROM = 20

/** A product in a list. */
export function productCard(product: Product, { list_id, position, isFirst = false }: CardPlace): HTMLElement {
  const { id, name, blurb, rank_new } = product
  const clicked = () =>
    tracker.track('product_clicked', { product: { ...lineOf(product), position, list_id }, currency: 'EUR' })
  const flag = isReduced(product) ? 'Sale' : rank_new > NEWEST_FROM ? 'New' : undefined
  return h(
    'article',
    { class: 'card' },
    h(
      'div',
      { class: 'frame' },
      picture(product, { isFirst }),
      flag && h('span', { class: `flag ${flag.toLowerCase()}` }, flag),
      wishButton(product),
    ),
    h('h3', {}, h('a', { class: 'cover', href: `/products/${id}`, onclick: clicked }, name)),
    h('p', { class: 'blurb' }, blurb),
    ratingLine(id),
    priceOf(product),
    h('div', { class: 'actions' }, ...mainButtons(product), compareButton(product)),
  )
}

/** Who likes it short buys at once; everybody else puts it into the cart. */
function mainButtons(product: Product): HTMLElement[] {
  const named = h('span', { class: 'hidden' }, ` ${product.name}`)
  const add = { type: 'button', class: 'secondary', onclick: () => addToCart(product) }
  if (!known.isDue('one_click')) return [h('button', add, 'Add to cart', named)]
  const buy = { type: 'button', class: 'primary', 'data-treatment': 'one_click', onclick: () => buyNow(product) }
  return [h('button', buy, icon('bolt'), 'Buy now', named)]
}

/** Puts a product on the wish list, or takes it off. */
export function wishButton(product: Product): HTMLButtonElement {
  const button = h('button', {
    type: 'button',
    class: 'round wish',
    'aria-pressed': String(wishlist.has(product.id)),
    'aria-label': `Wish list: ${product.name}`,
    onclick: () => {
      const isOn = wishlist.toggle(product)
      button.setAttribute('aria-pressed', String(isOn))
      toast(isOn ? `${product.name} is on your wish list.` : `${product.name} is off your wish list.`)
    },
  })
  button.append(icon('heart'))
  return button
}

/** Puts a product beside others, or takes it away. */
export function compareButton(product: Product): HTMLButtonElement {
  const button = h('button', {
    type: 'button',
    class: 'round compare',
    'aria-pressed': String(comparison.has(product.id)),
    'aria-label': `Compare: ${product.name}`,
    onclick: () => {
      const isOn = comparison.toggle(product)
      button.setAttribute('aria-pressed', String(isOn))
      toast(isOn ? `${product.name} is to be compared.` : `${product.name} is not compared any more.`, {
        href: '/compare',
        text: 'Compare',
      })
    },
  })
  button.append(icon('scales'))
  return button
}
