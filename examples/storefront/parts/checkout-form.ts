import { type Child, h } from '../dom'
import { cart } from '../state/cart'
import { draft } from '../state/draft'
import { type Details, type Shipping, shippings } from '../state/orders'
import { money } from './money'

/** The steps of the checkout, in order. */
export const STEPS = ['contact', 'address', 'delivery', 'payment'] as const

export type Step = (typeof STEPS)[number]

const PAYMENTS: Readonly<Record<string, string>> = {
  card: 'Card ending in 4242',
  invoice: 'Invoice, 14 days',
  refused_card: 'A card that is refused, to see what happens',
}

/** The form of a step. What is typed is kept in the browser, and is no part of any event. */
export function checkoutForm(step: Step, button: string, onDone: () => void): HTMLElement {
  const submit = (event: Event) => {
    event.preventDefault()
    draft.set(Object.fromEntries(new FormData(event.target as HTMLFormElement)) as Partial<Details>)
    onDone()
  }
  return h(
    'form',
    { class: 'fields', onsubmit: submit },
    ...FIELDS[step](draft.get()),
    h('button', { class: 'primary' }, button),
  )
}

const FIELDS: Readonly<Record<Step, (details: Details) => Child[]>> = {
  contact: ({ email, name }) => [
    field('E-mail address', 'email', email, { type: 'email', autocomplete: 'email' }),
    field('Name', 'name', name, { autocomplete: 'name' }),
  ],
  address: ({ street, city }) => [
    field('Street and number', 'street', street, { autocomplete: 'street-address' }),
    field('Postcode and town', 'city', city, { autocomplete: 'address-level2' }),
  ],
  delivery: ({ shipping }) => [
    choice(
      'Delivery',
      'shipping',
      shipping,
      shippings(cart.subtotal()).map(({ method, ...rest }) => [method, wordsOf(rest)]),
    ),
  ],
  payment: ({ payment, name, street, city, shipping }) => [
    h(
      'p',
      { class: 'recap' },
      `To ${[name, street, city].filter(Boolean).join(', ') || 'you'}, ${shipping}. `,
      h('a', { href: '/checkout/address' }, 'Change'),
    ),
    choice('Payment', 'payment', payment in PAYMENTS ? payment : 'card', Object.entries(PAYMENTS)),
  ],
}

const wordsOf = ({ name, price }: Omit<Shipping, 'method'>) => `${name}: ${price ? money(price) : 'free'}`

function field(
  label: string,
  name: keyof Details,
  value: string,
  more: { readonly [name: string]: string },
): HTMLElement {
  const id = `field-${name}`
  return h(
    'p',
    { class: 'field' },
    h('label', { for: id }, label),
    h('input', { id, name, value, required: true, maxlength: 120, ...more }),
  )
}

function choice(
  legend: string,
  name: keyof Details,
  chosen: string,
  options: readonly (readonly [value: string, text: string])[],
) {
  const option = ([value, text]: readonly [string, string]) =>
    h(
      'label',
      { class: 'radio' },
      h('input', { type: 'radio', name, value, checked: value === chosen }),
      h('span', {}, text),
    )
  return h('fieldset', { class: 'choices' }, h('legend', { class: 'hidden' }, legend), ...options.map(option))
}
