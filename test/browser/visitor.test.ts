import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTrackedShop, type TrackedShop, visit } from './support/tracked-shop'

let shop: TrackedShop

beforeAll(async () => {
  shop = await openTrackedShop()
})
afterAll(() => shop?.close())

test('a new shopper is one visitor in tabs that are opened at once', async () => {
  for (let round = 0; round < 4; round++) {
    const shopper = await shop.newShopper()
    shop.forget()
    const tabs = await Promise.all([visit(shop, shopper), visit(shop, shopper), visit(shop, shopper)])
    await Promise.all(
      tabs.map((tab) => tab.evaluate(`start({ consent: { analytics: true } }); tracker.track('product_viewed')`)),
    )
    await expect.poll(() => shop.events().length).toBe(tabs.length)
    expect(new Set(shop.events().map(({ visitor_id }) => visitor_id)).size).toBe(1)
    await shopper.close()
  }
})
