import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { builtin } from '../../src'
import type { Tracker } from '../../src/browser/tracker'
import { createFakeShop, type FakeShop, type FakeTab } from '../../src/testing'

const consent = { analytics: true, personalization: true }
const SECOND = 1_000

let shop: FakeShop
/** What is to be reported. */
let errors: readonly unknown[]
beforeEach(() => {
  shop = createFakeShop()
  errors = []
})
afterEach(async () => {
  await shop.close()
  expect(shop.errors.map(({ message }) => message)).toEqual(errors)
})

const start = (tab: FakeTab) => tab.createTracker({ consent, track_pages: false })
const view = (tracker: Tracker, product_id: string) => tracker.track('product_viewed', { product: { product_id } })
/** The products that were viewed, in the order in which the collector heard of them. */
const viewed = () => shop.collector.events.map(({ products }) => products[0]?.product_id)
const settled = { waiting: 0, dropped: {} }

describe('createFakeShop()', () => {
  test('delivers what the tracker of a tab tracks, and works segments out', async () => {
    const tracker = shop.openTab().createTracker({ consent, definitions: builtin })
    tracker.track('product_viewed', { product: { product_id: 'SKU-1', price: 5 }, currency: 'EUR' })
    await shop.pass(SECOND)
    expect(shop.collector.events.map(({ name }) => name)).toEqual(['page_viewed', 'product_viewed'])
    expect(shop.collector.problems).toEqual([])
    expect(tracker.getSnapshot().stages.purchase_journey).toBeDefined()
    expect(tracker.ledger()).toEqual({ accepted: 2, delivered: 2, ...settled })
  })

  test('keeps two shops apart', async () => {
    const other = createFakeShop({ origin: 'https://other.example' })
    view(start(shop.openTab()), 'here')
    view(start(other.openTab()), 'there')
    await shop.pass(SECOND)
    await other.pass(SECOND)
    other.close()
    expect(viewed()).toEqual(['here'])
    expect(other.collector.events.map(({ products }) => products[0]?.product_id)).toEqual(['there'])
  })

  test('gives the global object back as it was', async () => {
    const before = Object.getOwnPropertyDescriptors(globalThis)
    await shop.close()
    const after = Object.getOwnPropertyDescriptors(globalThis)
    expect(typeof window).toBe('undefined')
    const own = createFakeShop()
    expect(own.openTab().run(() => typeof window)).toBe('object')
    expect(typeof window).toBe('undefined')
    await own.close()
    expect(Object.getOwnPropertyDescriptors(globalThis)).toEqual(after)
    expect(Object.keys(before)).toContain('window')
    expect(Object.keys(after)).not.toContain('window')
  })

  test('gives back nothing while code of a tab goes on', async () => {
    const seen: string[] = []
    void shop.openTab().run(async () => {
      for (let turn = 0; turn < 100; turn++) await undefined
      await new Promise<void>(queueMicrotask)
      seen.push(typeof document, String(await Promise.race([fetch('/'), 'no answer'])))
    })
    await shop.close()
    expect([...seen, typeof document]).toEqual(['object', 'no answer', 'undefined'])
  })

  test.each([['indexedDB'], ['localStorage'], ['locks'], ['BroadcastChannel']] as const)(
    'may be closed at any moment without %s',
    async (part) => {
      const unheard: unknown[] = []
      const hear = (error: unknown) => unheard.push(error)
      process.on('unhandledRejection', hear)
      await shop.close()
      for (let turns = 0; turns < 40; turns++) {
        const own = createFakeShop({ without: [part] })
        view(start(own.openTab()), '1')
        for (let turn = 0; turn < turns; turn++) await undefined
        await own.close()
      }
      // Whatever nobody heard is told between two turns of the event loop.
      await new Promise((resolve) => setTimeout(resolve))
      process.off('unhandledRejection', hear)
      expect(unheard).toEqual([])
    },
  )

  test('leaves to all other code what that writes to the global object', async () => {
    const own = createFakeShop()
    const tab = own.openTab()
    Object.assign(globalThis, { screen: 'a', document: 'a' })
    expect([screen, tab.run(() => typeof screen), document, tab.run(() => typeof document)]).toEqual([
      ...['a', 'object', 'a', 'object'],
    ])
    await Promise.all([own.close(), shop.close()])
    expect(Object.getOwnPropertyDescriptor(globalThis, 'screen')).toEqual({
      ...{ value: 'a', configurable: true, enumerable: true, writable: true },
    })
    Reflect.deleteProperty(globalThis, 'screen')
    Reflect.deleteProperty(globalThis, 'document')
  })
})

