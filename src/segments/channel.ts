import type { Metric, Segment } from '../language/ast'
import { bought, count, having, judgedBy, lately, orders, segment, sinceOrder, that } from './parts'

const year = lately(bought, '365d')
const visited = { event: 'store_visited', within: '365d' } as const

/** Which part of the orders of a year was placed in a store; absent where of none is said where it was. */
const inStore: Metric = { ratio: [count(that(year, { sales_channel: 'store' })), count(having('sales_channel', year))] }

/**
 * Buys online, and was in no store.
 *
 * @example
 * const shopper = compile(defineDocument({ segments: [onlineOnly] })).shopper()
 * shopper.add({ ...event, id: 'e1', name: 'order_completed', props: { order_id: 'o-1', sales_channel: 'online' } })
 * shopper.at(now).segments.online_only // => 'in'
 * shopper.add({ ...event, id: 'e2', name: 'store_visited' })
 * shopper.at(now).segments.online_only // => 'out'
 */
export const onlineOnly: Segment = segment('online_only', 'Shops online alone', {
  all: [{ eq: [inStore, 0] }, { eq: [count(visited), 0] }],
})

/**
 * Looks online first, buys in the store.
 *
 * @example
 * const shopper = compile(defineDocument({ segments: [webroomer] })).shopper()
 * shopper.add({ ...event, id: 'e1', name: 'product_viewed', time: now - 3_600_000 })
 * shopper.add({ ...event, id: 'e2', name: 'order_completed', props: { order_id: 'o-1', sales_channel: 'store' } })
 * shopper.at(now).segments.webroomer // => 'in'
 */
export const webroomer: Segment = segment('webroomer', 'Looks online, buys in the store', {
  all: [{ eq: [inStore, 1] }, { gt: [{ age: 'first', of: { event: 'product_viewed' } }, sinceOrder] }],
})

/**
 * Looks in the store first, buys online.
 *
 * @example
 * const shopper = compile(defineDocument({ segments: [showroomer] })).shopper()
 * shopper.add({ ...event, id: 'e1', name: 'store_visited', time: now - 3_600_000 })
 * shopper.add({ ...event, id: 'e2', name: 'order_completed', props: { order_id: 'o-1', sales_channel: 'online' } })
 * shopper.at(now).segments.showroomer // => 'in'
 */
export const showroomer: Segment = segment(
  'showroomer',
  'Looks in the store, buys online',
  judgedBy(bought, { all: [{ eq: [inStore, 0] }, { sequence: [visited, lately(orders, '365d')] }] }),
)

/**
 * Buys in the store and online.
 *
 * @example
 * const shopper = compile(defineDocument({ segments: [omnichannel] })).shopper()
 * for (const place of ['store', 'online'])
 *   shopper.add({ ...event, id: place, name: 'order_completed', props: { order_id: place, sales_channel: place } })
 * shopper.at(now).segments.omnichannel // => 'in'
 */
export const omnichannel: Segment = segment('omnichannel', 'Buys online and in the store', {
  all: [{ gt: [inStore, 0] }, { lt: [inStore, 1] }],
})
