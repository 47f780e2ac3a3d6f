import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { visitIntent } from '../../src/segments/visit-intent'
import { askStage, DAY, HOUR, holds, MINUTE, props, type Told, times, visit } from './asked'

const looked = (ago: number, ...ids: string[]): Told => [
  'product_viewed',
  ago,
  { products: ids.map((product_id) => ({ product_id })) },
]
const pages = (n: number): Told[] => Array.from({ length: n }, (_, i) => ['page_viewed', MINUTE * (n - i)])
const before = (name: string, ago: number): Told => [name, ago, visit('v0')]

const unnamed = { products: [{ price: 1 }] }
/** Steps of this visit of which so many are looks at a product, each another one. */
const steps = (pagesSeen: number, productsSeen: number): Told[] => [
  ...pages(pagesSeen),
  ...Array.from({ length: productsSeen }, (_, i) => looked(i + 1, `p${i}`)),
]

holds(
  visitIntent,
  [
    ['nothing happened', [], 'undecided'],
    ['four pages were seen', pages(4), 'undecided'],
    ['five pages were seen', pages(5), 'browser'],
    ['five pages, one of them in the visit before', [before('page_viewed', HOUR), ...pages(4)], 'undecided'],
    ['every fifth step was a product', steps(4, 1), 'undecided'],
    ['every sixth step was a product', steps(5, 1), 'browser'],
    ['there were nine steps, a third of them products', steps(6, 3), 'undecided'],
    ['there were ten steps, a third of them products', steps(7, 3), 'browser'],

    ['two products were looked at, each once', [looked(2 * MINUTE, 'p1'), looked(MINUTE, 'p2')], 'undecided'],
    ['one product was looked at twice', [looked(2 * MINUTE, 'p1'), looked(MINUTE, 'p1')], 'researcher'],
    ['one look was at two products', [looked(MINUTE, 'p1', 'p2')], 'undecided'],
    ['one look had one product twice, in two colours', [looked(MINUTE, 'p1', 'p1')], 'researcher'],
    [
      'two looks do not say at what',
      [
        ['product_viewed', 2, unnamed],
        ['product_viewed', 1, unnamed],
      ],
      'undecided',
    ],
    [
      'one product was looked at twice, in the visit before',
      [before('product_viewed', DAY), before('product_viewed', HOUR)]
        .map(([name, ago, more]): Told => [name, ago, { ...more, products: [{ product_id: 'p1' }] }])
        .concat([['page_viewed', 0]]),
      'undecided',
    ],
    [
      'products were seen in the visit before, five pages now',
      [...Array.from({ length: 3 }, (_, i) => before('product_viewed', DAY + i)), ...pages(5)],
      'browser',
    ],
    ['products were compared', [['products_compared', MINUTE]], 'researcher'],
    ['details were read', [['product_detail_viewed', MINUTE]], 'researcher'],
    ['a product was asked about', [['support_contacted', MINUTE, props({ topic: 'product' })]], 'researcher'],
    ['an order was asked about', [['support_contacted', MINUTE, props({ topic: 'order' })]], 'undecided'],
    ['a product was asked about twice', times(2, 'support_contacted', props({ topic: 'product' })), 'researcher'],
    [
      'a product was asked about in the visit before',
      [
        ['support_contacted', DAY, { ...visit('v0'), ...props({ topic: 'product' }) }],
        ['page_viewed', 0],
      ],
      'undecided',
    ],
    ['a list was filtered', [['list_filtered', MINUTE]], 'researcher'],
    ['a list was filtered in the visit before', [before('list_filtered', HOUR), ['page_viewed', MINUTE]], 'undecided'],
    ['a newcomer filled a cart', [['product_added', MINUTE]], 'researcher'],
    [
      'someone came back and looks at a product',
      [before('page_viewed', 300 * DAY), looked(MINUTE, 'p1')],
      'researcher',
    ],
    [
      'someone came back who had looked, and sees a page',
      [before('product_viewed', DAY), ['page_viewed', 0]],
      'undecided',
    ],
    ['five pages, then a filter', [...pages(5), ['list_filtered', 0]], 'researcher'],

    ['the cart was looked at', [['cart_viewed', MINUTE]], 'buyer'],
    ['the checkout was begun', [['checkout_started', MINUTE]], 'buyer'],
    ['a step of it was done', [['checkout_step_completed', MINUTE]], 'buyer'],
    ['a coupon was typed', [['coupon_entered', MINUTE]], 'buyer'],
    ['a coupon was applied, which the shop may do itself', [['coupon_applied', MINUTE]], 'undecided'],
    ['the cart was looked at in the visit before', [before('cart_viewed', DAY), ['page_viewed', MINUTE]], 'undecided'],
    ['someone came back and fills a cart', [before('page_viewed', 300 * DAY), ['product_added', MINUTE]], 'buyer'],
    [
      'a cart was filled 7 days ago less a millisecond',
      [before('product_added', 7 * DAY - 1), ['page_viewed', 0]],
      'buyer',
    ],
    ['a cart was filled 7 days ago', [before('product_added', 7 * DAY), ['page_viewed', 0]], 'undecided'],
    [
      'a filter, then a cart, on coming back',
      [before('page_viewed', DAY), ['list_filtered', 2], ['product_added', 1]],
      'buyer',
    ],
  ],
  {
    '.1.when.any.3.gt.1.of without within': 'who was here before and looks at products is a researcher',
    '.1.when.any.3.gt.1.of without where': 'what a line does not have is not among the different values',
    '.2.when.all.1.any.0.lt of less': 'no share of fewer than ten steps lies between',
    '.2.when.all.1.any.0.lt.0.ratio.1.count without within':
      'who was here before and looks at products is a researcher',
    '.2.when.all.1.any.1.gte.0.count without within': 'who was here before and looks at products is a researcher',
  },
)

describe('visitIntent', () => {
  it('is exactly one of four, whatever the log', () => {
    const names = ['page_viewed', 'page_viewed', 'page_viewed', 'product_viewed', 'product_added', 'order_completed']
    const happened = fc.tuple(fc.constantFrom(...names), fc.nat(30 * HOUR), fc.constantFrom(visit('v0'), visit('v1')))
    const found = new Set<string>()
    fc.assert(
      fc.property(fc.array(happened, { maxLength: 12 }), (told) => {
        const intent = askStage(visitIntent, told)
        expect(['buyer', 'researcher', 'browser', 'undecided']).toContain(intent)
        found.add(intent!)
      }),
      { numRuns: 1000 },
    )
    expect(found.size).toBe(4)
  })

  it('is not told by an order, which is what it is to foretell', () => {
    expect(JSON.stringify(visitIntent)).not.toMatch(/order/)
    const order: Told = ['order_completed', 0]
    for (const told of [[], pages(2), pages(5), [looked(MINUTE, 'p1')], [['cart_viewed', MINUTE] as Told]])
      expect(askStage(visitIntent, [...told, order])).toBe(askStage(visitIntent, told))
  })
})
