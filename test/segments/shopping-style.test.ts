import { bargainHunter, convenienceSeeker, informationSeeker } from '../../src/segments/shopping-style'
import { DAY, HOUR, holds, order, products, props, type Told, times } from './asked'

const QUARTER = 90 * DAY
const direct = { context: { channel: 'direct' } }
const directOrder = (id: string, ago = HOUR): Told => [
  'order_completed',
  ago,
  { ...props({ order_id: id }), ...direct },
]
const express = (ago = HOUR): Told => ['checkout_step_completed', ago, props({ shipping_method: 'DHL express' })]
const seen = (pages: number, ago = HOUR): Told[] => times(pages, 'page_viewed', {}, ago)

holds(convenienceSeeker, [
  ['nothing happened', [], 'unknown'],
  ['nothing was bought', [...seen(3), express()], 'unknown'],
  ['the way was short, and direct', [...seen(3), directOrder('o1')], 'in'],
  ['the way was short, and no more', [...seen(3), order(1, 'o1')], 'out'],
  ['the way was direct, and no more', [...seen(30), directOrder('o1')], 'out'],
  ['express was chosen, and no more', [...seen(30), express(), order(1, 'o1')], 'out'],
  ['the way was direct, with express', [...seen(30), express(), directOrder('o1')], 'in'],
  ['the way was short, with express', [...seen(3), express(), order(1, 'o1')], 'in'],
  ['it is all three', [...seen(3), express(), directOrder('o1')], 'in'],
  ['there were 20 looks to an order', [...seen(20), directOrder('o1')], 'in'],
  ['there were 21', [...seen(21), directOrder('o1')], 'out'],
  [
    'there were 21, of pages, lists and products',
    [...seen(19), ['list_viewed', 1], ['product_viewed', 1], directOrder('o1')],
    'out',
  ],
  ['there were 40 looks to two orders', [...seen(40), directOrder('o1'), directOrder('o2')], 'in'],
  ['there were 40 looks to one, told twice', [...seen(40), directOrder('o1'), directOrder('o1')], 'out'],
  ['half of the orders were direct', [...seen(3), directOrder('o1'), order(1, 'o2')], 'in'],
  [
    'five of eleven were',
    [...seen(3), ...Array.from({ length: 11 }, (_, i) => (i < 5 ? directOrder(`o${i}`) : order(1, `o${i}`)))],
    'out',
  ],
  [
    'a direct order was told twice',
    [...seen(3), directOrder('o1'), directOrder('o1'), order(1, 'o2'), order(1, 'o3')],
    'out',
  ],
  ['another order was told twice', [...seen(3), directOrder('o1'), order(1, 'o2'), order(1, 'o2')], 'in'],
  [
    'delivery was not express',
    [...seen(30), ['checkout_step_completed', 1, props({ shipping_method: 'courier' })], directOrder('o1')],
    'out',
  ],
  ['express was chosen 90 days ago', [...seen(3), order(1, 'o1'), express(QUARTER)], 'out'],
  [
    'express was chosen 90 days ago less a millisecond',
    [...seen(3), order(1, 'o1'), express(QUARTER - 1)],
    'in',
    [1, 'out'],
  ],
  ['express was chosen twice', [...seen(3), order(1, 'o1'), express(), express(1)], 'in'],
])

const categories = (...names: string[]): Told => [
  'product_viewed',
  HOUR,
  products(...names.map((category) => ({ category }))),
]

holds(
  informationSeeker,
  [
    ['nothing happened', [], 'unknown'],
    ['20 looks on a day were at three categories', [...seen(19), categories('A', 'B', 'C')], 'in'],
    ['there were 19', [...seen(18), categories('A', 'B', 'C')], 'out'],
    ['there were 21', [...seen(20), categories('A', 'B', 'C')], 'in'],
    ['there were 19, and a click', [...seen(18), categories('A', 'B', 'C'), ['product_clicked', 1]], 'out'],
    ['there were lists among them', [...seen(18), ['list_viewed', 1], categories('A', 'B', 'C')], 'in'],
    ['there were 20 on two days', [...seen(18), ...seen(1, 2 * DAY), categories('A', 'B', 'C')], 'out'],
    [
      'they were at two categories, just now',
      [...seen(19), ['product_viewed', 0, products({ category: 'A' }, { category: 'B' })]],
      'out',
      null,
    ],
    ['they were at four categories', [...seen(19), categories('A', 'B', 'C', 'D')], 'in'],
    ['no category is said', [...seen(19), ['product_viewed', 1, products({ price: 1 })]], 'unknown'],
    ['no product was looked at', seen(20), 'unknown'],
    [
      'the third category was 90 days ago',
      [...seen(20), categories('A', 'B'), ['product_viewed', QUARTER, products({ category: 'C' })]],
      'out',
    ],
    [
      'the third category was 90 days ago less a millisecond',
      [...seen(40), categories('A', 'B'), ['product_viewed', QUARTER - 1, products({ category: 'C' })]],
      'in',
      [1, 'out'],
    ],
  ],
  {
    '.all.1.any.0.gte.0.of without where': 'what a line does not have is not among the different values',
    '.all.1.any.1.lt.0.of without each': 'an event has a line with a category or it has none',
  },
)

