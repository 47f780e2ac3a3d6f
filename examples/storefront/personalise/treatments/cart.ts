import { h } from '../../dom'
import { money } from '../../parts/money'
import { productCards } from '../../parts/product-row'
import { treatmentBlock } from '../../parts/treatment'
import { findProducts } from '../../shop/catalogue'
import { cart } from '../../state/cart'
import { FREE_FROM } from '../../state/orders'
import type { Renderers } from '../renderers'

/** What each treatment shows in the cart. */
export const cartTreatments: Renderers = {
  help_with_checkout: (due) =>
    treatmentBlock(due, {
      title: 'What stopped you?',
      text: 'You can pay by invoice, take express delivery, or ask us in the chat. All that you typed is still there.',
    }),
  cart_reminder: (due) =>
    treatmentBlock(due, {
      title: 'All of it is still here',
      text: 'Nothing is sold out, and the prices are the same.',
    }),
  keep_cart: (due) =>
    treatmentBlock(due, {
      title: 'Your cart keeps itself',
      text: 'Close the page whenever you like: it is here when you come back.',
    }),
  offer_shipping: (due) => {
    if (!cart.count()) return undefined
    const missing = Math.max(0, FREE_FROM - cart.subtotal())
    const bar = h('meter', {
      min: 0,
      max: FREE_FROM,
      value: Math.min(cart.subtotal(), FREE_FROM),
      'aria-label': 'To free delivery',
    })
    const text = missing ? `${money(missing)} to go.` : 'This cart travels for free.'
    return treatmentBlock(due, { title: `Delivery is free from ${money(FREE_FROM)}`, text, body: [bar] })
  },
  accessories: (due) => {
    const lines = cart.lines().map(({ product }) => product)
    const few = findProducts([...new Set(lines.flatMap(({ goes_with }) => goes_with))]).filter(
      (each) => !lines.includes(each),
    )
    if (!few.length) return undefined
    return treatmentBlock(due, {
      title: 'Goes with it',
      class: 'wide',
      body: [productCards(few.slice(0, 4), 'accessories')],
    })
  },
}
