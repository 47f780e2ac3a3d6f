import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contextSchema } from '../../src/vocabulary/context'
import type { ProductLine, ShopEvent } from '../../src/vocabulary/event-types'
import { namedProps } from '../../src/vocabulary/events'
import { checkMoney, MONEY_LINE_FIELDS, MONEY_PROPS, toTenThousandths } from '../../src/vocabulary/money'
import { productLineSchema } from '../../src/vocabulary/product-line'

function check(props: ShopEvent['props'], products: ProductLine[] = []) {
  return checkMoney({ props, products }).map((each) => [each.code, each.path])
}

describe('checkMoney()', () => {
  it('finds nothing when there is nothing to check', () => {
    expect(check({})).toEqual([])
    expect(check({ subtotal: 10 })).toEqual([])
    expect(check({ subtotal: 10 }, [{ quantity: 2 }])).toEqual([])
  })

  it('allows lines half a cent each off the subtotal, and not more', () => {
    const lines = [{ price: 10, quantity: 2 }, { price: 5 }]
    const differs = [['lines_differ_from_subtotal', 'props.subtotal']]
    expect(check({ subtotal: 25 }, lines)).toEqual([])
    expect(check({ subtotal: 25.01 }, lines)).toEqual([])
    expect(check({ subtotal: 24.99 }, lines)).toEqual([])
    expect(check({ subtotal: 25.0101 }, lines)).toEqual(differs)
    expect(check({ subtotal: 24.9899 }, lines)).toEqual(differs)
  })

  it('adds up exactly where doubles would not', () => {
    expect(check({ subtotal: 0.3 }, [{ price: 0.1 }, { price: 0.2 }])).toEqual([])
  })

  it('says what the lines come to', () => {
    expect(checkMoney({ props: { subtotal: 20 }, products: [{ price: 10, quantity: 3 }] })).toEqual([
      {
        code: 'lines_differ_from_subtotal',
        path: 'props.subtotal',
        found: '20 (number)',
        wanted: 'the sum of the lines, 30',
      },
    ])
  })

  it('reports a price above the list price, and none at it', () => {
    expect(check({}, [{ price: 10, list_price: 10 }])).toEqual([])
    expect(check({}, [{}, { price: 10.0001, list_price: 10 }])).toEqual([
      ['price_above_list_price', 'products[1].price'],
    ])
  })

  it('reports a second currency', () => {
    expect(check({ currency: 'EUR' }, [{ currency: 'EUR' }, { currency: 'USD' }])).toEqual([
      ['several_currencies', 'products[1].currency'],
    ])
    expect(check({}, [{ currency: 'EUR' }, {}, { currency: 'USD' }])).toEqual([
      ['several_currencies', 'products[2].currency'],
    ])
  })

  it.each(['eur', 'EU', 'EURO', '', '€', ' EUR', 'EUR\n'])('reports the currency %j', (currency) => {
    expect(check({ currency })).toEqual([['bad_currency', 'props.currency']])
  })

  it('knows money fields that the vocabulary names, in props and lines', () => {
    for (const name of MONEY_PROPS) expect(namedProps).toHaveProperty(name)
    for (const name of MONEY_LINE_FIELDS) expect(productLineSchema.shape).toHaveProperty(name)
    expect(contextSchema.shape).not.toHaveProperty('total')
  })
})

describe('toTenThousandths()', () => {
  it.each([
    [19.99, 199_900],
    [0.00005, 1],
    [0.00004, 0],
    [-0.00005, -1],
    [9e11, 9e15],
  ])('of %d is %d', (value, whole) => {
    expect(toTenThousandths(value)).toBe(whole)
  })

  it('is the same distance from zero on both sides', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 9e11, noNaN: true }), (value) => {
        expect(toTenThousandths(-value) + toTenThousandths(value)).toBe(0)
      }),
    )
  })
})
