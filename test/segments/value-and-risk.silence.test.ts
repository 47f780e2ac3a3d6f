import { describe, expect, it } from 'vitest'
import { atRisk, lapsed, replenishmentDue, vip, wonBack } from '../../src/segments/value-and-risk'
import { askSegment, DAY, HOUR, holds, order, ordered, rhythm } from './asked'

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
