import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { builtin } from '../../src'
import { createFakeShop, expectDelivered, type FakeShop, type FakeTab } from '../../src/testing'

// What a page was left with before the database had it: kept where the next page finds it at once.
const LEFT = 'aisle.~unsent'
const consent = { analytics: true }

let shop: FakeShop
beforeEach(() => {
  shop = createFakeShop()
})
afterEach(async () => {
  await shop.close()
  expect(shop.errors).toEqual([])
})

const start = (tab: FakeTab = shop.openTab()) => tab.createTracker({ consent, track_pages: false })
const order = { order_id: 'A-1', products: [{ product_id: 'SKU-1', price: 5, quantity: 1 }], currency: 'EUR' }

/** A tab that is closed offline at once after it tracked an order. */
async function leaveOffline(): Promise<void> {
  const tab = shop.openTab()
  const tracker = start(tab)
  await shop.pass(1_000)
  shop.network.goOffline()
  tracker.track('order_completed', order)
  tab.close()
}

describe('events that a page was left with', () => {
  test('are at hand at once, and delivered by the next page, each once', async () => {
    await leaveOffline()
    expect(JSON.parse(shop.disk.local.get(LEFT) ?? '')).toMatchObject([{ name: 'order_completed' }])
    shop.network.goOnline()
    const tracker = start()
    await shop.pass(5_000)
    expectDelivered(shop.collector, [{ name: 'order_completed', props: { order_id: 'A-1' } }])
    expect(JSON.parse(shop.disk.local.get(LEFT) ?? '')).toEqual([])
    expect(tracker.ledger()).toMatchObject({ accepted: 1, delivered: 1, waiting: 0 })
  })

  test('are also an order that was being stored when the page was killed', async () => {
    const tab = shop.openTab()
    const tracker = start(tab)
    await shop.pass(1_000)
    tracker.track('order_completed', order)
    await Promise.resolve()
    tab.kill()
    // The page is loaded again, and tracks it again.
    start().track('order_completed', order)
    await shop.pass(5_000)
    expectDelivered(shop.collector, ['order_completed'])
    expect(JSON.parse(shop.disk.local.get(LEFT) ?? '')).toEqual([])
  })

  test('are one order where the next page tracks it again', async () => {
    await leaveOffline()
    shop.network.goOnline()
    start().track('order_completed', order)
    await shop.pass(5_000)
    expectDelivered(shop.collector, ['order_completed'])
  })

  test('are delivered once where several pages open at the same time', async () => {
    await leaveOffline()
    shop.network.goOnline()
    start()
    start()
    await shop.pass(5_000)
    expectDelivered(shop.collector, ['order_completed'])
  })

  test('go where consent is taken back', async () => {
    await leaveOffline()
    start().setConsent({ analytics: false })
    await shop.pass(1_000)
    shop.network.goOnline()
    start()
    await shop.pass(5_000)
    expectDelivered(shop.collector, [])
    expect(shop.disk.local.get(LEFT) ?? '[]').toBe('[]')
  })

  test('go where one of two consents is taken back in another page', async () => {
    const both = { consent: { analytics: true, personalization: true }, definitions: builtin, track_pages: false }
    const other = shop.openTab().createTracker(both)
    await leaveOffline()
    other.setConsent({ analytics: false })
    await shop.pass(1_000)
    shop.network.goOnline()
    start()
    await shop.pass(5_000)
    expectDelivered(shop.collector, [])
  })

  test.each(['', '{', 'null', '7', '"x"', '[null,7,"x",[]]', '{"a":1}'])('may be anything: %s', async (text) => {
    shop.disk.local.set(LEFT, text)
    start().track('page_viewed')
    await shop.pass(5_000)
    expectDelivered(shop.collector, ['page_viewed'])
  })
})

test('a tab tells the one that sends of its events once they are there to be found', async () => {
  start()
  const tracker = start()
  await shop.pass(1_000)
  const stored = () => [...(shop.disk.databases.get('aisle')?.get('texts')?.keys() ?? [])].filter((key) => key < '~')
  const found: number[] = []
  shop.openTab().run(() => {
    new BroadcastChannel('aisle').onmessage = ({ data }) => {
      if (data.wake) found.push(stored().length)
    }
  })
  tracker.track('page_viewed')
  await shop.pass(500)
  expect(Math.max(...found)).toBe(1)
  await shop.pass(5_000)
  expectDelivered(shop.collector, ['page_viewed'])
})
