import type { StageSet } from '../language/ast'

/**
 * What the shopper is here for, in this visit: exactly one of four (SHOPPERS.md A; Moe 2003, "Buying, Searching, or
 * Browsing"). It never looks at orders, which are what it is to foretell, and starts `undecided`.
 *
 * - `buyer`: the cart, the checkout or a coupon in this visit, or back within a week of filling a cart.
 * - `researcher`: looks twice at one product, compares, reads details, filters, or returns to products seen before.
 * - `browser`: five events or more, and none of that.
 */
export const visitIntent: StageSet = {
  name: 'visit_intent',
  version: 1,
  stages: [
    {
      name: 'buyer',
      when: {
        any: [
          {
            gte: [
              {
                count: {
                  event: [
                    'product_added',
                    'cart_viewed',
                    'checkout_started',
                    'checkout_step_completed',
                    'coupon_entered',
                  ],
                  within: 'visit',
                },
              },
              1,
            ],
          },
          {
            gt: [
              { count: { event: 'product_added', within: '7d' } },
              { count: { event: ['product_removed', 'order_completed'], within: '7d' } },
            ],
          },
        ],
      },
    },
    {
      name: 'researcher',
      when: {
        any: [
          {
            gte: [
              { count: { event: ['products_compared', 'product_detail_viewed', 'list_filtered'], within: 'visit' } },
              1,
            ],
          },
          {
            gt: [
              { count: { event: 'product_viewed', within: 'visit', each: 'product' } },
              { distinct: 'product.product_id', of: { event: 'product_viewed', within: 'visit', each: 'product' } },
            ],
          },
          {
            all: [
              { gte: [{ count: { event: 'product_viewed', within: 'visit' } }, 1] },
              { gte: [{ days: { event: 'product_viewed', within: '30d' } }, 2] },
            ],
          },
        ],
      },
    },
    { name: 'browser', when: { gte: [{ count: { event: '*', within: 'visit' } }, 5] } },
  ],
  otherwise: 'undecided',
}
