import { describe, expect, it } from 'vitest'
import type { Segment } from '../../src/language/ast'
import { cartAbandoner, checkoutAbandoner, lateDecider, oneTimeBuyer } from '../../src/segments/value-and-risk'
import { askSegment, DAY, HOUR, MINUTE, props, type Told } from './asked'

type Case = readonly [what: string, told: readonly Told[], outcome: string, changes: readonly [number, string] | null]

function run(segment: Segment, cases: readonly Case[]) {
  it.each(cases)(`${segment.name} is answered when %s`, (_what, told, outcome, changes) => {
    expect(askSegment(segment, told)).toEqual({ outcome, changes })
  })
}

const abandoned = (begun: string): readonly Case[] => [
  ['nothing happened', [], 'out', null],
  ['it was left an hour ago', [[begun, HOUR]], 'in', [30 * DAY - HOUR, 'out']],
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
  [
    'it went on a minute ago',
    [
      [begun, HOUR],
      [begun, MINUTE],
    ],
    'out',
    [29 * MINUTE, 'in'],
  ],
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

describe('cartAbandoner', () => {
  run(cartAbandoner, abandoned('product_added'))
})

describe('checkoutAbandoner', () => {
  run(checkoutAbandoner, abandoned('checkout_started'))
})

describe('oneTimeBuyer', () => {
  const order = (order_id?: string) => props(order_id ? { order_id } : {})
  run(oneTimeBuyer, [
    ['nothing happened', [], 'out', null],
    ['one order was made, years ago', [['order_completed', 900 * DAY, order('o1')]], 'in', null],
    [
      'its confirmation was opened again',
      [
        ['order_completed', DAY, order('o1')],
        ['order_completed', 0, order('o1')],
      ],
      'in',
      null,
    ],
    [
      'a second order was made',
      [
        ['order_completed', DAY, order('o1')],
        ['order_completed', 0, order('o2')],
      ],
      'out',
      null,
    ],
    ['one order has no number', [['order_completed', DAY, order()]], 'in', null],
    [
      'two orders have no number',
      [
        ['order_completed', DAY, order()],
        ['order_completed', 0, order()],
      ],
      'out',
      null,
    ],
    ['the order is to come', [['order_completed', -DAY, order('o1')]], 'out', [DAY, 'in']],
  ])
})

describe('lateDecider', () => {
  const looks = (first: number, last: number): readonly Told[] => [
    ['product_viewed', first],
    ['product_viewed', last],
  ]
  run(lateDecider, [
    ['nothing happened', [], 'out', null],
    ['the first look was 90 days ago, the last today', looks(90 * DAY, HOUR), 'in', [30 * DAY - HOUR, 'out']],
    ['the first look was 60 days ago less a millisecond', looks(60 * DAY - 1, HOUR), 'out', [1, 'in']],
    ['the first look was 60 days ago', looks(60 * DAY, HOUR), 'in', [30 * DAY - HOUR, 'out']],
    ['the first look was 120 days ago', looks(120 * DAY, HOUR), 'in', [1, 'out']],
    ['the first look was 120 days and a millisecond ago', looks(120 * DAY + 1, HOUR), 'out', null],
    ['the last look was 30 days ago less a millisecond', looks(90 * DAY, 30 * DAY - 1), 'in', [1, 'out']],
    ['the last look was 30 days ago', looks(90 * DAY, 30 * DAY), 'out', null],
    ['something was bought', [...looks(90 * DAY, HOUR), ['order_completed', 100 * DAY]], 'out', null],
  ])
})
