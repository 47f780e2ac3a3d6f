import { describe, expect, it } from 'vitest'
import { convertMoney } from '../../src/vocabulary/convert-money'
import { readEvent } from '../../src/vocabulary/read-event'

const rates = {
  USD: [
    { from: '2024-06-01', rate: 0.5 },
    { from: '2024-01-01', rate: 0.92 },
  ],
}

function event(props: object, products: object[] = [], time = '2024-03-01T00:00:00Z') {
  const read = readEvent({ id: 'e', name: 'order_completed', time, shopper_id: 's', props, products }).event
  if (read === null) throw new Error('not an event')
  return read
}

describe('convertMoney()', () => {
  it('converts every money field, and nothing else', () => {
    const given = event(
      {
        total: 100,
        subtotal: 90,
        shipping: 10,
        tax: 19,
        discount: 5,
        value: 90,
        cart_value: 90,
        points: 7,
        currency: 'USD',
      },
      [{ price: 45, list_price: 50, quantity: 2, position: 1 }],
    )
    const { event: converted, problems } = convertMoney(given, { to: 'EUR', rates })
    expect(problems).toEqual([])
    expect(converted.props).toEqual({
      ...{ total: 92, subtotal: 82.8, shipping: 9.2, tax: 17.48, discount: 4.6, value: 82.8, cart_value: 82.8 },
      ...{ points: 7, currency: 'EUR' },
    })
    expect(converted.products).toEqual([{ price: 41.4, list_price: 46, quantity: 2, position: 1 }])
    expect(given.props.total).toBe(100)
  })

  it('takes the newest rate that is not later than the event', () => {
    const total = (time: string) =>
      convertMoney(event({ total: 100, currency: 'USD' }, [], time), { to: 'EUR', rates }).event.props.total
    expect(total('2024-01-01T00:00:00.000Z')).toBe(92)
    expect(total('2024-05-31T23:59:59.999Z')).toBe(92)
    expect(total('2024-06-01T00:00:00.000Z')).toBe(50)
    expect(total('2023-12-31T23:59:59.999Z')).toBeUndefined()
  })

  it('gives the very event when nothing changes', () => {
    for (const props of [
      { total: 1, currency: 'EUR' },
      { total: 1 },
      { total: 1, currency: 'eur' },
      { currency: 'GBP' },
    ]) {
      const given = event(props, [{ position: 1 }])
      expect(convertMoney(given, { to: 'EUR', rates })).toEqual({ event: given, problems: [] })
      expect(convertMoney(given, { to: 'EUR', rates }).event).toBe(given)
    }
  })

  it('drops and reports amounts without a rate, and keeps their currency', () => {
    const given = event({ total: 100, order_id: 'A', currency: 'GBP' }, [{ price: 1, name: 'x' }])
    const { event: converted, problems } = convertMoney(given, { to: 'EUR', rates })
    expect(converted.props).toEqual({ order_id: 'A', currency: 'GBP' })
    expect(converted.products).toEqual([{ name: 'x' }])
    expect(problems).toEqual([
      { code: 'no_rate', path: 'props.total', found: '100 in "GBP"', wanted: 'a rate to EUR of 2024-03-01 or before' },
      {
        code: 'no_rate',
        path: 'products[0].price',
        found: '1 in "GBP"',
        wanted: 'a rate to EUR of 2024-03-01 or before',
      },
    ])
  })

  it("takes a line's own currency before the event's", () => {
    const given = event({ total: 10, currency: 'EUR' }, [{ price: 10 }, { price: 10, currency: 'USD' }])
    expect(convertMoney(given, { to: 'EUR', rates }).event.products).toEqual([
      { price: 10 },
      { price: 9.2, currency: 'EUR' },
    ])
  })

  it('drops and reports an amount that is too large once converted', () => {
    const given = event({ total: 9e11, currency: 'JPY' })
    const { event: converted, problems } = convertMoney(given, {
      to: 'EUR',
      rates: { JPY: [{ from: '2020-01-01', rate: 2 }] },
    })
    expect(converted.props).toEqual({ currency: 'EUR' })
    expect(problems).toMatchObject([{ code: 'out_of_range', path: 'props.total' }])
  })

  it.each([
    ['constructor', 'EUR'],
    ['__proto__', 'EUR'],
  ])('has no rate for the currency %s', (currency, to) => {
    expect(convertMoney(event({ total: 1, currency }), { to, rates }).problems).toMatchObject([{ code: 'no_rate' }])
  })

  it.each([
    [
      { to: 'euro', rates: {} },
      'Cannot convert money with "to": "euro" (string), expected an ISO 4217 code such as "EUR"',
    ],
    [
      { to: 'EUR', rates: { usd: [] } },
      'Cannot convert money with "rates": "usd" (string), expected an ISO 4217 code such as "USD"',
    ],
    [
      { to: 'EUR', rates: { USD: [{ from: 'May', rate: 1 }] } },
      'Cannot convert money with "rates.USD": "May" (string), expected a date such as "2024-01-01"',
    ],
    [
      { to: 'EUR', rates: { USD: [{ from: '2024-01-01', rate: 0 }] } },
      'Cannot convert money with "rates.USD": 0 (number), expected a finite number above zero',
    ],
  ])('throws when its options are mistaken: %j', (options, message) => {
    expect(() => convertMoney(event({}), options)).toThrow(message)
  })
})
