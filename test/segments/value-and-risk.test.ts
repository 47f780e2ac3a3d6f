import { describe, expect, it } from 'vitest'
import {
  atRisk,
  badlyServed,
  cartAbandoner,
  categoryFan,
  checkoutAbandoner,
  lapsed,
  lateDecider,
  oneTimeBuyer,
  promoDependent,
  replenishmentDue,
  serialReturner,
  slowExperience,
  vip,
  wonBack,
} from '../../src/segments/value-and-risk'
import { askSegment, type Case, DAY, HOUR, holds, MINUTE, order, products, props, type Told, times } from './asked'

/** Orders so long ago. */
const ordered = (...ago: number[]) => ago.map((each, i) => order(each, `o${i}`))
/** Orders with as much time between each and the next. */
const rhythm = (gap: number, last: number, n = 3) => ordered(...Array.from({ length: n }, (_, i) => last + i * gap))

const abandoned = (begun: string): readonly Case[] => [
  ['nothing happened', [], 'out', null],
  ['it was left an hour ago', [[begun, HOUR]], 'in', [30 * DAY - HOUR, 'out']],
  [
    'it was begun twice',
    [
      [begun, HOUR],
      [begun, 2 * HOUR],
    ],
    'in',
  ],
  ['it was begun half an hour ago less a millisecond', [[begun, 30 * MINUTE - 1]], 'out', [1, 'in']],
  ['it was begun half an hour ago', [[begun, 30 * MINUTE]], 'in', [30 * DAY - 30 * MINUTE, 'out']],
  ['it was begun 30 days ago less a millisecond', [[begun, 30 * DAY - 1]], 'in', [1, 'out']],
  ['it was begun 30 days ago', [[begun, 30 * DAY]], 'out', null],
  [
    'an order came after it',
    [
      [begun, 2 * HOUR],
      ['order_completed', HOUR],
    ],
    'out',
    null,
  ],
  [
    'an order came with it',
    [
      [begun, HOUR],
      ['order_completed', HOUR],
    ],
    'out',
    null,
  ],
  [
    'an order came before it',
    [
      [begun, HOUR],
      ['order_completed', HOUR + 1],
    ],
    'in',
    [30 * DAY - HOUR, 'out'],
  ],
  ['two orders came before it', [[begun, HOUR], ...ordered(DAY, 2 * DAY)], 'in'],
  [
    'it went on a minute ago',
    [
      [begun, HOUR],
      [begun, MINUTE],
    ],
    'out',
    [29 * MINUTE, 'in'],
  ],
  ['an order before it is told again after it', [order(3 * HOUR, 'o1'), [begun, 2 * HOUR], order(HOUR, 'o1')], 'in'],
  [
    'only other things happened',
    [
      ['product_viewed', HOUR],
      ['cart_viewed', HOUR],
    ],
    'out',
    null,
  ],
]
const never = { '.all.2.any.0.eq.0.count without once': 'none is none, however often it is told' }

holds(cartAbandoner, abandoned('product_added'), never)
holds(checkoutAbandoner, abandoned('checkout_started'), never)

holds(vip, [
  ['nothing happened', [], 'out'],
  ['six orders were made in a year', rhythm(30 * DAY, DAY, 6), 'in'],
  ['five were', rhythm(30 * DAY, DAY, 5), 'out'],
  ['seven were', rhythm(30 * DAY, DAY, 7), 'in'],
  ['five were, one told twice', [...rhythm(30 * DAY, DAY, 5), order(2 * DAY, 'o0')], 'out'],
  [
    'the sixth is a year old less a millisecond',
    [...rhythm(DAY, DAY, 5), order(365 * DAY - 1, 'last')],
    'in',
    [1, 'out'],
  ],
  ['the sixth is a year old', [...rhythm(DAY, DAY, 5), order(365 * DAY, 'last')], 'out'],
  ['the last was 120 days ago less a millisecond', rhythm(DAY, 120 * DAY - 1, 6), 'in', [1, 'out']],
  ['the last was 120 days ago', rhythm(DAY, 120 * DAY, 6), 'out'],
  ['an old one was opened again', [...rhythm(DAY, 120 * DAY, 6), order(DAY, 'o0')], 'out'],
])

