import { badlyServed, cartAbandoner, checkoutAbandoner, slowExperience } from '../../src/segments/value-and-risk'
import { type Case, DAY, HOUR, holds, MINUTE, order, ordered, props, type Told, times } from './asked'

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

const TWO_YEARS = 730 * DAY
const rated = (rating: number, ago = DAY, name = 'product_reviewed'): Told => [name, ago, props({ rating })]
const late = (days_late: number, ago = DAY, name = 'order_delivered'): Told => [name, ago, props({ days_late })]
const bought = order(0, 'o1')

holds(badlyServed, [
  ['nothing happened', [], 'unknown'],
  ['an order was made just now', [bought], 'out', null],
  ['it came a day late', [bought, late(1)], 'in'],
  ['it came late twice', [late(1), late(3)], 'in'],
  ['it came half a day late', [bought, late(0.5)], 'in'],
  ['it came on the day', [bought, late(0)], 'out'],
  ['it is overdue, as the shop says', [bought, late(1, DAY, 'order_updated')], 'in'],
  ['it is overdue from the order on', [late(1, DAY, 'order_completed')], 'in'],
  ['it is overdue twice', [late(1, DAY, 'order_updated'), late(2, DAY, 'order_updated')], 'in'],
  ['it is overdue by no day', [bought, late(0, DAY, 'order_updated')], 'out'],
  ['it was overdue two years ago', [bought, late(1, TWO_YEARS, 'order_updated')], 'out'],
  ['it was overdue two years ago less a millisecond', [bought, late(1, TWO_YEARS - 1, 'order_updated')], 'in'],
  ['the order was changed otherwise', [bought, ['order_updated', DAY]], 'out'],
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