const looked: Told = ['product_viewed', 0]
const full: Told = ['product_viewed', 0, products({ price: 100, list_price: 100 })]
const sorted = (ago = DAY): Told => ['list_filtered', ago, props({ sort: 'price_asc' })]
const alert = (of = 'price'): Told => ['alert_requested', DAY, props({ alert: of })]
const coupons = (n: number, name = 'coupon_entered'): Told[] => times(n, name)
const clicked = (n: number): Told[] => times(n, 'promotion_clicked')
const priced = (price: number, list_price?: number): Told => [
  'product_viewed',
  DAY,
  products({ price, ...(list_price === undefined ? {} : { list_price }) }),
]
const withCoupon = (id: string) => order(DAY, id, { coupon: 'SALE' })

holds(
  bargainHunter,
  [
    ['nothing happened', [], 'unknown'],
    ['it was sorted by price, and no product looked at', [sorted()], 'unknown'],
    ['a product was looked at, just now', [looked], 'out', null],
    ['it was sorted by price, and no list price is said', [looked, sorted()], 'unknown'],
    ['it was sorted by price', [full, sorted()], 'out'],
    ['it was sorted by price, and an alert asked for', [looked, sorted(), alert()], 'in'],
    ['it was sorted by price twice', [full, sorted(), sorted(HOUR)], 'out'],
    ['it was sorted by price twice, and an alert asked for', [looked, sorted(), sorted(HOUR), alert()], 'in'],
    ['it was sorted by something else', [full, ['list_filtered', DAY, props({ sort: 'newest' })], alert()], 'out'],
    ['the alert was for stock', [full, sorted(), alert('stock')], 'out'],
    ['two alerts were asked for', [looked, sorted(), alert(), alert()], 'in'],
    ['one coupon was tried', [full, sorted(), ...coupons(1)], 'out'],
    ['two coupons were tried', [looked, sorted(), ...coupons(2)], 'in'],
    ['three coupons were tried', [looked, sorted(), ...coupons(3)], 'in'],
    ['two coupons were denied', [looked, sorted(), ...coupons(2, 'coupon_denied')], 'in'],
    ['the shop applied two coupons', [full, sorted(), ...coupons(2, 'coupon_applied')], 'out'],
    ['one promotion was clicked', [full, sorted(), ...clicked(1)], 'out'],
    ['two promotions were clicked', [looked, sorted(), ...clicked(2)], 'in'],
    ['three promotions were clicked', [looked, sorted(), ...clicked(3)], 'in'],
    ['what was looked at was 20 % off', [looked, sorted(), priced(60, 100), priced(100, 100)], 'in'],
    ['it was a little less off', [looked, sorted(), priced(60, 100), priced(101, 101)], 'out'],
    ['it was half off', [looked, sorted(), priced(50, 100)], 'in'],
    ['prices without a list price count for none', [looked, sorted(), priced(50, 100), priced(500)], 'in'],
    ['half of the orders had a coupon', [full, sorted(), withCoupon('o1'), order(DAY, 'o2')], 'out'],
    ['all of two had', [looked, sorted(), withCoupon('o1'), withCoupon('o2')], 'in'],
    ['two of three had', [looked, sorted(), withCoupon('o1'), withCoupon('o2'), order(DAY, 'o3')], 'in'],
    [
      'an order with a coupon was told twice',
      [full, sorted(), withCoupon('o1'), withCoupon('o1'), order(DAY, 'o2')],
      'out',
    ],
    [
      'one without was told twice',
      [full, sorted(), withCoupon('o1'), withCoupon('o2'), order(DAY, 'o3'), order(DAY, 'o3')],
      'in',
    ],
    ['coupons and promotions', [...coupons(2), ...clicked(2)], 'in'],
    ['three signs', [looked, sorted(), alert(), ...clicked(2)], 'in'],
    ['it was sorted 90 days ago', [full, sorted(QUARTER), alert()], 'out'],
    ['it was sorted 90 days ago less a millisecond', [full, sorted(QUARTER - 1), alert()], 'in', [1, 'out']],
  ],
  {
    '.any.0.of.4.lte.0.ratio.1.of without where': 'a line without a list price adds none',
    '.any.0.of.5.gt.0.mul by -0.001 more': 'fewer than a thousand orders lie between',
  },
)