holds(oneTimeBuyer, [
  ['nothing happened', [], 'out', null],
  ['one order was made, years ago', [order(900 * DAY, 'o1')], 'in', null],
  ['its confirmation was opened again', [order(DAY, 'o1'), order(0, 'o1')], 'in', null],
  ['a second order was made', ordered(DAY, 0), 'out', null],
  ['one order has no number', [['order_completed', DAY]], 'in', null],
  [
    'two orders have no number',
    [
      ['order_completed', DAY],
      ['order_completed', 0],
    ],
    'out',
    null,
  ],
  ['the order is to come', [order(-DAY, 'o1')], 'out', [DAY, 'in']],
])

const looks = (first: number, last: number): readonly Told[] => [
  ['product_viewed', first],
  ['product_viewed', last],
]
holds(
  lateDecider,
  [
    ['nothing happened', [], 'out', null],
    ['the first look was 90 days ago, the last today', looks(90 * DAY, HOUR), 'in', [30 * DAY - HOUR, 'out']],
    ['there were more looks', [...looks(90 * DAY, HOUR), ...looks(2 * DAY, DAY)], 'in'],
    ['the first look was 60 days ago less a millisecond', looks(60 * DAY - 1, HOUR), 'out', [1, 'in']],
    ['the first look was 60 days ago', looks(60 * DAY, HOUR), 'in', [30 * DAY - HOUR, 'out']],
    ['the first look was 120 days ago', looks(120 * DAY, HOUR), 'in', [1, 'out']],
    ['the first look was 120 days and a millisecond ago', looks(120 * DAY + 1, HOUR), 'out', null],
    ['the last look was 30 days ago less a millisecond', looks(90 * DAY, 30 * DAY - 1), 'in', [1, 'out']],
    ['the last look was 30 days ago', looks(90 * DAY, 30 * DAY), 'out', null],
    ['something was bought', [...looks(90 * DAY, HOUR), ['order_completed', 100 * DAY]], 'out', null],
  ],
  { '.all.0.eq.0.count without once': 'none is none, however often it is told' },
)

const TWO_YEARS = 730 * DAY
const rated = (rating: number, ago = DAY, name = 'product_reviewed'): Told => [name, ago, props({ rating })]
const late = (days_late: number, ago = DAY): Told => ['order_delivered', ago, props({ days_late })]
const bought = order(0, 'o1')

holds(badlyServed, [
  ['nothing happened', [], 'unknown'],
  ['an order was made just now', [bought], 'out', null],
  ['it came a day late', [bought, late(1)], 'in'],
  ['it came late twice', [late(1), late(3)], 'in'],
  ['it came half a day late', [bought, late(0.5)], 'in'],
  ['it came on the day', [bought, late(0)], 'out'],
  ['it was rated 2', [rated(2)], 'in'],
  ['it was rated 3', [bought, rated(3)], 'out'],
  ['two were rated 1', [rated(1), rated(1)], 'in'],
  ['the help was rated 1', [rated(1, DAY, 'support_resolved')], 'in'],
  ['money was given back', [['order_refunded', DAY]], 'in'],
  ['money was given back twice', times(2, 'order_refunded'), 'in'],
  ['a question is open for 3 days', [['support_contacted', 3 * DAY]], 'in'],
  ['a question is open for 3 days less a millisecond', [['support_contacted', 3 * DAY - 1]], 'out', [1, 'in']],
  ['a question was asked just now', [['support_contacted', 0]], 'out'],
  [
    'a question was settled',
    [
      ['support_contacted', 5 * DAY],
      ['support_resolved', 4 * DAY],
    ],
    'out',
  ],
  [
    'one of two questions was',
    [
      ['support_contacted', 9 * DAY],
      ['support_contacted', 5 * DAY],
      ['support_resolved', 4 * DAY],
    ],
    'in',
  ],
  ['more was settled than asked', [['support_contacted', 5 * DAY], ...times(2, 'support_resolved')], 'out'],
  ['it was late two years ago less a millisecond', [bought, late(1, TWO_YEARS - 1)], 'in', [1, 'out']],
  ['it was late two years ago', [bought, late(1, TWO_YEARS)], 'out'],
])

