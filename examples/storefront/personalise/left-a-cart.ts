import type { Persona } from 'aisle/inspector'

const product = { product_id: 'alba-lamp', name: 'Alba table lamp', category: 'Lighting', price: 118, list_price: 149 }

/** A persona for the inspector: what half an hour of doing nothing leads to, at once. */
export const leftACart: Persona = {
  name: 'left_a_cart',
  title: 'Left a cart behind',
  description: 'Put a lamp into the cart, and has done nothing for 40 minutes.',
  events: [
    { name: 'page_viewed', ago: '44m' },
    { name: 'product_viewed', ago: '43m', properties: { product, currency: 'EUR' } },
    { name: 'product_added', ago: '40m', properties: { product, cart_value: 118, currency: 'EUR' } },
  ],
}
