import type { Condition, StageSet } from '../language/ast'

/* @__NO_SIDE_EFFECTS__ */
function inVisit(...event: string[]): Condition {
  return { gte: [{ count: { event, within: 'visit' } }, 1] }
}

/**
 * How far a visit goes (SHOPPERS.md H): attention, interest, desire, action, after E. St. Elmo Lewis's steps of a sale
 * (Strong 1925, "The Psychology of Selling and Advertising"). In a visit it only goes up; the next one starts anew.
 *
 * - `action`: an order.
 * - `desire`: wants to have it: cart, wish list, alert, coupon or checkout.
 * - `interest`: picks something out: a search, a filter, a click, a product or its details.
 * - `attention`: is here.
 *
 * @example
 * const shopper = compile(defineDocument({ stages: [aida] })).shopper()
 * const steps = ['page_viewed', 'product_viewed', 'product_added', 'order_completed'].map((name) => {
 *   shopper.add({ ...event, id: name, name })
 *   return shopper.at(now).stages.aida
 * })
 * steps // => ['attention', 'interest', 'desire', 'action']
 */
export const aida: StageSet = {
  name: 'aida',
  version: 1,
  stages: [
    { name: 'action', when: inVisit('order_completed') },
    {
      name: 'desire',
      when: inVisit(
        'product_added',
        'wishlist_product_added',
        'alert_requested',
        'coupon_entered',
        'checkout_started',
        'checkout_step_completed',
      ),
    },
    {
      name: 'interest',
      when: inVisit(
        'products_searched',
        'list_filtered',
        'promotion_clicked',
        'product_clicked',
        'product_viewed',
        'product_detail_viewed',
        'products_compared',
      ),
    },
  ],
  otherwise: 'attention',
}