const risky = (gap: number, last: number, n = 3) => rhythm(gap, last, n)
holds(
  atRisk,
  [
    ['the last is told again 44 days ago', [...risky(10 * DAY, 50 * DAY), order(44 * DAY, 'o0')], 'in'],
    ['a lapsed one is told again 119 days ago', [...risky(10 * DAY, 125 * DAY), order(119 * DAY, 'o0')], 'out'],
    ['a lapsed one is told again within its rhythm', [...risky(50 * DAY, 150 * DAY), order(149 * DAY, 'o0')], 'out'],
    [
      'the last is told again, which is no rhythm',
      [order(202 * DAY, 'a'), order(150 * DAY, 'b'), order(149 * DAY, 'b')],
      'in',
    ],
    ['nothing happened', [], 'out'],
    ['one order was made, 44 days ago', ordered(44 * DAY), 'out'],
    ['one order was made, 60 days ago: there is no rhythm', ordered(60 * DAY), 'unknown'],
    ['one order was made long ago', ordered(150 * DAY), 'out'],
    ['silence is twice the rhythm', risky(30 * DAY, 60 * DAY), 'in', [60 * DAY, 'out']],
    ['silence is twice the rhythm of two orders', risky(30 * DAY, 60 * DAY, 2), 'in'],
    ['silence is twice the rhythm less a millisecond', risky(30 * DAY, 60 * DAY - 1), 'out', [1, 'in']],
    ['silence is 45 days, more than twice', risky(10 * DAY, 45 * DAY), 'in'],
    ['silence is 45 days less a millisecond', risky(10 * DAY, 45 * DAY - 1), 'out', [1, 'in']],
    ['it has lapsed', risky(10 * DAY, 120 * DAY), 'out'],
    ['it is about to lapse', risky(10 * DAY, 120 * DAY - 1), 'in', [1, 'out']],
    [
      'silence is 150 days, three times the rhythm less a millisecond',
      risky(50 * DAY, 150 * DAY - 1),
      'in',
      [1, 'out'],
    ],
    ['silence is 150 days, three times the rhythm', risky(50 * DAY, 150 * DAY), 'out'],
    ['an order is told twice', [...risky(30 * DAY, 60 * DAY), order(59 * DAY, 'o0')], 'in'],
    [
      'an order is told twice, over the rhythm',
      [order(101 * DAY, 'a'), order(60 * DAY, 'b'), order(59 * DAY, 'b')],
      'out',
    ],
    ['a lapsed one is told twice', [order(150 * DAY, 'a'), order(149 * DAY, 'a')], 'out'],
  ],
  {
    '.all.0.gte.0.count without once': 'some are some, however often they are told',
  },
)

