import {
  bargainHunter,
  connector,
  convenienceSeeker,
  informationSeeker,
  leisureShopper,
  routineShopper,
} from '../../src/segments/shopping-style'
import { context, DAY, daily, HOUR, holds, order, products, props, type Told, times } from './asked'

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

const asked = (contact_channel: string): Told => ['support_contacted', DAY, props({ contact_channel })]
const social = (n: number): Told[] => daily(n, 'page_viewed', context({ channel: 'organic_social' }))

holds(connector, [
  ['nothing happened', [], 'unknown'],
  ['a page was seen, just now', [['page_viewed', 0]], 'out', null],
  ['a product was shared', [['product_shared', DAY]], 'out'],
  ['two products were shared', times(2, 'product_shared'), 'out'],
  ['two products were shared, and one reviewed', [...times(2, 'product_shared'), ['product_reviewed', DAY]], 'in'],
  ['a product was shared, two reviewed', [['cart_shared', DAY], ...times(2, 'product_reviewed')], 'in'],
  [
    'a product was shared, a friend invited',
    [
      ['product_shared', DAY],
      ['referral_sent', DAY],
    ],
    'in',
  ],
  [
    'a friend was invited, the brand followed',
    [
      ['referral_sent', DAY],
      ['brand_followed', DAY],
    ],
    'out',
  ],
  [
    'a cart was shared, the brand followed',
    [
      ['cart_shared', DAY],
      ['brand_followed', DAY],
    ],
    'in',
  ],
  ['friends were invited, a product reviewed', [...times(2, 'referral_sent'), ['product_reviewed', DAY]], 'in'],
  ['it was asked on a network, and reviewed', [asked('social'), ['product_reviewed', DAY]], 'in'],
  [
    'it was asked twice in the community, and reviewed',
    [asked('community'), asked('community'), ['product_reviewed', DAY]],
    'in',
  ],
  ['it was asked by e-mail, and reviewed', [asked('email'), ['product_reviewed', DAY]], 'out'],
  ['one day by social media, and a review', [...social(1), ['product_reviewed', DAY]], 'out'],
  ['two days by social media, and a review', [...social(2), ['product_reviewed', DAY]], 'in'],
  ['three days by social media, and a review', [...social(3), ['product_reviewed', DAY]], 'in'],
  [
    'two days by search, and a review',
    [...daily(2, 'page_viewed', context({ channel: 'organic_search' })), ['product_reviewed', DAY]],
    'out',
  ],
  [
    'three kinds',
    [
      ['product_shared', DAY],
      ['product_reviewed', DAY],
      ['brand_followed', DAY],
    ],
    'in',
  ],
  [
    'the review was 90 days ago',
    [
      ['product_shared', DAY],
      ['product_reviewed', QUARTER],
    ],
    'out',
  ],
  [
    'the review was 90 days ago less a millisecond',
    [
      ['product_shared', DAY],
      ['product_reviewed', QUARTER - 1],
    ],
    'in',
    [1, 'out'],
  ],
])

const ordered = (...ago: number[]) => ago.map((each, i) => order(each, `o${i}`))

holds(
  routineShopper,
  [
    ['nothing happened', [], 'unknown'],
    ['an order was made, just now', ordered(0), 'out', null],
    ['one was made in each of three months', ordered(DAY, 31 * DAY, 61 * DAY), 'in'],
    ['two were made in each', ordered(DAY, 2 * DAY, 31 * DAY, 32 * DAY, 61 * DAY, 62 * DAY), 'in'],
    ['none was made in this month', ordered(30 * DAY, 31 * DAY, 61 * DAY), 'out'],
    ['none was made in the month before', ordered(DAY, 2 * DAY, 61 * DAY), 'out'],
    ['none was made in the month before that', ordered(DAY, 31 * DAY, 32 * DAY), 'out'],
    ['the last is about to leave its month', ordered(30 * DAY - 1, 31 * DAY, 61 * DAY), 'in', [1, 'out']],
    ['the middle one is 30 days old', ordered(DAY, 30 * DAY, 61 * DAY), 'in'],
    ['the middle one is a millisecond younger', ordered(DAY, 30 * DAY - 1, 61 * DAY), 'out'],
    ['the middle one is 60 days old less a millisecond', ordered(DAY, 60 * DAY - 1, 61 * DAY), 'in'],
    ['the middle one is 60 days old', ordered(DAY, 60 * DAY, 61 * DAY), 'out'],
    ['the first is 60 days old', ordered(DAY, 31 * DAY, 60 * DAY), 'in'],
    ['the first is 90 days old less a millisecond', ordered(DAY, 31 * DAY, QUARTER - 1), 'in', [1, 'out']],
    ['the first is 90 days old', ordered(DAY, 31 * DAY, QUARTER), 'out'],
    ['one order was told again the month before', [order(DAY, 'a'), order(31 * DAY, 'a'), order(61 * DAY, 'b')], 'out'],
    ['one was told again the month before that', [order(DAY, 'a'), order(31 * DAY, 'b'), order(61 * DAY, 'b')], 'out'],
    ['the last was told twice', [order(DAY, 'a'), order(2 * DAY, 'a'), ...ordered(31 * DAY, 61 * DAY)], 'in'],
    [
      'the middle one was told twice',
      [order(31 * DAY, 'a'), order(32 * DAY, 'a'), order(DAY, 'b'), order(61 * DAY, 'c')],
      'in',
    ],
  ],
  { '.any.0.all.0.gte.0.count without once': 'some are some, however often they are told' },
)

const film: Told = ['product_detail_viewed', DAY, props({ detail: 'video' })]
const turned = (detail: string): Told => ['product_detail_viewed', DAY, props({ detail })]
const book = (content_type = 'lookbook'): Told => ['content_viewed', DAY, props({ content_type })]

holds(leisureShopper, [
  ['nothing happened', [], 'unknown'],
  ['a product was looked at, just now', [looked], 'out', null],
  ['no product was looked at, two films seen', [film, film], 'unknown'],
  ['two films were seen', [looked, film, film], 'out'],
  ['three films were seen', [film, film, film], 'in'],
  ['four films were seen', [film, film, film, film], 'in'],
  ['a film, a model and a room', [film, turned('three_d'), turned('ar')], 'in'],
  ['a film, a lookbook and a film of the shop', [film, book(), book('video')], 'in'],
  ['a film, a lookbook and an article', [looked, film, book(), book('article')], 'out'],
  ['a film, a lookbook and a specification', [looked, film, book(), turned('specification')], 'out'],
  [
    'three films, and an order on one day of six',
    [film, film, film, ...daily(6, 'page_viewed'), order(DAY, 'o1')],
    'in',
  ],
  [
    'three films, and an order on one day of five',
    [looked, film, film, film, ...daily(5, 'page_viewed'), order(DAY, 'o1')],
    'out',
  ],
  [
    'three films, and orders on two days of eleven',
    [looked, film, film, film, ...daily(11, 'page_viewed'), ...ordered(DAY, 2 * DAY)],
    'in',
  ],
  [
    'three films, and an order of six days told twice',
    [film, film, film, ...daily(6, 'page_viewed'), order(DAY, 'o1'), order(DAY, 'o1')],
    'in',
  ],
  [
    'the third film was 90 days ago',
    [looked, film, film, ['product_detail_viewed', QUARTER, props({ detail: 'video' })]],
    'out',
  ],
  [
    'the third film was 90 days ago less a millisecond',
    [looked, film, film, ['product_detail_viewed', QUARTER - 1, props({ detail: 'video' })]],
    'in',
    [1, 'out'],
  ],
])
