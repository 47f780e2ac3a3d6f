import { describe, expect, it } from 'vitest'
import { aida } from '../../src/lifecycle/aida'
import { askStage, HOUR, MINUTE, type Told, visit } from '../segments/asked'

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

describe('aida', () => {
  it('begins with attention, and stays there while pages and lists pass by', () => {
    expect(askStage(aida, [])).toBe('attention')
    const passing = ['page_viewed', 'list_viewed', 'content_viewed', 'promotion_viewed'] as const
    expect(
      askStage(
        aida,
        passing.map((name) => [name, MINUTE]),
      ),
    ).toBe('attention')
  })

  it.each(INTEREST)('is interest after %s', (name) => {
    expect(askStage(aida, [[name, MINUTE]])).toBe('interest')
  })

  it.each(DESIRE)('is desire after %s, whatever comes next', (name) => {
    expect(
      askStage(aida, [
        [name, HOUR],
        ['product_viewed', MINUTE],
      ]),
    ).toBe('desire')
  })

  it('is action after an order, whatever comes next', () => {
    expect(askStage(aida, [order, ['product_added', MINUTE]])).toBe('action')
  })

  it('begins anew with the next visit', () => {
    expect(askStage(aida, [order, ['page_viewed', MINUTE, visit('v2')]])).toBe('attention')
    expect(askStage(aida, [order, ['product_viewed', MINUTE, visit('v2')]])).toBe('interest')
  })
})
