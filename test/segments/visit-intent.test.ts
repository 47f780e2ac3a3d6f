import { describe, expect, it } from 'vitest'
import { visitIntent } from '../../src/segments/visit-intent'
import { askStage, DAY, HOUR, MINUTE, type Told, visit } from './asked'

const looked = (ago: number, ...ids: string[]): Told => [
  'product_viewed',
  ago,
  { products: ids.map((product_id) => ({ product_id })) },
]
const pages = (n: number): Told[] => Array.from({ length: n }, (_, i) => ['page_viewed', MINUTE * (n - i)])

describe('visitIntent', () => {
  it.each<readonly [what: string, told: readonly Told[], stage: string]>([
    ['nothing happened', [], 'undecided'],
    ['four pages were seen', pages(4), 'undecided'],
    ['five pages were seen', pages(5), 'browser'],
    [
      'five pages were seen, one of them in the visit before',
      [['page_viewed', HOUR, visit('v0')], ...pages(4)],
      'undecided',
    ],
    ['two products were looked at, each once', [looked(2 * MINUTE, 'p1'), looked(MINUTE, 'p2')], 'undecided'],
    ['one product was looked at twice', [looked(2 * MINUTE, 'p1'), looked(MINUTE, 'p1')], 'researcher'],
    ['one look was at two products', [looked(MINUTE, 'p1', 'p2')], 'undecided'],
    ['products were compared', [['products_compared', MINUTE]], 'researcher'],
    ['details were read', [['product_detail_viewed', MINUTE]], 'researcher'],
    ['a list was filtered', [['list_filtered', MINUTE]], 'researcher'],
    [
      'a list was filtered in the visit before',
      [
        ['list_filtered', HOUR, visit('v0')],
        ['page_viewed', MINUTE],
      ],
      'undecided',
    ],
    [
      'looks were on two days',
      [
        ['product_viewed', DAY, visit('v0')],
        ['product_viewed', MINUTE],
      ],
      'researcher',
    ],
    [
      'looks were on two days, none in this visit',
      [
        ['product_viewed', 2 * DAY, visit('v0')],
        ['product_viewed', DAY, visit('v0')],
        ['page_viewed', MINUTE],
      ],
      'undecided',
    ],
    [
      'the other look was 30 days ago',
      [
        ['product_viewed', 30 * DAY, visit('v0')],
        ['product_viewed', MINUTE],
      ],
      'undecided',
    ],
    [
      'the other look was 30 days ago less a millisecond',
      [
        ['product_viewed', 30 * DAY - 1, visit('v0')],
        ['product_viewed', MINUTE],
      ],
      'researcher',
    ],
    ['something was added', [['product_added', MINUTE]], 'buyer'],
    ['the cart was looked at', [['cart_viewed', MINUTE]], 'buyer'],
    ['the checkout was begun', [['checkout_started', MINUTE]], 'buyer'],
    ['a step of it was done', [['checkout_step_completed', MINUTE]], 'buyer'],
    ['a coupon was typed', [['coupon_entered', MINUTE]], 'buyer'],
    ['a coupon was applied, which the shop may do itself', [['coupon_applied', MINUTE]], 'undecided'],
    [
      'the cart was looked at in the visit before',
      [
        ['cart_viewed', DAY, visit('v0')],
        ['page_viewed', MINUTE],
      ],
      'undecided',
    ],
    [
      'back within a week of filling a cart',
      [
        ['product_added', 7 * DAY - 1, visit('v0')],
        ['page_viewed', MINUTE],
      ],
      'buyer',
    ],
    [
      'back a week after filling a cart',
      [
        ['product_added', 7 * DAY, visit('v0')],
        ['page_viewed', MINUTE],
      ],
      'undecided',
    ],
    [
      'what was added was removed',
      [
        ['product_added', DAY, visit('v0')],
        ['product_removed', DAY, visit('v0')],
        ['page_viewed', MINUTE],
      ],
      'undecided',
    ],
    [
      'what was added was bought',
      [
        ['product_added', DAY, visit('v0')],
        ['order_completed', DAY, visit('v0')],
        ['page_viewed', MINUTE],
      ],
      'undecided',
    ],
    ['it is a researcher with five pages', [...pages(5), ['list_filtered', 0]], 'researcher'],
    [
      'it is a researcher with a cart',
      [
        ['list_filtered', 2 * MINUTE],
        ['product_added', MINUTE],
      ],
      'buyer',
    ],
  ])('is answered when %s', (_what, told, stage) => {
    expect(askStage(visitIntent, told)).toBe(stage)
  })

  it('is exactly one of four', () => {
    const { stages, otherwise } = visitIntent
    expect([...stages.map(({ name }) => name), otherwise]).toEqual(['buyer', 'researcher', 'browser', 'undecided'])
  })

  it('is not told by an order, which is what it is to foretell', () => {
    const order: Told = ['order_completed', 0]
    for (const told of [
      [],
      pages(2),
      pages(5),
      [['list_filtered', MINUTE] as Told],
      [['cart_viewed', MINUTE] as Told],
    ]) {
      // An order is an event as any other, so `browser` may count it; it never makes a buyer.
      expect(askStage(visitIntent, [...told, order]) === 'buyer').toBe(askStage(visitIntent, told) === 'buyer')
    }
    const named = JSON.stringify(visitIntent).match(/"[a-z_]*order[a-z_]*"/g) ?? []
    // The one place: a cart that was filled and then bought is no cart any more.
    expect(named).toEqual(['"order_completed"'])
    expect(JSON.stringify(visitIntent.stages[0]!.when)).toContain('["product_removed","order_completed"]')
  })
})
