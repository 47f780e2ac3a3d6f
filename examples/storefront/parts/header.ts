import { h } from '../dom'
import { go } from '../router'
import { categories } from '../shop/catalogue'
import { account } from '../state/account'
import { cart } from '../state/cart'
import { comparison, wishlist } from '../state/lists'
import { type IconName, icon } from './icon'

/** The top of every page: name, search, what the shopper has, and the ways into the shop. */
export function header(): HTMLElement {
  return h(
    'header',
    { class: 'site-head' },
    h('div', { class: 'bar' }, h('a', { class: 'brand', href: '/' }, 'Larkspur'), searchForm(), tools()),
    h(
      'nav',
      { class: 'ways', 'aria-label': 'Shop' },
      ...categories.map(({ id, name }) => h('a', { href: `/c/${id}` }, name)),
      h('a', { href: '/new' }, 'New'),
      h('a', { href: '/sale', class: 'to-sale' }, 'Sale'),
      h('a', { href: '/journal' }, 'Journal'),
    ),
  )
}

/** Says in the ways of the header which one the shopper is in. */
export function markWay(path: string): void {
  for (const link of document.querySelectorAll('.ways a')) {
    if (link.getAttribute('href') === path) link.setAttribute('aria-current', 'page')
    else link.removeAttribute('aria-current')
  }
}

function searchForm(): HTMLElement {
  const input = h('input', {
    type: 'search',
    name: 'q',
    placeholder: 'Search lamps, chairs, wool…',
    'aria-label': 'Search the shop',
    autocomplete: 'off',
    maxlength: 100,
  })
  const submit = (event: Event) => {
    event.preventDefault()
    const query = input.value.trim()
    if (query) go(`/search?${new URLSearchParams({ q: query })}`)
  }
  const button = h('button', { class: 'round', 'aria-label': 'Search' }, icon('search'))
  return h('form', { class: 'search', role: 'search', action: '/search', onsubmit: submit }, input, button)
}

function tools(): HTMLElement {
  const compare = tool('/compare', 'scales', 'Compare', () => comparison.products().length, comparison.onChange)
  const wishes = tool('/wishlist', 'heart', 'Wish list', () => wishlist.products().length, wishlist.onChange)
  const basket = tool('/cart', 'cart', 'Cart', cart.count, cart.onChange)
  const person = tool('/account', 'person', 'Account', () => (account.current() ? '✓' : 0), account.onChange)
  return h('div', { class: 'tools' }, person, compare, wishes, basket)
}

function tool(
  href: string,
  sign: IconName,
  name: string,
  count: () => number | string,
  onChange: (listener: () => void) => void,
): HTMLElement {
  const badge = h('span', { class: 'count' })
  const link = h('a', { class: 'tool', href }, icon(sign), badge)
  const fill = () => {
    const number = count()
    badge.textContent = number ? String(number) : ''
    link.setAttribute('aria-label', typeof number === 'number' ? `${name}: ${number}` : `${name}: signed in`)
  }
  fill()
  onChange(fill)
  return link
}