describe('tabs', () => {
  test('of one shop are one visitor, and one of them sends for all', async () => {
    const trackers = [shop.openTab(), shop.openTab()].map(start)
    for (const [i, tracker] of trackers.entries()) view(tracker, `${i}`)
    await shop.pass(SECOND)
    expect(viewed().sort()).toEqual(['0', '1'])
    expect(new Set(shop.collector.events.map(({ visitor_id }) => visitor_id)).size).toBe(1)
    expect(shop.network.requests).toHaveLength(1)
  })

  test('hand the lead on when the one that sends is killed', async () => {
    const [first, second] = [shop.openTab(), shop.openTab()]
    start(first)
    const tracker = start(second)
    await shop.pass(SECOND)
    first.kill()
    view(tracker, 'after')
    await shop.pass(SECOND)
    expect(viewed()).toEqual(['after'])
  })

  test('that are closed send the rest with keepalive, once', async () => {
    const tab = shop.openTab()
    const tracker = start(tab)
    await shop.pass(SECOND)
    view(tracker, 'last')
    tab.close()
    await shop.pass()
    expect(viewed()).toEqual(['last'])
    expect(shop.network.requests.map(({ keepalive }) => keepalive)).toEqual([true])
    start(shop.openTab())
    await shop.pass(10 * SECOND)
    expect(viewed()).toEqual(['last'])
  })

  test('that are killed lose nothing that was stored, and do nothing any more', async () => {
    const tab = shop.openTab()
    const tracker = start(tab)
    view(tracker, 'stored')
    await shop.pass()
    tab.kill()
    view(tracker, 'lost')
    await shop.pass(60 * SECOND)
    expect(viewed()).toEqual([])
    expect(tab.used().timers).toBe(0)
    start(shop.openTab())
    await shop.pass(SECOND)
    expect(viewed()).toEqual(['stored'])
  })

  test('that are killed before anything is stored lose it', async () => {
    const tab = shop.openTab()
    view(start(tab), 'lost')
    tab.kill()
    start(shop.openTab())
    await shop.pass(60 * SECOND)
    expect(viewed()).toEqual([])
  })

  test('that are hidden send at once, and go on', async () => {
    const tab = shop.openTab()
    const tracker = start(tab)
    await shop.pass(SECOND)
    view(tracker, 'hidden')
    tab.hide()
    await shop.pass()
    expect(viewed()).toEqual(['hidden'])
    tab.show()
    view(tracker, 'shown')
    await shop.pass(SECOND)
    expect(viewed()).toEqual(['hidden', 'shown'])
  })

  test('use listeners and timers, and none once their tracker has stopped', async () => {
    const tab = shop.openTab()
    const tracker = start(tab)
    view(tracker, 'a')
    await shop.pass()
    expect(tab.used().listeners).toBeGreaterThan(0)
    expect(tab.used().timers).toBeGreaterThan(0)
    tracker.stop()
    await shop.pass()
    expect(tab.used()).toEqual({ listeners: 0, timers: 0 })
  })

  test('see views of pages by history', async () => {
    const tab = shop.openTab({ path: '/list', referrer: 'https://search.example/' })
    tab.createTracker({ consent })
    await shop.pass(SECOND)
    tab.run(() => history.pushState(null, '', '/cart?utm_source=x'))
    await shop.pass(2 * SECOND)
    const pages = shop.collector.events.map(({ context }) => context.page)
    expect(pages).toMatchObject([
      { path: '/list', referrer: 'https://search.example/', title: 'Shop' },
      { path: '/cart', referrer: 'https://shop.example/list' },
    ])
  })
})

