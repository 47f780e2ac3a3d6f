import { h } from '../dom'
import { pageHeading } from '../parts/heading'
import { money } from '../parts/money'
import { picture } from '../parts/picture'
import { productRow } from '../parts/product-row'
import { slot } from '../parts/slot'
import { type Page, redraw } from '../router'
import { findProducts } from '../shop/catalogue'
import { cart, type FullLine } from '../state/cart'
import { coupon } from '../state/coupon'
import { FREE_FROM, totals } from '../state/orders'
import { tracker } from '../tracking'

/** What is in the cart. */
export function cartPage(): Page {
  const lines = cart.lines()
  const nothing = [
    h('p', { class: 'empty' }, 'Nothing yet.'),
    productRow('Well liked', findProducts(['fenn-kettle', 'alba-lamp', 'dune-cushion', 'potted-fern']), 'cart_empty'),
  ]
  const full = [
    h('div', { class: 'cart' }, h('ul', { class: 'lines' }, ...lines.map(lineItem)), summary()),
    slot('cart'),
  ]
  return {
    title: 'Cart',
    node: h('div', { class: 'page' }, pageHeading('Your cart'), ...(lines.length ? full : nothing)),
    viewed: () =>
      tracker.track('cart_viewed', { cart_value: cart.subtotal(), products: cart.tracked(), currency: 'EUR' }),
  }
}

function lineItem({ product, colour, quantity }: FullLine): HTMLElement {
  const set = (next: number) => {
    cart.setQuantity(product.id, colour, next)
    redraw()
  }
  const changed = (event: Event) => set(Number((event.target as HTMLSelectElement).value))
  const options = Array.from({ length: 10 }, (_, i) =>
    h('option', { value: i + 1, selected: i + 1 === quantity }, i + 1),
  )
  return h(
    'li',
    { class: 'line-item' },
    h('span', { class: 'thumbnail' }, picture(product, { colour })),
    h(
      'div',
      {},
      h('h2', {}, h('a', { href: `/products/${product.id}` }, product.name)),
      h('p', { class: 'soft' }, product.colours.find(({ id }) => id === colour)?.name),
      h(
        'p',
        { class: 'quantity' },
        h(
          'label',
          {},
          h('span', { class: 'hidden' }, `Quantity of ${product.name}`),
          h('select', { onchange: changed }, ...options),
        ),
        h(
          'button',
          { type: 'button', class: 'link', onclick: () => set(0) },
          'Remove',
          h('span', { class: 'hidden' }, ` ${product.name}`),
        ),
      ),
    ),
    h('strong', {}, money(product.price * quantity)),
  )
}

function summary(): HTMLElement {
  const { subtotal, discount, shipping, total } = totals('standard')
  const row = (name: string, value: string) => [h('dt', {}, name), h('dd', {}, value)]
  return h(
    'aside',
    { class: 'summary', 'aria-label': 'Summary' },
    h('h2', {}, 'Summary'),
    h(
      'dl',
      {},
      ...row('Subtotal', money(subtotal)),
      ...(discount ? row(`Code ${coupon.code()}`, `−${money(discount)}`) : []),
      ...row('Delivery', shipping.price ? money(shipping.price) : 'Free'),
      ...row('Total', money(total)),
    ),
    couponForm(),
    h('a', { class: 'button primary', href: '/checkout/contact' }, 'Check out'),
    h('p', { class: 'soft' }, `Free delivery from ${money(FREE_FROM)}.`),
  )
}

function couponForm(): HTMLElement {
  const code = coupon.code()
  if (code) {
    const remove = () => {
      coupon.remove()
      redraw()
    }
    return h(
      'p',
      { class: 'coupon' },
      `Code ${code} is applied. `,
      h('button', { type: 'button', class: 'link', onclick: remove }, 'Remove'),
    )
  }
  const input = h('input', { id: 'coupon', autocomplete: 'off', maxlength: 40, 'aria-describedby': 'coupon-said' })
  const said = h('p', { id: 'coupon-said', class: 'error', role: 'alert' })
  const submit = (event: Event) => {
    event.preventDefault()
    const problem = coupon.enter(input.value)
    if (!problem) return redraw()
    said.textContent = problem
    input.setAttribute('aria-invalid', 'true')
  }
  return h(
    'form',
    { class: 'coupon', onsubmit: submit },
    h('label', { for: 'coupon' }, 'Code'),
    h('div', { class: 'joined' }, input, h('button', { class: 'secondary' }, 'Apply')),
    said,
  )
}
