import { describe, expect, it } from 'vitest'
import { defineDocument } from '../../src/language/define'
import { limitTo } from '../../src/language/limit-to'
import { customerLifecycle } from '../../src/lifecycle/customer-lifecycle'
import { askStage, DAY, HOUR, holds, MINUTE, NOW, props, type Told } from '../segments/asked'
import { shopperOf } from './told'

const of = (order_id: string) => props({ order_id })
const look = (product_id: string) => ({ products: [{ product_id }] })

holds(
  customerLifecycle,
  [
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
      'one product was looked at twice, by someone unknown',
      [
        ['product_viewed', DAY, look('p1')],
        ['product_viewed', HOUR, look('p1')],
      ],
      'awareness',
    ],
    [
      'one product was looked at twice, by someone known',
      [
        ['signed_up', 90 * DAY],
        ['product_viewed', DAY, look('p1')],
        ['product_viewed', HOUR, look('p1')],
      ],
      'conversion',
    ],
    [
      'two products were looked at, by someone known',
      [
        ['signed_up', 90 * DAY],
        ['product_viewed', DAY, look('p1')],
        ['product_viewed', HOUR, look('p2')],
      ],
      'acquisition',
    ],
    [
      'the second look came with the contact',
      [
        ['product_viewed', DAY, look('p1')],
        ['product_viewed', HOUR, look('p1')],
        ['lead_captured', HOUR],
      ],
      'acquisition',
    ],
    [
      'the second look came a millisecond after the contact',
      [
        ['product_viewed', DAY, look('p1')],
        ['lead_captured', HOUR],
        ['product_viewed', HOUR - 1, look('p1')],
      ],
      'conversion',
    ],
    [
      'the first of two looks was 30 days ago',
      [
        ['signed_up', 90 * DAY],
        ['product_viewed', 30 * DAY, look('p1')],
        ['product_viewed', HOUR, look('p1')],
      ],
      'acquisition',
    ],
    [
      'the first of two looks was 30 days ago less a millisecond',
      [
        ['signed_up', 90 * DAY],
        ['product_viewed', 30 * DAY - 1, look('p1')],
        ['product_viewed', HOUR, look('p1')],
      ],
      'conversion',
    ],
    ['something was added, by someone unknown', [['product_added', HOUR]], 'awareness'],
    ...['product_added', 'cart_viewed', 'checkout_started', 'checkout_step_completed'].flatMap(
      (event): readonly (readonly [string, readonly Told[], string])[] => [
        [
          `${event} came 30 days ago less a millisecond`,
          [
            ['signed_up', 90 * DAY],
            [event, 30 * DAY - 1],
          ],
          'conversion',
        ],
        [
          `${event} came 30 days ago`,
          [
            ['signed_up', 90 * DAY],
            [event, 30 * DAY],
          ],
          'acquisition',
        ],
        [
          `${event} came with the contact`,
          [
            ['lead_captured', HOUR],
            [event, HOUR],
          ],
          'acquisition',
        ],
        [
          `${event} came a millisecond after the contact`,
          [
            ['lead_captured', HOUR],
            [event, HOUR - 1],
          ],
          'conversion',
        ],
        [
          `${event} came a millisecond before it`,
          [
            ['lead_captured', HOUR],
            [event, HOUR + 1],
          ],
          'acquisition',
        ],
      ],
    ),
    [
      'the cart was filled before the contact and again after it, and another contact was given since',
      [
        ['product_added', 90 * DAY],
        ['lead_captured', 3 * DAY],
        ['product_added', 2 * DAY],
        ['signed_up', DAY],
      ],
      'conversion',
    ],
    [
      'an older order was delivered lately and a new one is on its way',
      [
        ['order_completed', 40 * DAY, of('o1')],
        ['order_delivered', 5 * DAY, of('o1')],
        ['order_completed', DAY, of('o2')],
      ],
      'fulfilment',
    ],
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
      'an order is 30 days old, and its confirmation was opened again',
      [
        ['order_completed', 30 * DAY, of('o1')],
        ['order_completed', HOUR, of('o1')],
      ],
      'delight',
    ],
    [
      'one look was at one product twice, in two colours, by someone known',
      [
        ['signed_up', 90 * DAY],
        ['product_viewed', HOUR, { products: [{ product_id: 'p1' }, { product_id: 'p1' }] }],
      ],
      'conversion',
    ],
    [
      'two looks do not say at what, by someone known',
      [
        ['signed_up', 90 * DAY],
        ['product_viewed', DAY, { products: [{ price: 1 }] }],
        ['product_viewed', HOUR, { products: [{ price: 1 }] }],
      ],
      'acquisition',
    ],
    [
      'a customer fills a cart',
      [
        ['order_completed', 90 * DAY, of('o1')],
        ['product_added', MINUTE],
      ],
      'delight',
    ],
  ],
  {
    '.0.when.all.0.gte.0.count without once': 'one order is one, however often it was confirmed',
    '.1.when.gte.0.count without once': 'one order is one, however often it was confirmed',
    '.2.when.any.1.all.0.gt.1.of without where': 'what a line does not have is not among the different values',
  },
)

describe('customerLifecycle', () => {
  it('lists its stages in the order in which they are tried', () => {
    const { stages, otherwise } = customerLifecycle
    expect([...stages.map(({ name }) => name), otherwise]).toEqual([
      'delight',
      'fulfilment',
      'conversion',
      'acquisition',
      'awareness',
    ])
  })

  it('holds an order for 30 days where the shop never says how orders end', () => {
    const sent = ['order_completed', 'signed_up', 'product_added']
    const limited = limitTo(defineDocument({ stages: [customerLifecycle] }), sent).stages[0]!
    expect(askStage(limited, [['order_completed', 30 * DAY - 1, of('o1')]])).toBe('fulfilment')
    expect(askStage(limited, [['order_completed', 30 * DAY, of('o1')]])).toBe('delight')
    expect(askStage(limited, [])).toBe('awareness')
  })

  it('says until when an order is being fulfilled', () => {
    const shopper = shopperOf(defineDocument({ stages: [customerLifecycle] }), [['order_completed', DAY, of('o1')]])
    expect(shopper.foresee(NOW).stages.customer_lifecycle).toEqual({ at: NOW + 29 * DAY, to: 'delight' })
  })
})
