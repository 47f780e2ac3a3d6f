import { afterEach, describe, expect, test } from 'vitest'
import { builtin } from '../../src'
import type { Tracker } from '../../src/browser/tracker'
import { createFakeShop, type FakeShop, type FakeTab } from '../../src/testing'

const consent = { analytics: true, personalization: true }
const order = { order_id: 'A-1', products: [{ product_id: 'SKU-1', price: 5, quantity: 1 }], currency: 'EUR' }

let shop: FakeShop
afterEach(async () => {
  await shop.close()
  expect(shop.errors).toEqual([])
})

const start = (tab: FakeTab = shop.openTab()) =>
  tab.createTracker({ consent, definitions: builtin, track_pages: false })
const ordersOf = (tracker: Tracker) => tracker.getSnapshot().traits.orders
/** How many orders a page knows of that opens now. */
const ordersStored = async () => {
  const tracker = start()
  await shop.pass(5_000)
  return ordersOf(tracker)
}

describe('the segments of another shopper', () => {
  test.each<[string, (tracker: Tracker) => void]>([
    ['reset()', (tracker) => tracker.reset()],
    ['identify()', (tracker) => tracker.identify('bob')],
  ])('have nothing of what was tracked just before %s', async (_, begin) => {
    shop = createFakeShop()
    const tracker = start()
    tracker.identify('ada')
    await shop.pass(5_000)
    tracker.track('order_completed', order)
    begin(tracker)
    await shop.pass(5_000)
    expect(ordersOf(tracker)).toBe(0)
    expect(await ordersStored()).toBe(0)
    expect(shop.collector.events).toMatchObject([{ name: 'order_completed', user_id: 'ada' }])
  })

  test('have nothing of the one before in a tab that cannot hear of them', async () => {
    shop = createFakeShop({ without: ['BroadcastChannel'] })
    const [here, there] = [start(), start()]
    there.track('order_completed', order)
    await shop.pass(5_000)
    here.reset()
    there.track('page_viewed')
    await shop.pass(5_000)
    expect(ordersOf(there)).toBe(0)
    expect(await ordersStored()).toBe(0)
  })

  test('have nothing of the one before in a page that comes back from the cache', async () => {
    shop = createFakeShop()
    const tab = shop.openTab()
    const [here, away] = [start(), start(tab)]
    const befall = (type: string) => tab.window.dispatchEvent(Object.assign(new Event(type), { persisted: true }))
    away.track('order_completed', order)
    await shop.pass(5_000)
    befall('pagehide')
    tab.hide()
    here.reset()
    await shop.pass(5_000)
    befall('pageshow')
    tab.show()
    away.track('page_viewed')
    await shop.pass(5_000)
    expect(ordersOf(away)).toBe(0)
    expect(await ordersStored()).toBe(0)
  })
})
