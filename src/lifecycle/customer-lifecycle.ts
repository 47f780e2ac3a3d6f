import type { Condition, Metric, Selector, StageSet } from '../language/ast'

const orders: Selector = { event: 'order_completed', once: 'order_id' }
const ended: Metric = {
  count: { event: ['order_delivered', 'order_cancelled', 'order_refunded'], once: 'order_id' },
}
const contact: Metric = { age: 'first', of: { event: ['signed_up', 'lead_captured'] } }
const intent: Metric = {
  age: 'last',
  of: { event: ['product_added', 'cart_viewed', 'checkout_started', 'checkout_step_completed'] },
}
const looks: Selector = {
  event: 'product_viewed',
  where: { 'product.product_id': { exists: true } },
  within: '30d',
  each: 'product',
}
/* @__NO_SIDE_EFFECTS__ */
function recent(metric: Metric): Condition {
  return { lt: [metric, '30d'] }
}

/**
 * The customer lifecycle (SHOPPERS.md G): `awareness` from the first event, `acquisition` once a contact is given,
 * `conversion` while intent is shown after that, `fulfilment` while an order is on its way, `delight` after it.
 *
 * - Intent is the cart, the checkout, or one product looked at twice, in the last 30 days and after the contact: of someone
 *   whom the shop cannot reach nothing can be asked yet.
 * - More orders than ended ones (delivered, cancelled or refunded, each order once) are being fulfilled, for at most 30
 *   days from the last one; for those 30 days too in a shop that never says how an order ended (`limitTo`).
 */
export const customerLifecycle: StageSet = {
  name: 'customer_lifecycle',
  version: 1,
  stages: [
    {
      name: 'fulfilment',
      when: {
        all: [
          recent({ age: 'last', of: orders }),
          { any: [{ gt: [{ count: orders }, ended] }, { not: { exists: ended } }] },
        ],
      },
    },
    { name: 'delight', when: { gte: [{ count: orders }, 1] } },
    {
      name: 'conversion',
      when: {
        any: [
          { all: [recent(intent), { lt: [intent, contact] }] },
          {
            all: [
              { gt: [{ count: looks }, { distinct: 'product.product_id', of: looks }] },
              { lt: [{ age: 'last', of: { event: 'product_viewed' } }, contact] },
            ],
          },
        ],
      },
    },
    { name: 'acquisition', when: { exists: contact } },
  ],
  otherwise: 'awareness',
}
