import {
  categoryFan,
  lateDecider,
  oneTimeBuyer,
  promoDependent,
  serialReturner,
} from '../../src/segments/value-and-risk'
import { DAY, HOUR, holds, order, ordered, products, props, type Told } from './asked'

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
