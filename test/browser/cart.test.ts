import type { BrowserContext } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openTrackedShop, type TrackedShop, visit } from './support/tracked-shop'

let shop: TrackedShop
let shopper: BrowserContext

beforeAll(async () => {
  shop = await openTrackedShop()
})
afterAll(() => shop?.close())
beforeEach(async () => {
  shopper = await shop.newShopper()
  shop.forget()
})
afterEach(() => shopper.close())

const begin = 'start({ consent: { analytics: true } })'
/** What was put in and taken out: `+A 2`. */
const moves = () =>
  shop
    .events()
    .flatMap(({ name, products }) =>
      products.map(({ product_id, quantity }) => `${name === 'product_added' ? '+' : '-'}${product_id} ${quantity}`),
    )
const cart = (lines: Record<string, number>) => {
  const all = Object.entries(lines).map(([product_id, quantity]) => ({ product_id, price: 5, quantity }))
  return `tracker.cart(${JSON.stringify(all)}, { currency: 'EUR', cart_id: 'c-1' })`
}

describe('tracker.cart()', () => {
  test('says each thing that came in or went out once, however often and wherever it is called', async () => {
    const one = await visit(shop, shopper)
    const other = await visit(shop, shopper)
    await one.evaluate(`${begin}; ${cart({ A: 1 })}; ${cart({ A: 1 })}`)
    await expect.poll(moves).toEqual(['+A 1'])
    await other.evaluate(`${begin}; ${cart({ A: 1 })}; ${cart({ A: 3, B: 1 })}; ${cart({ A: 3, B: 1 })}`)
    await expect.poll(moves).toEqual(['+A 1', '+A 2', '+B 1'])
    await one.evaluate(cart({ A: 3, B: 1 }))
    await one.reload()
    await one.waitForFunction('globalThis.loaded')
    await one.evaluate(`${begin}; ${cart({ A: 3, B: 1 })}; ${cart({ A: 2 })}`)
    await expect.poll(moves).toEqual(['+A 1', '+A 2', '+B 1', '-A 1', '-B 1'])
    expect(shop.events().at(-1)!.props).toEqual({ currency: 'EUR', cart_id: 'c-1', cart_value: 10 })
    await other.evaluate(cart({}))
    await expect.poll(moves).toEqual(['+A 1', '+A 2', '+B 1', '-A 1', '-B 1', '-A 2'])
  })

  test('does not take out of the cart what an order took: neither all of it nor a part', async () => {
    const page = await visit(shop, shopper)
    const order = (order_id: string, lines: Record<string, number>) => {
      const products = Object.entries(lines).map(([product_id, quantity]) => ({ product_id, price: 5, quantity }))
      return `tracker.track('order_completed', ${JSON.stringify({ order_id, total: 5, currency: 'EUR', products })})`
    }
    await page.evaluate(`${begin}; ${cart({ A: 2, B: 1 })}; ${order('o-1', { A: 2 })}; ${cart({ B: 1 })}`)
    await expect.poll(moves).toEqual(['+A 2', '+B 1', '-A 2'])
    // One bought at once, which was in no cart; then the rest of the cart, and a thing out of it.
    await page.evaluate(`${order('o-2', { C: 1 })}; ${cart({ B: 1 })}; ${cart({ B: 3 })}
      ${order('o-3', { B: 2 })}; ${cart({ B: 1 })}; ${cart({})}`)
    await expect.poll(() => shop.events().length).toBe(7)
    expect(shop.events().map(({ name, products: [line] }) => `${name} ${line!.product_id} ${line!.quantity}`)).toEqual([
      'product_added A 2',
      'product_added B 1',
      'order_completed A 2',
      'order_completed C 1',
      'product_added B 2',
      'order_completed B 2',
      'product_removed B 1',
    ])
  })

  test('knows a cart that the page changes in place, and one that another shopper left as not theirs', async () => {
    const page = await visit(shop, shopper)
    await page.evaluate(`${begin}
      const lines = [{ product_id: 'A', quantity: 1 }]
      tracker.cart(lines)
      lines[0].quantity = 3
      tracker.cart(lines)
      lines.pop()
      tracker.cart(lines)`)
    await expect.poll(moves).toEqual(['+A 1', '+A 2', '-A 3'])
    await page.evaluate(`tracker.identify('ada'); ${cart({ A: 1 })}; tracker.identify('bob'); ${cart({ A: 1 })}`)
    await expect.poll(moves).toEqual(['+A 1', '+A 2', '-A 3', '+A 1', '+A 1'])
    const [ada, bob] = shop.events().slice(-2)
    expect([ada!.user_id, bob!.user_id]).toEqual(['ada', 'bob'])
    expect(ada!.visitor_id).not.toBe(bob!.visitor_id)
  })
})
