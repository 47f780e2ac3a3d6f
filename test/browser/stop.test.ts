import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { bundle } from './support/bundle'
import { html, script, serve } from './support/site'
import { openTrackedShop, type TrackedShop, visit } from './support/tracked-shop'

// Takes down all that a page's globals are, the listeners and timers that there are, and the locks.
const watch = `{
  const listeners = []
  const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype
  const nameOf = (target) => target.constructor.name
  EventTarget.prototype.addEventListener = function (type, act, options) {
    const target = this ?? globalThis
    if (/IDB|Abort|BroadcastChannel/.test(nameOf(target))) return add.call(target, type, act, options)
    listeners.push({ target, type, act })
    return add.call(target, type, act, options)
  }
  EventTarget.prototype.removeEventListener = function (type, act, options) {
    const target = this ?? globalThis
    const at = listeners.findIndex((each) => each.target === target && each.type === type && each.act === act)
    if (at >= 0) listeners.splice(at, 1)
    return remove.call(target, type, act, options)
  }
  const timers = new Set()
  const { setTimeout: set, clearTimeout: clear } = globalThis
  globalThis.setTimeout = (act, ms, ...rest) => {
    const timer = set(() => { timers.delete(timer); act(...rest) }, ms)
    // Playwright's own are not the page's.
    if (/page\\.js|chunk/.test(new Error().stack)) timers.add(timer)
    return timer
  }
  globalThis.clearTimeout = (timer) => { timers.delete(timer); clear(timer) }
  const globals = { window, history, document, navigator, location, History: History.prototype, Navigator: Navigator.prototype }
  const parts = (object) => JSON.stringify(Reflect.ownKeys(object).map((key) => {
    const { value, get, set, ...rest } = Object.getOwnPropertyDescriptor(object, key)
    const said = typeof value === 'function' || typeof value === 'symbol' ? String(value) : typeof value
    return [String(key), said, String(get), String(set), rest]
  }).filter(([key]) => !/^(tracker|__pw|\\d+$)/.test(key)))
  globalThis.world = async () => {
    const { held, pending } = await navigator.locks.query()
    return {
      ...Object.fromEntries(Object.entries(globals).map(([name, object]) => [name, parts(object)])),
      listeners: listeners.map(({ target, type }) => nameOf(target) + ' ' + type).sort(),
      timers: timers.size,
      locks: held.length + pending.length,
    }
  }
}`
const withoutNavigation = `Object.defineProperty(window, 'navigation', { value: undefined })`

let shop: TrackedShop
let shopper: BrowserContext | undefined

beforeAll(async () => {
  shop = await openTrackedShop()
})
afterAll(() => shop?.close())
beforeEach(() => shop.forget())
afterEach(() => shopper?.close())

interface World {
  readonly listeners: readonly string[]
  readonly timers: number
  readonly locks: number
}
const worldOf = (page: Page) => page.evaluate<World>('world()')
const all = '{ analytics: true, personalization: true }'

describe('tracker.stop()', () => {
  test.each([
    ['Navigation', ''],
    ['History', withoutNavigation],
  ])('leaves the page as it was, with the %s API', async (api, first) => {
    shopper = await shop.newShopper(`${first};${watch}`)
    const page = await visit(shop, shopper)
    const before = await worldOf(page)
    await page.evaluate(`
      const setUp = { name: 'own', setup: () => { globalThis.trackerPlugin = 1; return () => { delete globalThis.trackerPlugin } } }
      start({ definitions: builtin, consent: ${all}, track_pages: true, plugins: [setUp] })
      tracker.track('product_added', { product: { product_id: 'A', price: 5 } })
    `)
    await page.waitForFunction('tracker.getSnapshot().is_ready')
    await page.evaluate(`
      history.pushState({}, '', '/list')
      tracker.track('product_viewed', { product: { product_id: 'A', price: 5 } })
    `)
    const during = await worldOf(page)
    expect(during.listeners.length).toBeGreaterThan(before.listeners.length + 3)
    expect(during.timers).toBeGreaterThan(0)
    expect(during.locks).toBe(1)
    if (api === 'History')
      expect(during).not.toMatchObject({ history: (before as World & { readonly history: string }).history })
    await page.evaluate('tracker.stop()')
    await page.waitForTimeout(300)
    expect(await worldOf(page)).toEqual(before)
  })

  test('ends all: later calls do nothing, a later yes included; what was tracked goes with the next page', async () => {
    shopper = await shop.newShopper(watch)
    const page = await visit(shop, shopper)
    await page.evaluate(`start({ consent: 'pending' }); tracker.track('page_viewed', { number: 1 }); tracker.stop()`)
    const before = await worldOf(page)
    await page.evaluate(`
      tracker.setConsent(${all})
      tracker.track('page_viewed', { number: 2 })
      tracker.page(); tracker.identify('ada'); tracker.cart([]); tracker.reset(); tracker.stop()
      tracker.flush()
    `)
    await page.waitForTimeout(200)
    expect(await worldOf(page)).toEqual(before)
    expect(shop.asked()).not.toContain('/collect')

    await page.evaluate(`
      start({ consent: ${all}, batch_delay_ms: 60_000 })
      tracker.track('page_viewed', { number: 3 })
      tracker.stop()
      tracker.track('page_viewed', { number: 4 })
    `)
    // Until the database is made, which a page that is left breaks off.
    await page.waitForTimeout(200)
    await page.goto(`${shop.origin}/next`)
    await page.waitForFunction('globalThis.loaded')
    await page.evaluate(`start({ consent: ${all} })`)
    await expect.poll(() => shop.events().map(({ props }) => props.number)).toEqual([3])
  })

  test('gives a client that can be awaited', async () => {
    shopper = await shop.newShopper()
    const page = await visit(shop, shopper)
    expect(await page.evaluate(`(async () => 'then' in start({}) || (await tracker) !== tracker)()`)).toBe(false)
  })
})

describe('a worker', () => {
  test('is left as it was by the import, and gets a tracker that does nothing', async () => {
    const code = await bundle(`
      const before = Reflect.ownKeys(globalThis).length
      import('./src/browser').then(async ({ createTracker }) => {
        const after = Reflect.ownKeys(globalThis).length
        const tracker = createTracker({ endpoint: '/collect', consent: { analytics: true } })
        tracker.track('page_viewed')
        await tracker.flush()
        postMessage([after - before, tracker.ledger().accepted, await tracker.export(), (await indexedDB.databases()).length])
      })
    `)
    const site = await serve({ '/': html('<body></body>'), '/worker.js': script(code) })
    shopper = await shop.newShopper()
    const page = await shopper.newPage()
    await page.goto(site.origin)
    const said = await page.evaluate(
      `new Promise((done) => { new Worker('/worker.js', { type: 'module' }).onmessage = ({ data }) => done(data) })`,
    )
    await site.close()
    expect(said).toEqual([0, 0, {}, 0])
    expect(site.visits.map(({ path }) => path)).not.toContain('/collect')
  })
})
