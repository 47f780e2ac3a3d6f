import type { CollectedEvent } from '../../collector/sink'

const RECEIVED_AT = 1_795_600_000_000

/**
 * An event as a collector hands it to a sink, with all that an event may have.
 *
 * @param number Makes its id, `event-<number>`, and its time, so many milliseconds later.
 * @param rest Fields that are otherwise.
 *
 * @example
 * sampleEvent(1).id // 'event-1'
 */
export function sampleEvent(number: number, rest: Partial<CollectedEvent> = {}): CollectedEvent {
  return {
    id: `event-${number}`,
    name: 'product_added',
    time: RECEIVED_AT - 1_000 + number,
    seq: number,
    shopper_id: 'v-1',
    visitor_id: 'v-1',
    session_id: 's-1',
    page_id: 'p-1',
    props: { cart_value: 39.9, note: `it's "quoted" \\ and ☃ \u{1F600}`, gift: true },
    products: [{ product_id: 'SKU-1', price: 39.9, quantity: 1 }],
    context: { page: { url: 'https://shop.example/' }, device: { type: 'mobile' } },
    sent_at: RECEIVED_AT - 10,
    received_at: RECEIVED_AT,
    library: { name: 'aisle', version: '1' },
    ...rest,
  }
}
