import type { Condition, Selector, StageSet } from '../language/ast'
import { anything, count, having, lately, least, lines, that } from './parts'

/* @__NO_SIDE_EFFECTS__ */
function here(...event: string[]): Selector {
  return lately({ event }, 'visit')
}

const steps = lately(anything, 'visit')
const added = here('product_added')
const viewed = here('product_viewed')
const looks = lines(having('product.product_id', viewed))

/** Was here before this visit. */
const returning: Condition = {
  gt: [
    { age: 'first', of: anything },
    { age: 'first', of: steps },
  ],
}

/**
 * What the shopper is here for, in this visit: exactly one of four. It never looks at orders, which are what it is to
 * foretell, and starts `undecided`. Its reasons and figures: `aboutVisitIntent`.
 *
 * @example
 * const shopper = compile(defineDocument({ stages: [visitIntent] })).shopper()
 * const intents = ['page_viewed', 'product_detail_viewed', 'cart_viewed'].map((name) => {
 *   shopper.add({ ...event, id: name, name })
 *   return shopper.at(now).stages.visit_intent
 * })
 * intents // => ['undecided', 'researcher', 'buyer']
 */
export const visitIntent: StageSet = {
  name: 'visit_intent',
  version: 2,
  stages: [
    {
      name: 'buyer',
      when: {
        any: [
          least(1, here('cart_viewed', 'checkout_started', 'checkout_step_completed', 'coupon_entered')),
          { all: [least(1, added), returning] },
          { gt: [count(lately({ event: ['product_added'] }, '7d')), count(added)] },
        ],
      },
    },
    {
      name: 'researcher',
      when: {
        any: [
          least(1, here('products_compared', 'product_detail_viewed', 'list_filtered', 'product_added')),
          least(1, that(here('support_contacted'), { topic: 'product' })),
          { all: [least(1, viewed), returning] },
          { gt: [count(looks), { distinct: 'product.product_id', of: looks }] },
        ],
      },
    },
    {
      name: 'browser',
      when: {
        all: [least(5, steps), { any: [{ lt: [{ ratio: [count(viewed), count(steps)] }, 0.2] }, least(10, steps)] }],
      },
    },
  ],
  otherwise: 'undecided',
}