holds(
  lapsed,
  [
    ['the last was opened again within the rhythm', [...risky(50 * DAY, 150 * DAY), order(149 * DAY, 'o0')], 'in'],
    ['nothing happened', [], 'out'],
    ['one order was made, 120 days ago', ordered(120 * DAY), 'in', null],
    ['one order was made, 120 days ago less a millisecond', ordered(120 * DAY - 1), 'out', [1, 'in']],
    ['it was opened again', [order(150 * DAY, 'a'), order(149 * DAY, 'a')], 'in'],
    ['it was opened again lately', [order(150 * DAY, 'a'), order(DAY, 'a')], 'in'],
    ['silence is three times the rhythm', risky(50 * DAY, 150 * DAY), 'in'],
    ['silence is three times the rhythm of two orders', risky(50 * DAY, 150 * DAY, 2), 'in'],
    ['silence is three times the rhythm less a millisecond', risky(50 * DAY, 150 * DAY - 1), 'out', [1, 'in']],
    ['silence is over three times a short rhythm', risky(10 * DAY, 119 * DAY), 'out'],
    [
      'an order was told twice, over the rhythm',
      [order(191 * DAY, 'a'), order(150 * DAY, 'b'), order(149 * DAY, 'b')],
      'in',
    ],
    [
      'an order was told twice, under the rhythm',
      [order(202 * DAY, 'a'), order(150 * DAY, 'b'), order(149 * DAY, 'b')],
      'out',
    ],
  ],
  { '.all.0.gte.0.count without once': 'some are some, however often they are told' },
)

holds(
  wonBack,
  [
    ['it had bought in between', ordered(DAY, 100 * DAY, 200 * DAY), 'out'],
    ['nothing happened', [], 'out'],
    ['the first order was made', ordered(DAY), 'out'],
    ['the order before was 150 days ago', ordered(DAY, 150 * DAY), 'in', [29 * DAY, 'out']],
    ['the order before was 150 days ago less a millisecond', ordered(DAY, 150 * DAY - 1), 'out', [1, 'in']],
    ['two were made lately', ordered(DAY, 2 * DAY, 200 * DAY), 'in'],
    ['it came back 30 days ago less a millisecond', ordered(30 * DAY - 1, 200 * DAY), 'in', [1, 'out']],
    ['it came back 30 days ago', ordered(30 * DAY, 200 * DAY), 'out'],
    ['nothing was bought for long', ordered(200 * DAY, 300 * DAY), 'out'],
    ['it was told twice', [order(DAY, 'a'), order(2 * DAY, 'a'), order(200 * DAY, 'b')], 'in'],
    ['an old one was opened again', [order(200 * DAY, 'a'), order(DAY, 'a')], 'out'],
  ],
  {
    '.all.1.eq is lte': 'a month is part of five',
    '.all.0.gte.0.count without once': 'some are some, however often they are told',
  },
)

