import { describe, expect, it } from 'vitest'
import { customerLifecycle } from '../../src/lifecycle/customer-lifecycle'
import { askStage, DAY, HOUR, MINUTE, props, type Told } from '../segments/asked'

const of = (order_id: string) => props({ order_id })

describe('customerLifecycle', () => {
  it.each<readonly [what: string, told: readonly Told[], stage: string]>([
    ['nothing happened', [], 'awareness'],
    [
      'pages were seen',
      [
        ['page_viewed', HOUR],
        ['product_viewed', MINUTE],
      ],
      'awareness',
    ],
    ['an account was made', [['signed_up', 400 * DAY]], 'acquisition'],
    ['an address was left', [['lead_captured', MINUTE]], 'acquisition'],
    [
      'looks were on two days, by someone unknown',
      [
        ['product_viewed', DAY],
        ['product_viewed', 2 * DAY],
      ],
      'awareness',
    ],
    [
      'looks were on two days, by someone known',
      [
        ['signed_up', 90 * DAY],
        ['product_viewed', DAY],
        ['product_viewed', 2 * DAY],
      ],
      'conversion',
    ],
    [
      'looks were on one day, by someone known',
      [
        ['signed_up', 90 * DAY],
        ['product_viewed', HOUR],
        ['product_viewed', MINUTE],
      ],
      'acquisition',
    ],
    ['something was added 30 days ago less a millisecond', [['product_added', 30 * DAY - 1]], 'conversion'],
    ['something was added 30 days ago', [['product_added', 30 * DAY]], 'awareness'],
    ['the checkout was begun', [['checkout_started', MINUTE]], 'conversion'],
    ['an order was made', [['order_completed', DAY, of('o1')]], 'fulfilment'],
    ['an order was made 30 days ago less a millisecond', [['order_completed', 30 * DAY - 1, of('o1')]], 'fulfilment'],
    ['an order was made 30 days ago', [['order_completed', 30 * DAY, of('o1')]], 'delight'],
    [
      'the order was delivered',
      [
        ['order_completed', DAY, of('o1')],
        ['order_delivered', HOUR, of('o1')],
      ],
      'delight',
    ],
    [
      'the order was cancelled',
      [
        ['order_completed', DAY, of('o1')],
        ['order_cancelled', HOUR, of('o1')],
      ],
      'delight',
    ],
    [
      'the order was refunded',
      [
        ['order_completed', DAY, of('o1')],
        ['order_refunded', HOUR, of('o1')],
      ],
      'delight',
    ],
    [
      'the order was delivered, then refunded: it ended once',
      [
        ['order_completed', DAY, of('o1')],
        ['order_delivered', HOUR, of('o1')],
        ['order_refunded', MINUTE, of('o1')],
        ['order_completed', MINUTE, of('o2')],
      ],
      'fulfilment',
    ],
    [
      'one of two orders was delivered',
      [
        ['order_completed', DAY, of('o1')],
        ['order_completed', DAY, of('o2')],
        ['order_delivered', HOUR, of('o1')],
      ],
      'fulfilment',
    ],
    [
      'a confirmation was opened again',
      [
        ['order_completed', DAY, of('o1')],
        ['order_completed', HOUR, of('o1')],
        ['order_delivered', MINUTE, of('o1')],
      ],
      'delight',
    ],
    [
      'a customer fills a cart',
      [
        ['order_completed', 90 * DAY, of('o1')],
        ['product_added', MINUTE],
      ],
      'delight',
    ],
  ])('is answered when %s', (_what, told, stage) => {
    expect(askStage(customerLifecycle, told)).toBe(stage)
  })

  it('lists its stages in the order in which they are tried', () => {
    const { stages, otherwise } = customerLifecycle
    expect([...stages.map(({ name }) => name), otherwise]).toEqual([
      'fulfilment',
      'delight',
      'conversion',
      'acquisition',
      'awareness',
    ])
  })
})
