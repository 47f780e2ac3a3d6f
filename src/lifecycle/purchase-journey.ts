import type { StageSet } from '../language/ast'

/**
 * The purchase journey by visits (SHOPPERS.md F). Events beside those of the current visit are of an earlier one, so that
 * what was done more often in all than in this visit was done before it.
 *
 * Bought once and quiet for 30 days is `paused`, for 180 days `lapsed`: defaults, for a shop that knows its own gaps to
 * replace.
 */
export const purchaseJourney: StageSet = {
  name: 'purchase_journey',
  version: 1,
  stages: [
    { name: 'repeat_purchase', when: { gte: [{ count: { event: 'order_completed', once: 'order_id' } }, 2] } },
    {
      name: 'lapsed',
      when: {
        all: [
          { gte: [{ count: { event: 'order_completed' } }, 1] },
          { gte: [{ age: 'last', of: { event: '*' } }, '180d'] },
        ],
      },
    },
    {
      name: 'paused',
      when: {
        all: [
          { gte: [{ count: { event: 'order_completed' } }, 1] },
          { gte: [{ age: 'last', of: { event: '*' } }, '30d'] },
        ],
      },
    },
    { name: 'first_purchase', when: { gte: [{ count: { event: 'order_completed' } }, 1] } },
    {
      name: 'returned_after_registration',
      when: {
        gt: [
          { count: { event: ['signed_up', 'lead_captured', 'product_added'] } },
          { count: { event: ['signed_up', 'lead_captured', 'product_added'], within: 'visit' } },
        ],
      },
    },
    {
      name: 'registered',
      when: { gte: [{ count: { event: ['signed_up', 'lead_captured', 'product_added'] } }, 1] },
    },
    {
      name: 'return_visit',
      when: {
        gt: [
          { age: 'first', of: { event: '*' } },
          { age: 'first', of: { event: '*', within: 'visit' } },
        ],
      },
    },
  ],
  otherwise: 'first_visit',
}
