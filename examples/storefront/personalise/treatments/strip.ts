import { money } from '../../parts/money'
import { treatmentLine } from '../../parts/treatment'
import { findCategory } from '../../shop/catalogue'
import { account } from '../../state/account'
import { cart } from '../../state/cart'
import { FREE_FROM, orderBook } from '../../state/orders'
import { cartProducts } from '../cart-products'
import type { Renderer, Renderers } from '../renderers'

type Link = { readonly href: string; readonly text: string }

const said =
  (text: string, link?: Link): Renderer =>
  (due) =>
    treatmentLine(due, text, link)

/** Only while there is something in the cart to speak of. */
const ofCart =
  (text: string, link: Link): Renderer =>
  (due) =>
    cartProducts().length ? treatmentLine(due, text, link) : undefined

/** What each treatment says in the strip under the header: one line. */
export const stripTreatments: Renderers = {
  make_good: said('We are sorry that this went wrong. Tell us, and we make it good.', {
    href: '/account',
    text: 'Your orders',
  }),
  tell_progress: (due) => {
    const order = orderBook.latest()
    const link = { href: `/orders/${order?.id}`, text: 'Where is it?' }
    return order && treatmentLine(due, `Your order ${order.id} is ${order.status}.`, link)
  },
  help_with_checkout: ofCart('Did something stop you in the checkout? Ask us, or go on where you were.', {
    href: '/checkout/contact',
    text: 'Go on',
  }),
  cart_reminder: ofCart('Your cart is as you left it.', { href: '/cart', text: 'Back to the cart' }),
  reorder: said('It may be time for more of the same.', { href: '/account', text: 'Order again' }),
  early_access: said('You see what is new a week before everybody else.', { href: '/new', text: 'See it' }),
  welcome_back: said('Good to see you again. Your next order travels for free.'),
  sale_first: said('Eight things are reduced today, and they come first for you.', {
    href: '/sale',
    text: 'To the sale',
  }),
  one_click: said('Short on time? “Buy now” takes you to the last step at once.'),
  shortest_path: ofCart('Ready? Your cart goes straight to the checkout.', {
    href: '/checkout/contact',
    text: 'Check out',
  }),
  offer_comparison: said('What you have looked at, side by side.', { href: '/compare', text: 'Compare' }),
  show_novelties: said('New this week: a fern, a pendant, a throw.', { href: '/new', text: 'See what is new' }),
  reading_list: said('New in the journal: a room in four lamps.', { href: '/journal', text: 'Read' }),
  favourite_first: (due) => {
    const category = findCategory(String(due.about).toLowerCase())
    const link = { href: `/c/${category?.id}`, text: `All of ${category?.name}` }
    return category && treatmentLine(due, `More of what you like: ${category.name}.`, link)
  },
  remind_of_cart: ofCart('Your cart is still here.', { href: '/cart', text: 'See it' }),
  offer_shipping: (due) => {
    const missing = FREE_FROM - cart.subtotal()
    const text = missing > 0 ? `Only ${money(missing)} more, and delivery is free.` : 'Delivery of your cart is free.'
    return cart.count() ? treatmentLine(due, text, { href: '/cart', text: 'Your cart' }) : undefined
  },
  first_offer: said('Welcome! HELLO10 takes 10 % off your first order.'),
  say_thanks: (due) => {
    const name = account.current()?.name.split(' ')[0]
    return treatmentLine(due, `Thank you for your order${name ? `, ${name}` : ''}.`, {
      href: '/account',
      text: 'Your points',
    })
  },
  last_invitation: said('We have not seen you for long: SLOW15 takes 15 % off.'),
}
