import type { About, Threshold } from '../segments/about'
import { CHANNELS } from '../sessions/channel'

/* @__NO_SIDE_EFFECTS__ */
function trait(
  name: string,
  words: string,
  needs: readonly string[],
  more: Pick<Partial<About>, 'thresholds' | 'values'> = {},
): About {
  return { name, family: 'trait', words, thresholds: [], needs, ...more }
}

/** Those that the vocabulary names. */
const CONTACTS = ['chat', 'email', 'phone', 'social', 'community', 'self_service', 'store']

const HABIT: Threshold = {
  what: 'the last 90 days',
  why: 'A habit is of late: devices, jobs and seasons change it.',
  source: 'default',
}

/**
 * What people should know of the built-in traits.
 *
 * @example
 * aboutTraits.map(({ name, words }) => `${name}: ${words}`)
 */
export const aboutTraits: readonly About[] = [
  trait(
    'favourite_category',
    'The category met most often in product views, cart adds and orders: whoever bought shoes gets the shoes. Says what a category fan is a fan of.',
    ['product_viewed', 'product_added', 'order_completed'],
  ),
  trait(
    'preferred_contact_before',
    'The channel by which questions about products were asked most: chat, email, phone, social, community, self-service or store. E-mail is the first choice of 44 %, some only ever phone.',
    ['support_contacted'],
    { values: CONTACTS },
  ),
  trait(
    'preferred_contact_after',
    'The channel by which the shopper asks about orders, deliveries, use, repairs and returns most: often another than before the sale.',
    ['support_contacted'],
    { values: CONTACTS },
  ),
  trait('responds_to', 'The kind of message whose links are followed most: email, sms, push or chat.', [
    'message_clicked',
  ]),
  trait(
    'unsubscribed',
    'How often messages were unsubscribed from. The playbook sends whoever did only what is owed for an order.',
    ['message_unsubscribed'],
  ),
  trait(
    'first_source',
    'The channel that the shopper was won by: direct, organic search, email, remarketing, ...',
    [],
    {
      values: CHANNELS,
    },
  ),
  trait('last_source', 'The channel that the shopper came by this time.', [], { values: CHANNELS }),
  trait(
    'usual_channel',
    'The channel that the shopper comes by most. Counted by visits where describeVisit has said which they are, else by events.',
    [],
    { thresholds: [HABIT], values: CHANNELS },
  ),
  trait(
    'device_habit',
    'The type of device used most: desktop, mobile, tablet, ... Counted as the usual channel is.',
    [],
    { thresholds: [HABIT] },
  ),
  trait(
    'time_of_week',
    'When the shopper comes: weekday or weekend, night, morning, afternoon or evening. Needs events that describeVisit has put the hour to, since a rule sees no clock.',
    [],
    { thresholds: [HABIT] },
  ),
  trait('recency', 'Time since the last order: R of RFM.', ['order_completed']),
  trait('orders', 'How many orders, each counted once however often its confirmation was opened: F of RFM.', [
    'order_completed',
  ]),
  trait('revenue', 'What was paid for orders in all; refunds are not taken off: M of RFM.', ['order_completed']),
  trait(
    'order_gap',
    "The mean time between orders, of those who ordered twice: a shopper's own rhythm, and over all of them the shop's.",
    ['order_completed'],
  ),
  trait(
    'silence_source',
    "Where the thresholds of paused, lapsed and at risk come from: default, or population where the shop's own gaps between orders were enough to calibrate them.",
    [],
  ),
]
