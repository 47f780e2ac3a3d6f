import type { StageSet } from '../language/ast'

/**
 * The customer lifecycle (SHOPPERS.md G). An order is being fulfilled until it is delivered, cancelled or refunded, or, in
 * a shop that does not say so, for 30 days. Whoever bought is in `delight` after that.
 */
export const customerLifecycle: StageSet = {
  name: 'customer_lifecycle',
  version: 1,
  stages: [
    {
      name: 'fulfilment',
      when: {
        gt: [
          { count: { event: 'order_completed', within: '30d', once: 'order_id' } },
          {
            count: { event: ['order_delivered', 'order_cancelled', 'order_refunded'], within: '30d', once: 'order_id' },
          },
        ],
      },
    },
    { name: 'delight', when: { gte: [{ count: { event: 'order_completed' } }, 1] } },
    {
      name: 'conversion',
      when: {
        any: [
          { gte: [{ count: { event: ['product_added', 'checkout_started'], within: '30d' } }, 1] },
          {
            all: [
              { gte: [{ count: { event: ['signed_up', 'lead_captured'] } }, 1] },
              { gte: [{ days: { event: 'product_viewed', within: '30d' } }, 2] },
            ],
          },
        ],
      },
    },
    { name: 'acquisition', when: { gte: [{ count: { event: ['signed_up', 'lead_captured'] } }, 1] } },
  ],
  otherwise: 'awareness',
}
