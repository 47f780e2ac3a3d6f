import type { AnyShopEvent, ProductLine } from '../vocabulary/event-types'
import { NAME_PATTERN } from '../vocabulary/limits'
import { createWireReader, type WireProblem } from './wire-reader'

/**
 * An event as it is sent: the vocabulary's, without what its receiver adds.
 *
 * @example
 * // What a plugin gets: of its shopper there are `user_id` and `visitor_id` alone.
 * const isOfMember = ({ user_id }: WireEvent) => user_id !== undefined
 * const enrich = (event: WireEvent) => ({ props: { is_member: isOfMember(event) } })
 * createTracker({ endpoint: '/collect', plugins: [{ name: 'membership', enrich }] })
 */
export type WireEvent = Omit<AnyShopEvent, 'shopper_id' | 'sent_at' | 'received_at'>

/** What {@link readWireEvent} gives. */
export interface WireReading {
  /** Absent where the name is none. */
  readonly event: Pick<WireEvent, 'name' | 'props' | 'products'> | undefined
  readonly problems: readonly WireProblem[]
}

/**
 * What a page says of an event, made safe to keep: new, plain data within the vocabulary's limits. Never throws, whatever
 * it is given; the good fields survive, and each bad one is reported.
 *
 * @param name Of an event; where it is none nothing is read.
 * @param properties Flat, with `product` or `products` for the lines.
 *
 * @example
 * readWireEvent('product_added', { product: { product_id: 'A', price: 9.5 }, currency: 'EUR' }).event
 * // { name: 'product_added', props: { currency: 'EUR' }, products: [{ product_id: 'A', price: 9.5 }] }
 */
export function readWireEvent(name: unknown, properties?: unknown): WireReading {
  const { problems, refuse, readFields, readLines } = createWireReader()
  if (typeof name !== 'string' || !NAME_PATTERN.test(name)) {
    refuse('name', name, 'a name in snake_case')
    return { event: undefined, problems }
  }
  let products: ProductLine[] = []
  const props = readFields(properties ?? {}, 'props', (field, value, path) => {
    if (field !== 'product' && field !== 'products') return undefined
    if (products[0]) return refuse(path, value, 'product or products')
    products = readLines(value)
    return null
  })
  return { event: { name, props: (props ?? {}) as WireEvent['props'], products }, problems }
}
