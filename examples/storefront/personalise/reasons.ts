import { builtin, type Explanation } from 'aisle'

/** What a segment or a stage is to the shopper, in a sentence that they would say is true. */
const SENTENCES: Readonly<Record<string, string>> = {
  bargain_hunter: 'you look for good prices.',
  convenience_seeker: 'you like it short.',
  information_seeker: 'you like to read around.',
  cart_abandoner: 'there is something in your cart still.',
  checkout_abandoner: 'you were in the middle of a checkout.',
  one_time_buyer: 'you have bought here once.',
  category_fan: 'you keep coming back to one kind of thing.',
  badly_served: 'something went wrong, and it was our fault.',
  replenishment_due: 'it is about time, going by your last orders.',
  promo_dependent: 'you often buy with a code.',
  late_decider: 'you have been thinking about this for a while.',
  vip: 'you are one of our best customers.',
  slow_experience: 'pages take long to reach you.',
  'visit_intent: browser': 'you are looking around.',
  'visit_intent: researcher': 'you look closely before you choose.',
  'visit_intent: buyer': 'you are about to buy.',
  'customer_lifecycle: awareness': 'you are new here.',
  'customer_lifecycle: acquisition': 'you have just joined us.',
  'customer_lifecycle: conversion': 'you have something in mind.',
  'customer_lifecycle: fulfilment': 'an order of yours is on its way.',
  'customer_lifecycle: delight': 'your order has arrived.',
}

/** Why something is shown, to the shopper. */
export function reasonOf({ kind, name, outcome }: Explanation): string {
  const found = SENTENCES[kind === 'stage' ? `${name}: ${outcome}` : name]
  if (found) return found
  const title = builtin.segments.find((segment) => segment.name === name)?.title
  return title ? `of this: ${title.toLowerCase()}.` : `of this: ${name.replaceAll('_', ' ')}.`
}