const couponed = (id: string) => order(DAY, id, { coupon: 'SALE' })
const off = (id: string, discount: number) => order(DAY, id, { discount })
holds(promoDependent, [
  ['nothing happened', [], 'out'],
  ['one order was made, with a coupon', [couponed('a')], 'out'],
  ['two were', [couponed('a'), couponed('b')], 'in'],
  ['three were', [couponed('a'), couponed('b'), couponed('c')], 'in'],
  ['one was, told twice', [couponed('a'), couponed('a')], 'out'],
  ['three of four had a coupon', [couponed('a'), couponed('b'), couponed('c'), order(1, 'd')], 'in'],
  [
    'seven of ten had',
    [...['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(couponed), off('h', 0), off('i', 0), off('j', 0)],
    'out',
  ],
  [
    'two of four had, both told twice',
    [couponed('a'), couponed('a'), couponed('b'), couponed('b'), off('c', 0), off('d', 0)],
    'out',
  ],
  [
    'three of four had, the fourth told twice',
    [couponed('a'), couponed('b'), couponed('c'), off('d', 0), off('d', 0)],
    'in',
  ],
  ['no discount is said', [order(1, 'a'), order(1, 'b')], 'unknown'],
  ['three of four were at a discount', [off('a', 5), off('b', 5), off('c', 0.01), off('d', 0)], 'in'],
  [
    'seven of ten were',
    [...['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((id) => off(id, 5)), off('h', 0), off('i', 0), off('j', 0)],
    'out',
  ],
  [
    'two of four were, both told twice',
    [off('a', 5), off('a', 5), off('b', 5), off('b', 5), off('c', 0), off('d', 0)],
    'out',
  ],
  [
    'three of four were, the fourth told twice',
    [off('a', 5), off('b', 5), off('c', 5), off('d', 0), off('d', 0)],
    'in',
  ],
  ['orders that do not say count for none', [off('a', 5), off('b', 5), order(1, 'c'), order(1, 'd')], 'in'],
])

const back = (id: string, name = 'return_requested', ago = HOUR): Told => [name, ago, props({ order_id: id })]
holds(serialReturner, [
  ['one of four was sent back, one refunded', [...ordered(4, 3, 2, 1), back('o0'), back('o1', 'order_refunded')], 'in'],
  ['nothing happened', [], 'out'],
  ['nothing was sent back', ordered(DAY, DAY), 'out'],
  ['two of four orders were sent back', [...ordered(4, 3, 2, 1), back('o0'), back('o1')], 'in'],
  [
    'five of eleven were',
    [...Array.from({ length: 11 }, (_, i) => order(i, `o${i}`)), ...[0, 1, 2, 3, 4].map((i) => back(`o${i}`))],
    'out',
  ],
  ['one of one was', [...ordered(4), back('o0')], 'out'],
  ['three of three were', [...ordered(4, 3, 2), back('o0'), back('o1'), back('o2')], 'in'],
  ['one was refunded', [...ordered(4, 3), back('o0'), back('o1', 'order_refunded')], 'in'],
  ['one was sent back and refunded', [...ordered(4, 3), back('o0'), back('o0', 'order_refunded')], 'out'],
  [
    'two of five were, one refunded too',
    [...ordered(5, 4, 3, 2, 1), back('o0'), back('o1'), back('o1', 'order_refunded')],
    'out',
  ],
  ['two of four were, one order told twice', [...ordered(4, 3, 2, 1), order(1, 'o3'), back('o0'), back('o1')], 'in'],
  [
    'what was sent back was ordered over a year ago',
    [...ordered(366 * DAY, 367 * DAY), back('o0'), back('o1')],
    'unknown',
  ],
  [
    'it was a year ago less a millisecond',
    [...ordered(3, 2), back('o0'), back('o1', 'return_requested', 365 * DAY - 1)],
    'in',
    [1, 'out'],
  ],
  ['it was a year ago', [...ordered(3, 2), back('o0'), back('o1', 'return_requested', 365 * DAY)], 'out'],
])

const week = 7 * DAY
holds(replenishmentDue, [
  ['nothing happened', [], 'unknown'],
  ['one order was made', ordered(DAY), 'unknown'],
  ['it is time by the rhythm', rhythm(30 * DAY, 30 * DAY), 'in', [30 * DAY, 'out']],
  ['it is time less a millisecond', rhythm(30 * DAY, 30 * DAY - 1), 'out', [1, 'in']],
  ['it is about to be twice the rhythm', rhythm(30 * DAY, 60 * DAY - 1), 'in', [1, 'out']],
  ['it is twice the rhythm', rhythm(30 * DAY, 60 * DAY), 'out'],
  ['the rhythm is a week', rhythm(week, week), 'in'],
  ['the rhythm is a week less a millisecond', rhythm(week - 1, week), 'out'],
  ['an order was told twice, on time', [...rhythm(30 * DAY, 30 * DAY), order(29 * DAY, 'o0')], 'in'],
  ['an order was told twice, not yet', [order(70 * DAY, 'a'), order(30 * DAY, 'b'), order(29 * DAY, 'b')], 'out'],
  ['an order was told twice, too late', [order(101 * DAY, 'a'), order(71 * DAY, 'b'), order(11 * DAY, 'b')], 'out'],
  ['a weekly order was told twice', [order(20 * DAY, 'a'), order(13 * DAY, 'b'), order(12 * DAY, 'b')], 'in'],
  [
    'one was told twice, of a rhythm under a week',
    [order(13 * DAY, 'a'), order(week, 'b'), order(week - HOUR, 'b')],
    'out',
  ],
])

const measured = (lcp_ms: number, ago = DAY): Told => ['page_measured', ago, props({ lcp_ms })]
holds(slowExperience, [
  ['nothing happened', [], 'unknown'],
  ['only quickness of another kind is said', [['page_measured', DAY, props({ ttfb_ms: 9000 })]], 'unknown'],
  ['pages took 3 s', [measured(2000), measured(4000)], 'out'],
  ['pages took a little more', [measured(2000), measured(4001)], 'in'],
  ['a page took 3001 ms', [measured(3001)], 'in'],
  ['a page took 3002 ms', [measured(3002)], 'in'],
  [
    'the slow page was 30 days ago less a millisecond',
    [measured(9000, 30 * DAY - 1), measured(1000)],
    'in',
    [1, 'out'],
  ],
  ['the slow page was 30 days ago', [measured(9000, 30 * DAY), measured(1000)], 'out'],
])

const placed = (...names: string[]): Told[] =>
  names.map((category, i) => ['product_viewed', HOUR + i, products({ category })])
const added = (category: string): Told => ['product_added', DAY, products({ category })]
const five = ['A', 'A', 'A', 'A', 'A']
holds(
  categoryFan,
  [
    ['five looks were at one, and a cart at another', [...placed(...five), added('B')], 'out'],
    [
      '14 looks were at two, and a cart at a third',
      [...placed(...five, ...five, 'B', 'B', 'B', 'B'), added('C')],
      'out',
    ],
    ['nothing happened', [], 'unknown'],
    ['no category is said', [['product_viewed', DAY, products({ price: 1 })]], 'unknown'],
    ['five looks were at one', placed(...five), 'in'],
    [
      'four looks were at one, and one at no category',
      [...placed('A', 'A', 'A', 'A'), ['product_viewed', DAY, products({ price: 1 })]],
      'out',
    ],
    [
      'four looks and a cart were at one',
      [...placed('A', 'A', 'A', 'A'), ['product_added', DAY, products({ category: 'A' })]],
      'in',
    ],
    [
      'one look was at five products',
      [['product_viewed', DAY, products(...five.map((category) => ({ category })))]],
      'in',
    ],
    ['nine looks were at two', placed(...five, 'B', 'B', 'B', 'B'), 'out'],
    ['ten looks were at two', placed(...five, 'B', 'B', 'B', 'B', 'B'), 'in'],
    ['fifteen looks were at three', placed(...five, ...five, 'B', 'B', 'B', 'B', 'C'), 'out'],
    [
      'the fifth was 90 days ago less a millisecond',
      [...placed('A', 'A', 'A', 'A'), ['product_viewed', 90 * DAY - 1, products({ category: 'A' })]],
      'in',
      [1, 'out'],
    ],
    [
      'the fifth was 90 days ago',
      [...placed('A', 'A', 'A', 'A'), ['product_viewed', 90 * DAY, products({ category: 'A' })]],
      'out',
    ],
  ],
  {
    '.all.0.lte of more': 'no share of one or two categories lies between',
    '.all.0.lte.0.ratio.0.of without where': 'what a line does not have is not among the different values',
    '.all.1.lte.0.of without where': 'what a line does not have is not among the different values',
  },
)

describe('silence', () => {
  it('is due, then at risk, then lapsed: never two of them, and nothing between at risk and lapsed', () => {
    for (const gap of [10, 20, 30, 50, 70])
      for (let last = 0; last < 300; last += 1) {
        const told = rhythm(gap * DAY, last * DAY)
        const within = [replenishmentDue, atRisk, lapsed].filter((one) => askSegment(one, told).outcome === 'in')
        expect(within.length).toBeLessThanOrEqual(1)
        if (last >= Math.max(2 * gap, 45)) expect(within.map(({ name }) => name)[0]).toMatch(/at_risk|lapsed/)
      }
  })
})
