import type { Condition, Metric, StageSet } from '../language/ast'

const orders: Metric = { count: { event: 'order_completed', once: 'order_id' } }
const bought: Condition = { gte: [orders, 1] }
const quiet: Metric = { age: 'last', of: { event: '*' } }
const registered: Metric = { age: 'first', of: { event: ['signed_up', 'lead_captured', 'product_added'] } }
const arrived: Metric = { age: 'first', of: { event: '*', within: 'visit' } }

/**
 * The purchase journey by visits (SHOPPERS.md F): `first_visit`, `return_visit`, `registered` (an address left, an account
 * made, or the cart tried), `returned_after_registration`, `first_purchase`, then `paused` or `lapsed` until the
 * `repeat_purchase`. What was first done before the current visit began was done in an earlier one.
 *
 * Bought once and quiet for 30 days is `paused`, for 180 days `lapsed`, until the shopper is heard of again: stated
 * defaults, which `silenceTemplate` of `aisle/predict` replaces with the shop's own gaps. Each step with its time, cause
 * and source is kept by `stageHistory`.
 *
 * @example
 * const shopper = compile(defineDocument({ stages: [purchaseJourney] })).shopper()
 * shopper.add({ ...event, name: 'order_completed', props: { order_id: 'o-1' } })
 * const stages = [0, 30, 180].map((days) => shopper.at(now + days * 86_400_000).stages.purchase_journey)
 * stages // => ['first_purchase', 'paused', 'lapsed']
 */
export const purchaseJourney: StageSet = {
  name: 'purchase_journey',
  version: 1,
  stages: [
    { name: 'repeat_purchase', when: { gte: [orders, 2] } },
    { name: 'lapsed', when: { all: [bought, { gte: [quiet, '180d'] }] } },
    { name: 'paused', when: { all: [bought, { gte: [quiet, '30d'] }] } },
    { name: 'first_purchase', when: bought },
    { name: 'returned_after_registration', when: { gt: [registered, arrived] } },
    { name: 'registered', when: { exists: registered } },
    { name: 'return_visit', when: { gt: [{ age: 'first', of: { event: '*' } }, arrived] } },
  ],
  otherwise: 'first_visit',
}