describe('network', () => {
  test('has what a failing collector did not take come again, once each', async () => {
    let failures = 0
    shop.network.fault = () => (['unreached', 'lost', 503] as const)[failures++]
    const tracker = start(shop.openTab())
    view(tracker, 'a')
    await shop.pass(60 * SECOND)
    expect(viewed()).toEqual(['a'])
    expect(shop.network.requests.map(({ status }) => status)).toEqual([undefined, undefined, 503, 204])
    expect(tracker.ledger()).toEqual({ accepted: 1, delivered: 1, ...settled })
  })

  test('waits while it is offline, and sends when it is back', async () => {
    shop.network.goOffline()
    const tab = shop.openTab()
    const tracker = start(tab)
    view(tracker, 'a')
    await shop.pass(60 * SECOND)
    expect(tab.run(() => navigator.onLine)).toBe(false)
    expect([viewed(), tracker.ledger().waiting]).toEqual([[], 1])
    shop.network.goOnline()
    await shop.pass()
    expect(viewed()).toEqual(['a'])
  })

  test('takes as long as it is told to', async () => {
    shop.network.latency_ms = 200
    const tracker = start(shop.openTab())
    view(tracker, 'a')
    await shop.pass(SECOND + 99)
    expect(viewed()).toEqual([])
    await shop.pass(1)
    expect([viewed(), tracker.ledger().delivered]).toEqual([['a'], 0])
    await shop.pass(100)
    expect(tracker.ledger().delivered).toBe(1)
  })

  test('is given up where it hangs', async () => {
    shop.network.fault = 'hangs'
    const tracker = start(shop.openTab())
    view(tracker, 'a')
    await shop.pass(SECOND)
    shop.network.fault = undefined
    await shop.pass(14 * SECOND)
    expect(viewed()).toEqual([])
    await shop.pass(2 * SECOND)
    expect(viewed()).toEqual(['a'])
  })

  test('keeps at most 64 KiB of a page alive, and says what nobody answers', async () => {
    const tab = shop.openTab()
    const body = 'x'.repeat(65_536)
    const post = (url: string) => tab.run(() => fetch(url, { method: 'POST', body, keepalive: true }))
    const both = [post('/collect'), post('/collect')]
    await expect(both[1]).rejects.toThrow('too much')
    expect((await both[0]!).status).toBe(400)
    const stray = tab.run(() => fetch('https://api.example/x'))
    await expect(stray).rejects.toThrow('Cannot fetch "https://api.example/x": nothing answers there')
  })
})

describe('disk', () => {
  test('that is full keeps nothing, and the tracker delivers all the same', async () => {
    shop.disk.is_full = true
    const tracker = start(shop.openTab())
    view(tracker, 'a')
    await shop.pass(SECOND)
    expect(viewed()).toEqual(['a'])
    expect([...shop.disk.local]).toEqual([])
    errors = ['Cannot store events: QuotaExceededError: The disk is full']
  })

  test.each([
    [['indexedDB'] as const, 1],
    [['indexedDB', 'localStorage'] as const, 1],
    [['localStorage'] as const, 0],
    [['locks'] as const, 0],
    [['BroadcastChannel'] as const, 0],
  ])('may lack %s', async (without, reported) => {
    const poor = createFakeShop({ without })
    const tracker = poor.openTab().createTracker({ consent, track_pages: false })
    view(tracker, 'a')
    await poor.pass(SECOND)
    poor.close()
    expect(poor.collector.events).toHaveLength(1)
    expect(poor.errors).toHaveLength(reported)
  })
})
