/** An event as it is handed to `track`. */
export interface SampleCall {
  readonly name: string
  readonly properties?: object
}

const product = { product_id: 'SKU-1', name: 'Lamp', category: 'Lighting', price: 39.9, quantity: 1 }

/** A visit with what plugins have to live with: several lines, none, no properties at all, an event of the shop's own. */
export const sampleVisit: readonly SampleCall[] = [
  { name: 'page_viewed' },
  { name: 'products_searched', properties: { query: 'lamp', results: 0 } },
  { name: 'list_viewed', properties: { list_id: 'lamps', products: [product, { product_id: 'SKU-2' }] } },
  { name: 'product_viewed', properties: { product, currency: 'EUR' } },
  { name: 'product_viewed' },
  { name: 'product_added', properties: { product, cart_value: 39.9, currency: 'EUR' } },
  { name: 'quiz_finished', properties: { score: 3, is_fun: true } },
  { name: 'checkout_started', properties: { value: 39.9, currency: 'EUR' } },
  { name: 'order_completed', properties: { order_id: 'A-1', total: 44.9, currency: 'EUR', products: [product] } },
  { name: 'order_refunded', properties: { order_id: 'A-1', total: 44.9 } },
]
