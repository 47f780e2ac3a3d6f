import { h } from '../dom'
import { addToCart } from '../parts/buy'
import { pageHeading } from '../parts/heading'
import { money } from '../parts/money'
import { slot } from '../parts/slot'
import { inWords } from '../parts/why'
import { type Page, redraw } from '../router'
import { findProduct } from '../shop/catalogue'
import { type Account, account } from '../state/account'
import { type Order, orderBook } from '../state/orders'
import { points } from '../state/points'

/** The shopper's account, or the way into one. */
export function accountPage(): Page {
  const who = account.current()
  return {
    title: 'Account',
    node: h(
      'div',
      { class: 'page account' },
      ...(who ? mine(who) : [pageHeading('Your account'), h('div', { class: 'two' }, logIn(), signUp())]),
      slot('account'),
      orders(),
    ),
  }
}

function mine({ name, email }: Account): HTMLElement[] {
  const leave = () => {
    account.logOut()
    redraw()
  }
  return [
    pageHeading(`Hello, ${name}`, h('p', {}, `${email} · ${points()} points`)),
    h('p', {}, h('button', { type: 'button', class: 'secondary', onclick: leave }, 'Log out')),
  ]
}

function field(form: string, label: string, name: string, more: { readonly [name: string]: string }): HTMLElement {
  const id = `${form}-${name}`
  return h(
    'p',
    { class: 'field' },
    h('label', { for: id }, label),
    h('input', { id, name, required: true, maxlength: 120, ...more }),
  )
}

const EMAIL = { type: 'email', autocomplete: 'email' }

function logIn(): HTMLElement {
  const problem = h('p', { class: 'error', role: 'alert' })
  const submit = (event: Event) => {
    event.preventDefault()
    const email = String(new FormData(event.target as HTMLFormElement).get('email'))
    if (account.logIn(email)) redraw()
    else problem.textContent = 'There is no account with this address in this browser.'
  }
  return h(
    'form',
    { class: 'fields', onsubmit: submit, 'aria-label': 'Log in' },
    h('h2', {}, 'Log in'),
    field('in', 'E-mail address', 'email', EMAIL),
    h('button', { class: 'primary' }, 'Log in'),
    problem,
  )
}

function signUp(): HTMLElement {
  const submit = (event: Event) => {
    event.preventDefault()
    const data = new FormData(event.target as HTMLFormElement)
    account.signUp(String(data.get('name')), String(data.get('email')))
    redraw()
  }
  return h(
    'form',
    { class: 'fields', onsubmit: submit, 'aria-label': 'New here' },
    h('h2', {}, 'New here?'),
    field('up', 'Name', 'name', { autocomplete: 'name' }),
    field('up', 'E-mail address', 'email', EMAIL),
    h('button', { class: 'secondary' }, 'Make an account'),
    h('p', { class: 'soft' }, 'No password: the account is in this browser alone.'),
  )
}

function orders(): HTMLElement {
  const all = orderBook.all()
  const again =
    ({ lines }: Order) =>
    () => {
      for (const { product_id, colour, quantity } of lines) {
        const product = findProduct(product_id)
        if (product) addToCart(product, colour, quantity)
      }
    }
  const row = (order: Order) =>
    h(
      'li',
      {},
      h('a', { href: `/orders/${order.id}` }, order.id),
      h('span', {}, inWords(order.placed_at)),
      h('span', { class: 'pill' }, order.status),
      h('strong', {}, money(order.total)),
      h(
        'button',
        { type: 'button', class: 'secondary', onclick: again(order) },
        'Order again',
        h('span', { class: 'hidden' }, ` ${order.id}`),
      ),
    )
  return h(
    'section',
    { 'aria-label': 'Orders', class: 'orders' },
    h('h2', {}, 'Your orders'),
    all.length ? h('ul', {}, ...all.map(row)) : h('p', { class: 'empty' }, 'None yet.'),
  )
}
