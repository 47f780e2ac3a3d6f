import { mindful, splurging } from '../../src/segments/mood'
import { DAY, daily, holds, order, products, type Told } from './asked'

/** A norm of 50 an order: two orders, long ago. */
const norm = (last = 200 * DAY) => [order(300 * DAY, 'n1', { total: 40 }), order(last, 'n2', { total: 60 })]
const again = order(199 * DAY, 'n2', { total: 60 })
const burst = (total: number, ago = DAY, more: object = {}) => order(ago, `b${ago}`, { total, ...more })

holds(
  splurging,
  [
    ['nothing happened', [], 'unknown'],
    ['the first order was made: there is no norm', [burst(500)], 'unknown'],
    ['it is twice the norm', [...norm(), burst(100)], 'in', [29 * DAY, 'out']],
    ['it is a little under twice the norm', [...norm(), burst(99.99)], 'out'],
    ['it is three times the norm', [...norm(), burst(150)], 'in'],
    ['two orders make twice the norm', [...norm(), burst(50), burst(50, 2 * DAY)], 'in'],
    ['its confirmation was opened again', [...norm(), burst(100), burst(100)], 'in'],
    ['its confirmation was opened again, and it is under', [...norm(), burst(60), burst(60)], 'out'],
    ['an old confirmation was opened again', [...norm(), again, burst(100)], 'in'],
    ['an old confirmation was opened again, and it is under', [...norm(), again, burst(99)], 'out'],
    ['nothing was bought lately', norm(), 'out'],
    ['a coupon was used', [...norm(), burst(200, DAY, { coupon: 'SALE' })], 'out'],
    ['a coupon was used before', [order(200 * DAY, 'n1', { total: 50, coupon: 'SALE' }), burst(100)], 'in'],
    ['it was 30 days ago less a millisecond', [...norm(), burst(500, 30 * DAY - 1)], 'in', [1, 'out']],
    ['it was 30 days ago', [...norm(), burst(500, 30 * DAY)], 'out'],
    ['the order before was 90 days ago', [...norm(90 * DAY), burst(500)], 'in'],
    ['the order before was 90 days ago less a millisecond', [...norm(90 * DAY - 1), burst(500)], 'out', [1, 'in']],
    ['what was paid is not said', [order(200 * DAY, 'n1'), order(DAY, 'b1')], 'unknown'],
  ],
  {
    '.all.1.eq is lte': 'a month is part of the quarter',
    '.all.2.eq.0.count without once': 'none is none, however often it is told',
  },
)

const looked = (days: number, categories: readonly string[], from = 0): Told[] =>
  daily(days, 'product_viewed', products(...categories.map((category) => ({ category }))), from)
const one = ['Shoes']

holds(
  mindful,
  [
    ['nothing happened', [], 'unknown'],
    ['a product was looked at, and nothing bought', looked(4, one), 'unknown'],
    ['an order was made after four days in one category', [...looked(4, one), order(0, 'o1')], 'in'],
    [
      'three days were needed, four looks in one category',
      [...looked(2, one), ...looked(1, [...one, ...one], 2), order(0, 'o1')],
      'in',
    ],
    ['two days were needed', [...looked(2, [...one, ...one]), order(0, 'o1')], 'out'],
    ['four days were needed for two orders', [...looked(4, one), order(0, 'o1'), order(1, 'o2')], 'out'],
    ['a confirmation was opened again', [...looked(4, one), order(0, 'o1'), order(1, 'o1')], 'in'],
    [
      'eleven looks were at three categories',
      [...looked(3, ['A', 'B', 'C']), ...looked(1, ['A', 'B'], 3), order(0, 'o1')],
      'out',
    ],
    [
      'twelve looks were at three categories',
      [...looked(3, ['A', 'B', 'C']), ...looked(3, ['A'], 3), order(0, 'o1')],
      'in',
    ],
    ['no category is said', [...daily(4, 'product_viewed', products({ price: 1 })), order(0, 'o1')], 'unknown'],
    [
      'lines without a category count for none',
      [...looked(3, ['A', 'B']), ...daily(9, 'product_viewed', products({ price: 1 }), 3), order(0, 'o1')],
      'out',
    ],
    ['the first day was 90 days ago', [...looked(2, [...one, ...one]), ...looked(1, one, 90), order(0, 'o1')], 'out'],
    [
      'the first day was 90 days ago less a millisecond',
      [
        ...looked(2, [...one, ...one]),
        ['product_viewed', 90 * DAY - 1, products({ category: 'Shoes' })],
        order(0, 'o1'),
      ],
      'in',
    ],
  ],
  {
    '.all.1.lte.0.ratio.0.of without where': 'what a line does not have is not among the different values',
  },
)
