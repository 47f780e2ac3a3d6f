import type { Metric, Selector, Trait } from '../language/ast'

const orders: Selector = { event: 'order_completed', once: 'order_id' }
/** One event for each visit where `describeVisit` has said which visit it is; else every event. */
const visits: Selector = { event: '*', within: '90d', once: 'context.visit' }

/* @__NO_SIDE_EFFECTS__ */
function trait(name: string, title: string, value: Metric): Trait {
  return { name, version: 1, title, value }
}

/**
 * The category most often met in product views, cart adds and order lines; of equals the latest. An order counts once,
 * however often its confirmation was opened.
 */
export const favouriteCategory = trait('favourite_category', 'Favourite category', {
  mode: 'product.category',
  of: { event: ['product_viewed', 'product_added', 'order_completed'], each: 'product', once: 'order_id' },
})

/** How the shopper asks before a sale: the channel of most questions about a product. */
export const preferredContactBefore = trait('preferred_contact_before', 'Preferred contact before the sale', {
  mode: 'contact_channel',
  of: { event: 'support_contacted', where: { topic: 'product' } },
})

/** How the shopper asks after a sale: the channel of most contacts about an order and what follows from one. */
export const preferredContactAfter = trait('preferred_contact_after', 'Preferred contact after the sale', {
  mode: 'contact_channel',
  of: { event: 'support_contacted', where: { topic: ['order', 'delivery', 'use', 'repair', 'return'] } },
})

/** The kind of message whose links the shopper follows most. */
export const respondsTo = trait('responds_to', 'Kind of message followed most', {
  mode: 'message_channel',
  of: { event: 'message_clicked' },
})

/** How often messages were unsubscribed from; over 0, nothing but service may be sent. */
export const unsubscribed = trait('unsubscribed', 'Unsubscriptions', { count: { event: 'message_unsubscribed' } })

/** The channel of the first event that says one: how the shopper was won. */
export const firstSource = trait('first_source', 'First source', { first: 'context.channel', of: { event: '*' } })

/** The channel of the latest event that says one: how the shopper came this time. */
export const lastSource = trait('last_source', 'Last source', { last: 'context.channel', of: { event: '*' } })

/** The channel that the shopper came by most in 90 days: by visits where they are described, else by events. */
export const usualChannel = trait('usual_channel', 'Usual channel', { mode: 'context.channel', of: visits })

/** The type of device used most in 90 days, counted likewise. */
export const deviceHabit = trait('device_habit', 'Usual device', { mode: 'context.device.type', of: visits })

/** When in the week the shopper comes, counted likewise; null where events are not described by `describeVisit`. */
export const timeOfWeekHabit = trait('time_of_week', 'Usual time of week', { mode: 'context.time_of_week', of: visits })

/** Time since the last order: R of RFM. */
export const recency = trait('recency', 'Time since the last order', { age: 'last', of: orders })

/** Orders: F of RFM. */
export const orderCount = trait('orders', 'Orders', { count: orders })

/** What was paid for orders in all, refunds not taken off: M of RFM. */
export const revenue = trait('revenue', 'Paid in all', { sum: 'total', of: orders })

/** The mean time between orders, of those who ordered twice. */
export const orderGap = trait('order_gap', 'Mean time between orders', { gap: 'mean', of: orders })

/**
 * Where the thresholds on silence come from, the same for every shopper, so that an answer says it: `default` in the
 * built-in catalogue, `population` in a document that `silenceTemplate` made for a shop with gaps enough.
 */
export const silenceSource = trait('silence_source', 'Where thresholds on silence come from', 'default')

/**
 * The built-in traits.
 *
 * @example
 * compile(defineDocument({ traits: shopperTraits })).shopper().at(Date.now()).traits
 */
export const shopperTraits: readonly Trait[] = [
  favouriteCategory,
  preferredContactBefore,
  preferredContactAfter,
  respondsTo,
  unsubscribed,
  firstSource,
  lastSource,
  usualChannel,
  deviceHabit,
  timeOfWeekHabit,
  recency,
  orderCount,
  revenue,
  orderGap,
  silenceSource,
]
