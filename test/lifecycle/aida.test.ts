import { aida } from '../../src/lifecycle/aida'
import { type Case, HOUR, holds, MINUTE, type Told, visit } from '../segments/asked'

const INTEREST = [
  'products_searched',
  'list_filtered',
  'promotion_clicked',
  'product_clicked',
  'product_viewed',
  'product_detail_viewed',
  'products_compared',
]
const DESIRE = [
  'product_added',
  'wishlist_product_added',
  'alert_requested',
  'coupon_entered',
  'checkout_started',
  'checkout_step_completed',
]

const order: Told = ['order_completed', HOUR]

const passing = ['page_viewed', 'list_viewed', 'content_viewed', 'promotion_viewed'] as const
const now: Told = ['page_viewed', MINUTE, visit('v2')]

holds(aida, [
  ['nothing happened', [], 'attention'],
  ['pages and lists pass by', passing.map((name): Told => [name, MINUTE]), 'attention'],
  ...INTEREST.map((name): Case => [`${name} comes`, [[name, MINUTE]], 'interest']),
  ['something was looked at, in the visit before', [['product_viewed', HOUR], now], 'attention'],
  ...DESIRE.map(
    (name): Case => [
      `${name} came, whatever comes next`,
      [
        [name, HOUR],
        ['product_viewed', MINUTE],
      ],
      'desire',
    ],
  ),
  ['a cart was filled, in the visit before', [['product_added', HOUR], now], 'attention'],
  ['an order was made, whatever comes next', [order, ['product_added', MINUTE]], 'action'],
  ['an order was made, in the visit before', [order, now], 'attention'],
  [
    'an order was made before, and something is looked at',
    [order, ['product_viewed', MINUTE, visit('v2')]],
    'interest',
  ],
])
