import { describe, expect, it } from 'vitest'
import { bargainHunter } from '../../src/segments/shopping-style'
import { askSegment, DAY, HOUR, props, type Told } from './asked'

const sorted: Told = ['list_filtered', DAY, props({ sort: 'price_asc' })]
const applied: Told = ['coupon_applied', DAY]
const alert: Told = ['alert_requested', DAY, props({ alert: 'price' })]
const clicked = (n: number): Told[] => Array.from({ length: n }, (_, i) => ['promotion_clicked', DAY + i])
const order = (order_id: string, coupon?: string): Told => [
  'order_completed',
  DAY,
  props({ order_id, ...(coupon && { coupon }) }),
]

describe('bargainHunter', () => {
  it.each<readonly [what: string, told: readonly Told[], outcome: string]>([
    ['nothing happened', [], 'out'],
    ['two points are from sorting by price', [sorted], 'out'],
    ['three points are from sorting and a coupon', [sorted, applied], 'in'],
    ['sorting was by something else', [['list_filtered', DAY, props({ sort: 'newest' })], applied, alert], 'in'],
    ['sorting by something else gives no points', [['list_filtered', DAY, props({ sort: 'newest' })], applied], 'out'],
    ['sorting counts once however often', [sorted, sorted, sorted], 'out'],
    ['an alert is for the price, and a promotion was clicked twice', [alert, ...clicked(2)], 'in'],
    ['a promotion was clicked but once', [alert, ...clicked(1)], 'out'],
    ['an alert is for the stock', [['alert_requested', DAY, props({ alert: 'stock' })], ...clicked(2), applied], 'out'],
    ['one coupon was tried', [['coupon_entered', DAY], sorted], 'in'],
    ['a coupon was denied twice: one point', [['coupon_denied', DAY], ['coupon_denied', HOUR], sorted], 'in'],
    ['a coupon was denied once: no point', [['coupon_denied', DAY], sorted], 'out'],
    ['half of the orders had a coupon', [order('o1', 'VIP'), order('o2'), applied], 'in'],
    ['a third of the orders had a coupon', [order('o1', 'VIP'), order('o2'), order('o3'), applied], 'out'],
    ['a confirmation was opened again: still half', [order('o1', 'VIP'), order('o2'), order('o2'), applied], 'in'],
    ['no order was made: a share of none gives no points', [applied], 'out'],
  ])('is answered when %s', (_what, told, outcome) => {
    expect(askSegment(bargainHunter, told).outcome).toBe(outcome)
  })

  it('forgets after 90 days, to the millisecond', () => {
    const old = (ago: number): readonly Told[] => [['list_filtered', ago, props({ sort: 'price_asc' })], applied]
    expect(askSegment(bargainHunter, old(90 * DAY - 1))).toEqual({ outcome: 'in', changes: [1, 'out'] })
    expect(askSegment(bargainHunter, old(90 * DAY))).toEqual({ outcome: 'out', changes: null })
  })
})
