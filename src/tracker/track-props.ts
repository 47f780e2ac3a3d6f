import type { EventName, EventProps, ProductLine } from '../vocabulary/event-types'

/**
 * What `track` takes with an event: its own properties, and the product, or the products, that it is about.
 *
 * @example
 * const added: TrackProps<'product_added'> = { product: { product_id: 'SKU-1', price: 39.9 }, cart_id: 'c-7' }
 * createTracker({ endpoint: '/collect' }).track('product_added', added)
 */
export type TrackProps<Name extends EventName> = Partial<EventProps<Name>> & {
  readonly product?: ProductLine
  readonly products?: readonly ProductLine[]
}
