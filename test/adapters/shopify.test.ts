import { describe, expect, it } from 'vitest'
import { fromShopifyOrdersCsv, fromShopifyPixel, fromShopifyWebhook } from '../../src/adapters/shopify'
import { parseCsv } from '../../src/adapters/support/csv'
import { calls } from './support/calls-shopify'
import { testCases } from './support/cases'

describe('the golden cases of Shopify', () => testCases('shopify', calls))

describe('the same order by pixel, webhook and export', () => {
  it('is the same event, at the same total', () => {
    const amount = (value: number) => ({ amount: value, currencyCode: 'USD' })
    const checkout = {
      order: { id: 'gid://shopify/OrderIdentity/5001' },
      totalPrice: amount(34.98),
      currencyCode: 'USD',
    }
    const pixel = {
      id: 'sh-1',
      name: 'checkout_completed',
      clientId: 'c',
      timestamp: '2024-05-01T10:00:00Z',
      data: { checkout },
    }
    const webhook = { id: 5001, created_at: '2024-05-01T10:00:00Z', total_price: '34.98', currency: 'USD' }
    const csv =
      'Name,Financial Status,Currency,Total,Created at,Id\n#1001,paid,USD,34.98,2024-05-01 10:00:00 +0000,5001\n'
    const events = [
      fromShopifyPixel(pixel),
      fromShopifyWebhook('orders/create', webhook),
      fromShopifyOrdersCsv(csv),
    ].map(({ events }) => events[0]!)
    expect(new Set(events.map(({ id }) => id))).toEqual(new Set(['order_completed:5001']))
    expect(new Set(events.map(({ props }) => `${props.total} ${props.currency}`))).toEqual(new Set(['34.98 USD']))
  })
})

describe('parseCsv()', () => {
  it.each([
    ['a,b\n1,2', [{ a: '1', b: '2' }]],
    ['\uFEFFa,b\r\n1,"x, ""y""\n"\r\n', [{ a: '1', b: 'x, "y"\n' }]],
    ['a,b\n1', [{ a: '1', b: '' }]],
    ['a,a\n1,2', [{ a: '1' }]],
    [
      'a,b\n1,\n\n3,4,5',
      [
        { a: '1', b: '' },
        { a: '3', b: '4' },
      ],
    ],
    ['a,b\n5" x,"never ends\n', [{ a: '5" x', b: '"never ends' }]],
    ['__proto__,a\nx,1', [{ a: '1' }]],
    ['', []],
  ])('reads %j', (text, rows) => {
    expect(parseCsv(text)).toEqual(rows)
  })
})
