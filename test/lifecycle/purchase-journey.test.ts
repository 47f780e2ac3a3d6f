import { describe, expect, it } from 'vitest'
import { purchaseJourney } from '../../src/lifecycle/purchase-journey'
import { DAY, HOUR, holds, MINUTE, props, type Told, visit } from '../segments/asked'

const order = (ago: number, order_id: string): Told => ['order_completed', ago, props({ order_id })]

holds(
  purchaseJourney,
  [
    ['nothing happened', [], 'first_visit'],
    [
      'it is the first visit',
      [
        ['page_viewed', HOUR],
        ['page_viewed', MINUTE],
      ],
      'first_visit',
    ],
    [
      'it is the second visit',
      [
        ['page_viewed', DAY, visit('v0')],
        ['page_viewed', MINUTE],
      ],
      'return_visit',
    ],
    [
      'the first visit was at the same instant',
      [
        ['page_viewed', MINUTE, visit('v0')],
        ['page_viewed', MINUTE],
      ],
      'first_visit',
    ],
    ['an account was made', [['signed_up', MINUTE]], 'registered'],
    ['an address was left', [['lead_captured', MINUTE]], 'registered'],
    ['the cart was tried', [['product_added', MINUTE]], 'registered'],
    [
      'an account was made in the visit before',
      [
        ['signed_up', DAY, visit('v0')],
        ['page_viewed', MINUTE],
      ],
      'returned_after_registration',
    ],
    [
      'an address was left in the visit before',
      [
        ['lead_captured', DAY, visit('v0')],
        ['page_viewed', MINUTE],
      ],
      'returned_after_registration',
    ],
    [
      'the cart was tried in the visit before',
      [
        ['product_added', DAY, visit('v0')],
        ['page_viewed', MINUTE],
      ],
      'returned_after_registration',
    ],
    [
      'the account was made in this visit, the second',
      [
        ['page_viewed', DAY, visit('v0')],
        ['signed_up', MINUTE],
      ],
      'registered',
    ],
    [
      'the cart was tried at the very start of this visit',
      [
        ['page_viewed', DAY, visit('v0')],
        ['product_added', HOUR],
        ['page_viewed', MINUTE],
      ],
      'registered',
    ],
    [
      'an account was made before and the cart is tried again',
      [
        ['signed_up', DAY, visit('v0')],
        ['product_added', MINUTE],
      ],
      'returned_after_registration',
    ],
    ['the first order was made', [order(HOUR, 'o1')], 'first_purchase'],
    ['its confirmation was opened again', [order(HOUR, 'o1'), order(MINUTE, 'o1')], 'first_purchase'],
    ['quiet for 30 days less a millisecond', [order(30 * DAY - 1, 'o1')], 'first_purchase'],
    ['quiet for 30 days', [order(30 * DAY, 'o1')], 'paused'],
    ['back after 30 days', [order(31 * DAY, 'o1'), ['page_viewed', MINUTE]], 'first_purchase'],
    ['quiet for 180 days less a millisecond', [order(180 * DAY - 1, 'o1')], 'paused'],
    ['quiet for 180 days', [order(180 * DAY, 'o1')], 'lapsed'],
    ['quiet for 180 days and never bought', [['page_viewed', 180 * DAY]], 'first_visit'],
    ['the second order was made', [order(DAY, 'o1'), order(HOUR, 'o2')], 'repeat_purchase'],
    ['two orders were made, long ago', [order(400 * DAY, 'o1'), order(300 * DAY, 'o2')], 'repeat_purchase'],
  ],
  {
    '.1.when.all.0.gte.0.count without once': 'one order is one, however often it was confirmed',
    '.2.when.all.0.gte.0.count without once': 'one order is one, however often it was confirmed',
    '.3.when.gte.0.count without once': 'one order is one, however often it was confirmed',
  },
)

describe('purchaseJourney', () => {
  it('lists its stages from the furthest to the first', () => {
    const { stages, otherwise } = purchaseJourney
    expect([...stages.map(({ name }) => name), otherwise]).toEqual([
      'repeat_purchase',
      'lapsed',
      'paused',
      'first_purchase',
      'returned_after_registration',
      'registered',
      'return_visit',
      'first_visit',
    ])
  })
})
