import type { Segment } from '../language/ast'

/**
 * Left a cart behind: added something in the last 30 days, half an hour ago or longer, and has not ordered since. About
 * 70 % of carts end so (SHOPPERS.md G). Half an hour is what ends a visit.
 */
export const cartAbandoner: Segment = {
  name: 'cart_abandoner',
  version: 1,
  title: 'Left a cart behind',
  when: {
    all: [
      { gte: [{ count: { event: 'product_added', within: '30d' } }, 1] },
      { gte: [{ age: 'last', of: { event: 'product_added' } }, '30m'] },
      {
        any: [
          { eq: [{ count: { event: 'order_completed' } }, 0] },
          {
            lt: [
              { age: 'last', of: { event: 'product_added' } },
              { age: 'last', of: { event: 'order_completed' } },
            ],
          },
        ],
      },
    ],
  },
}

/** Left the checkout: started it in the last 30 days, half an hour ago or longer, and has not ordered since. */
export const checkoutAbandoner: Segment = {
  name: 'checkout_abandoner',
  version: 1,
  title: 'Left the checkout',
  when: {
    all: [
      { gte: [{ count: { event: 'checkout_started', within: '30d' } }, 1] },
      { gte: [{ age: 'last', of: { event: 'checkout_started' } }, '30m'] },
      {
        any: [
          { eq: [{ count: { event: 'order_completed' } }, 0] },
          {
            lt: [
              { age: 'last', of: { event: 'checkout_started' } },
              { age: 'last', of: { event: 'order_completed' } },
            ],
          },
        ],
      },
    ],
  },
}

/** Has bought exactly once; a confirmation page that was opened again is the same order. */
export const oneTimeBuyer: Segment = {
  name: 'one_time_buyer',
  version: 1,
  title: 'Bought once',
  when: { eq: [{ count: { event: 'order_completed', once: 'order_id' } }, 1] },
}

/**
 * Takes long to decide: first looked at a product 60 to 120 days ago (the span that SHOPPERS.md G gives), still looks, and
 * has not bought.
 */
export const lateDecider: Segment = {
  name: 'late_decider',
  version: 1,
  title: 'Still deciding after two months',
  when: {
    all: [
      { eq: [{ count: { event: 'order_completed' } }, 0] },
      { gte: [{ count: { event: 'product_viewed', within: '30d' } }, 1] },
      { gte: [{ age: 'first', of: { event: 'product_viewed' } }, '60d'] },
      { lte: [{ age: 'first', of: { event: 'product_viewed' } }, '120d'] },
    ],
  },
}
