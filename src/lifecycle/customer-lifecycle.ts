import type { Condition, Metric, Selector, StageSet } from '../language/ast'

const orders: Selector = { event: 'order_completed', once: 'order_id' }
const bought: Condition = { gte: [{ count: orders }, 1] }
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
/**
 * The customer lifecycle (SHOPPERS.md G): `awareness` from the first event, `acquisition` once a contact is given,
 * `conversion` while intent is shown after that, `fulfilment` while an order is on its way, `delight` after it.
 *
 * - Intent is the cart, the checkout, or one product looked at twice, in the last 30 days and after the contact: of someone
 *   whom the shop cannot reach nothing can be asked yet.
 * - While there are more orders than ended ones (delivered, cancelled or refunded, each order once) one is being fulfilled,
 *   for at most 30 days from the last; for those 30 days too in a shop that never says how an order ended (`limitTo`).
 *
 * @example
 * const shopper = compile(defineDocument({ stages: [customerLifecycle] })).shopper()
 * shopper.add({ ...event, id: 'e1', name: 'signed_up', time: now - 60_000 })
 * shopper.at(now - 60_000).stages.customer_lifecycle // => 'acquisition'
 * shopper.add({ ...event, id: 'e2', name: 'product_added' })
 * shopper.at(now).stages.customer_lifecycle // => 'conversion'
 */
export const customerLifecycle: StageSet = {
  name: 'customer_lifecycle',
  version: 1,
  stages: [
    {
      name: 'delight',
      when: {
        all: [bought, { any: [{ gte: [{ age: 'last', of: orders }, '30d'] }, { gte: [ended, { count: orders }] }] }],
      },
    },
    { name: 'fulfilment', when: bought },
    {
      name: 'conversion',
      when: {
        any: [
          { all: [{ lt: [intent, '30d'] }, { lt: [intent, contact] }] },
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
