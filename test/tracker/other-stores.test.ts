import { afterEach, describe, expect, test, vi } from 'vitest'
import { createFakeShop, expectDelivered, type FakeShop } from '../../src/testing'

const consent = { analytics: true }
const order = { order_id: 'A-1', products: [{ product_id: 'SKU-1', price: 5, quantity: 1 }], currency: 'EUR' }

let shop: FakeShop
afterEach(async () => {
  vi.unstubAllGlobals()
  await shop.close()
})

const start = () => shop.openTab().createTracker({ consent, track_pages: false })

describe.each([
  ['IndexedDB', ['indexedDB']],
  ['localStorage', ['localStorage']],
  ['either', ['indexedDB', 'localStorage']],
] as const)('a browser without %s', (_, without) => {
  test('delivers an order, once also where the page tracks it twice', async () => {
    shop = createFakeShop({ without })
    const tracker = start()
    tracker.track('order_completed', order)
    tracker.track('order_completed', order)
    await shop.pass(5_000)
    expectDelivered(shop.collector, [{ name: 'order_completed', props: { order_id: 'A-1' } }])
    expect(tracker.ledger()).toMatchObject({ accepted: 1, delivered: 1, waiting: 0 })
  })

  test('delivers what was tracked while the collector was away', async () => {
    shop = createFakeShop({ without })
    const tracker = start()
    await shop.pass(1_000)
    shop.network.goOffline()
    tracker.track('order_completed', order)
    tracker.track('page_viewed', {})
    await shop.pass(60_000)
    shop.network.goOnline()
    await shop.pass(60_000)
    expectDelivered(shop.collector, ['order_completed', 'page_viewed'])
  })
})

test('a page that is refused a channel, as where storage is blocked, tracks and does not throw', async () => {
  shop = createFakeShop()
  const refuse = class {
    constructor() {
      throw new DOMException('The operation is insecure', 'SecurityError')
    }
  }
  vi.stubGlobal('BroadcastChannel', refuse)
  const tracker = start()
  tracker.track('order_completed', order)
  await shop.pass(5_000)
  expectDelivered(shop.collector, ['order_completed'])
})

test('export() hands over what there is where the database cannot be read', async () => {
  shop = createFakeShop()
  const tab = shop.openTab()
  const refuse = () => {
    throw new DOMException('The database is damaged', 'UnknownError')
  }
  tab.run(() => Object.assign(indexedDB, { open: refuse }))
  const tracker = tab.createTracker({ consent, track_pages: false })
  shop.network.goOffline()
  tracker.track('order_completed', order)
  await shop.pass(5_000)
  const found = tracker.export()
  await shop.pass()
  expect(await found).toMatchObject({
    me: { identity: { visitor_id: expect.any(String) } },
    orders: [['A-1', expect.any(Number)]],
    events: [{ name: 'order_completed' }],
  })
})
