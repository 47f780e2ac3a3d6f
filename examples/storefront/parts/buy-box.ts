import { h } from '../dom'
import { findCategory } from '../shop/catalogue'
import type { Product } from '../shop/product'
import { lineOf } from '../state/line'
import { tracker } from '../tracking'
import { addToCart } from './buy'
import { icon } from './icon'
import { priceOf } from './money'
import { compareButton, wishButton } from './product-card'
import { ratingLine } from './rating'
import { slot } from './slot'
import { toast } from './toast'

/** What a product is, costs, and how it is bought. */
export function buyBox(product: Product, onColour: (colour: string) => void): HTMLElement {
  const { id, name, category, blurb, description } = product
  let colour = product.colours[0]!.id
  const choose = (chosen: string) => {
    colour = chosen
    onColour(chosen)
  }
  return h(
    'div',
    { class: 'buy-box' },
    h('p', { class: 'kind' }, findCategory(category)!.name),
    h('h1', { tabindex: -1 }, name),
    h('p', { class: 'teaser' }, blurb),
    ratingLine(id),
    priceOf(product),
    h('p', {}, description),
    colourChoice(product, choose),
    h(
      'div',
      { class: 'buy-buttons' },
      h(
        'button',
        { type: 'button', class: 'primary', onclick: () => addToCart(product, colour) },
        icon('cart'),
        'Add to cart',
      ),
      // A row of its own is kept for it, so that nothing moves when it comes.
      slot('buy', { product }, () => h('p', { class: 'soft' }, icon('truck'), 'With you in 3 days, express tomorrow')),
    ),
    h('div', { class: 'buy-more' }, wishButton(product), compareButton(product), ...askers(product)),
  )
}

function colourChoice({ id, colours }: Product, choose: (colour: string) => void): HTMLElement {
  const option = (colour: (typeof colours)[number], i: number) =>
    h(
      'label',
      { class: `swatch ${colour.id}` },
      h('input', {
        type: 'radio',
        name: 'colour',
        value: colour.id,
        checked: i === 0,
        onchange: () => choose(colour.id),
      }),
      h('span', {}, colour.name),
    )
  return h('fieldset', { class: 'colours', id: `colours-${id}` }, h('legend', {}, 'Colour'), ...colours.map(option))
}

function askers(product: Product): HTMLElement[] {
  const alert = () => {
    tracker.track('alert_requested', { alert: 'price', product: lineOf(product), currency: 'EUR' })
    toast('You hear of it once the price falls.')
  }
  const share = () => {
    tracker.track('product_shared', { share_via: 'link', product: lineOf(product), currency: 'EUR' })
    void navigator.clipboard?.writeText(location.href).catch(() => {})
    toast('The address is copied.')
  }
  return [
    h('button', { type: 'button', class: 'link', onclick: alert }, 'Tell me when it costs less'),
    h('button', { type: 'button', class: 'link', onclick: share }, icon('share'), 'Share'),
  ]
}
