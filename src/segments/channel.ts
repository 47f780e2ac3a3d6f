import type { Metric, Segment } from '../language/ast'
import { bought, count, having, judgedBy, lately, orders, segment, sinceOrder, that } from './parts'

const year = lately(bought, '365d')
const visited = { event: 'store_visited', within: '365d' } as const

/** Which part of the orders of a year was placed in a store; absent where of none is said where it was. */
const inStore: Metric = { ratio: [count(that(year, { sales_channel: 'store' })), count(having('sales_channel', year))] }

/** Buys online, and was in no store. */
export const onlineOnly: Segment = segment('online_only', 'Shops online alone', {
  all: [{ eq: [inStore, 0] }, { eq: [count(visited), 0] }],
})

/** Looks online first, buys in the store. */
export const webroomer: Segment = segment('webroomer', 'Looks online, buys in the store', {
  all: [{ eq: [inStore, 1] }, { gt: [{ age: 'first', of: { event: 'product_viewed' } }, sinceOrder] }],
})

/** Looks in the store first, buys online. */
export const showroomer: Segment = segment(
  'showroomer',
  'Looks in the store, buys online',
  judgedBy(bought, { all: [{ eq: [inStore, 0] }, { sequence: [visited, lately(orders, '365d')] }] }),
)

/** Buys in the store and online. */
export const omnichannel: Segment = segment('omnichannel', 'Buys online and in the store', {
  all: [{ gt: [inStore, 0] }, { lt: [inStore, 1] }],
})
