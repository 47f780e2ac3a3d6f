import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openTrackedShop, type TrackedShop, visit } from './support/tracked-shop'

// Counts all that a page schedules, and looks at all that it may keep.
const watch = `{
  const scheduled = []
  for (const name of ['setTimeout', 'setInterval', 'requestIdleCallback', 'requestAnimationFrame']) {
    const own = globalThis[name]
    globalThis[name] = (...call) => {
      // Playwright's own are not the page's.
      if (/page\\.js|chunk/.test(new Error().stack)) scheduled.push(name)
      return own.apply(globalThis, call)
    }
  }
  const stored = async () => {
    const texts = {}
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise((done) => {
        const request = indexedDB.open(name)
        request.onsuccess = () => done(request.result)
      })
      for (const store of database.objectStoreNames) {
        const request = database.transaction(store).objectStore(store).getAllKeys()
        await new Promise((done) => { request.onsuccess = done })
        for (const key of request.result) texts[name + '/' + store + '/' + key] = true
      }
      database.close()
    }
    return Object.keys(texts)
  }
  globalThis.kept = async () => [
    ...document.cookie.split(';').filter(Boolean),
    ...Object.keys(localStorage),
    ...Object.keys(sessionStorage),
    ...await caches.keys(),
    ...await stored(),
  ]
  globalThis.databases = () => indexedDB.databases()
  globalThis.locks = async () => {
    const { held, pending } = await navigator.locks.query()
    return held.length + pending.length
  }
  globalThis.scheduled = scheduled
}`
const optedOut = `Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true })`

let shop: TrackedShop
let shopper: BrowserContext

beforeAll(async () => {
  shop = await openTrackedShop()
})
afterAll(() => shop?.close())
beforeEach(async () => {
  shopper = await shop.newShopper(watch)
  shop.forget()
})
afterEach(() => shopper.close())

const open = (path?: string) => visit(shop, shopper, path)
const kept = (page: Page) => page.evaluate<string[]>('kept()')
const all = '{ analytics: true, personalization: true }'

/** Uses all of a tracker, and gives it time to do something of it. */
async function use(page: Page): Promise<void> {
  await page.evaluate(`
    tracker.track('product_viewed', { product: { product_id: 'A', price: 5 }, number: 1 })
    tracker.identify('ada')
    tracker.cart([{ product_id: 'A', price: 5 }])
    history.pushState({}, '', '/list')
    tracker.page()
    tracker.getSnapshot(); tracker.subscribe(() => {}); tracker.explain('cart_abandoner'); tracker.ledger()
    tracker.flush()
    dispatchEvent(new Event('online'))
    document.dispatchEvent(new Event('visibilitychange'))
  `)
  await page.waitForTimeout(300)
}

/** Consents, tracks, and leaves a shop in which something is kept. */
async function leaveTraces(): Promise<void> {
  const page = await open()
  await page.evaluate(`start({ definitions: builtin, consent: ${all} })`)
  await use(page)
  await expect.poll(() => shop.events().length).toBeGreaterThan(1)
  await page.evaluate('tracker.stop()')
  await expect.poll(() => kept(page)).toEqual(expect.arrayContaining(['aisle.~me', 'aisle.~left']))
  await page.close()
}

describe('while consent is pending', () => {
  test('nothing is kept, asked for or scheduled, and no plugin is set up', async () => {
    const page = await open('/?utm_source=news')
    const asked = shop.asked()
    await page.evaluate(`
      globalThis.setUp = 0
      const lazy = { name: 'lazy', setup: () => { setUp += 1; return fetch('/lazy') } }
      start({ definitions: builtin, consent: 'pending', track_pages: true, plugins: [lazy] })
    `)
    await use(page)
    expect(await page.evaluate('scheduled')).toEqual([])
    expect(await page.evaluate('databases()')).toEqual([])
    expect(await kept(page)).toEqual([])
    expect(await page.evaluate('locks()')).toBe(0)
    expect(shop.asked()).toEqual(asked)
    expect(await page.evaluate('setUp')).toBe(0)
    expect(await page.evaluate('tracker.ledger()')).toEqual({ accepted: 6, delivered: 0, waiting: 6, dropped: {} })

    await page.evaluate(`tracker.setConsent(${all})`)
    await expect.poll(() => page.evaluate('setUp')).toBe(1)
    await expect.poll(() => page.evaluate('scheduled.length')).toBeGreaterThan(0)
  })

  test('calls wait with their own time, page and campaign, and are replayed in order by a yes', async () => {
    const page = await open('/?utm_source=news&utm_medium=email&utm_campaign=spring')
    const before = Date.now()
    await page.evaluate(`
      start({ definitions: builtin, track_pages: true })
      const cart = [{ product_id: 'A', price: 5 }]
      tracker.track('product_viewed', { product: cart[0] })
      tracker.cart(cart)
      cart.push({ product_id: 'B', price: 7 })
      tracker.cart(cart)
    `)
    await page.waitForTimeout(200)
    await page.evaluate(`history.pushState({}, '', '/list')`)
    await page.waitForTimeout(200)
    const asked_at = Date.now()
    await page.evaluate(`tracker.setConsent({ analytics: true })`)
    await expect.poll(() => shop.events().length).toBe(5)
    const events = shop.events()
    expect(events.map(({ name }) => name)).toEqual([
      'page_viewed',
      'product_viewed',
      'product_added',
      'product_added',
      'page_viewed',
    ])
    const [landing, viewed, , , list] = events
    expect(landing!.time).toBeGreaterThanOrEqual(before - 1_000)
    expect(viewed!.time).toBeLessThan(asked_at - 300)
    expect(list!.time).toBeLessThan(asked_at - 100)
    expect(viewed!.context).toMatchObject({
      page: { path: '/', search: '?utm_source=news&utm_medium=email&utm_campaign=spring' },
      campaign: { source: 'news', medium: 'email', name: 'spring' },
      channel: 'email',
    })
    expect(list!.context).toMatchObject({
      page: { path: '/list', referrer: expect.stringContaining('utm_source=news') },
    })
    expect(events.map(({ products }) => products.map(({ product_id }) => product_id).join())).toEqual([
      '',
      'A',
      'A',
      'B',
      '',
    ])
    expect(new Set(events.map(({ session_id }) => session_id)).size).toBe(1)
  })
})

describe('a no', () => {
  test('forgets what waits, and leaves nothing of what an earlier page has kept', async () => {
    await leaveTraces()
    shop.forget()
    const page = await open()
    await page.evaluate('start({ definitions: builtin })')
    await use(page)
    await page.evaluate('tracker.setConsent({ analytics: false, personalization: false })')
    await expect.poll(() => kept(page)).toEqual([])
    await use(page)
    expect(await kept(page)).toEqual([])
    expect(shop.events()).toEqual([])
    expect(await page.evaluate('tracker.ledger().waiting')).toBe(0)
    expect(await page.evaluate('errors')).toEqual([])
  })

  test('is what Global Privacy Control says, whatever else is said, unless it is not to be honoured', async () => {
    await leaveTraces()
    shop.forget()
    await shopper.addInitScript(optedOut)
    const page = await open()
    await page.evaluate(`start({ definitions: builtin, consent: ${all} })`)
    await page.evaluate(`tracker.setConsent(${all})`)
    await use(page)
    await expect.poll(() => kept(page)).toEqual([])
    expect(shop.events()).toEqual([])

    await page.evaluate(`start({ honour_privacy_control: false, consent: ${all} }).track('page_viewed')`)
    await expect.poll(() => shop.events().length).toBe(1)
  })

  test('takes back a yes, events that wait included, and can be taken back in turn', async () => {
    const page = await open()
    shop.answer(503)
    await page.evaluate(`start({ definitions: builtin, consent: ${all} })`)
    await page.evaluate(`tracker.track('page_viewed', { number: 1 })`)
    await page.waitForTimeout(200)
    expect(await page.evaluate('tracker.ledger().waiting')).toBe(1)
    const id = await page.evaluate('JSON.parse(localStorage["aisle.~me"]).identity.visitor_id')
    await page.evaluate('tracker.setConsent({ analytics: false, personalization: false })')
    await expect.poll(() => kept(page)).toEqual([])
    shop.answer(204)
    await page.evaluate(`tracker.track('page_viewed', { number: 2 })`)
    await page.evaluate(`tracker.setConsent(${all})`)
    await page.evaluate(`tracker.track('page_viewed', { number: 3 })`)
    await page.evaluate('tracker.flush()')
    await expect.poll(() => shop.events().map(({ props }) => props.number)).toEqual([3])
    expect(shop.events()[0]!.visitor_id).not.toBe(id)
  })
})

describe('one purpose alone', () => {
  test('analytics: events are sent, no engine is loaded and no segment kept', async () => {
    const page = await open()
    const asked = shop.asked()
    await page.evaluate('start({ definitions: builtin, consent: { analytics: true, personalization: false } })')
    await use(page)
    await expect.poll(() => shop.events().length).toBe(3)
    expect((await kept(page)).filter((key) => /~(shopper|left)/.test(key))).toEqual([])
    expect(shop.asked().filter((path) => !asked.includes(path))).toContain('/collect')
    expect(shop.asked().filter((path) => path.endsWith('.js'))).toEqual(asked.filter((path) => path.endsWith('.js')))
    expect(await page.evaluate('tracker.getSnapshot().is_ready')).toBe(false)
  })

  test('personalization: segments are worked out, no event is kept or sent', async () => {
    const page = await open()
    await page.evaluate('start({ definitions: builtin, consent: { personalization: true, analytics: false } })')
    await use(page)
    await page.waitForFunction('tracker.getSnapshot().stages.purchase_journey')
    await expect.poll(() => kept(page)).toContain('aisle/texts/~shopper')
    expect((await kept(page)).filter((key) => /\/[0-9a-f]{8}-/.test(key))).toEqual([])
    await page.goto(`${shop.origin}/next`)
    expect(shop.events()).toEqual([])
  })

  test('a no to one leaves the other; what a no takes is not sent at the exit', async () => {
    const page = await open()
    await page.evaluate(`start({ definitions: builtin, consent: ${all}, batch_delay_ms: 60_000 })`)
    await page.waitForFunction('tracker.getSnapshot().is_ready')
    shop.forget()
    await page.evaluate(`
      tracker.track('page_viewed', { number: 1 })
      tracker.setConsent({ analytics: false })
      tracker.track('page_viewed', { number: 2 })
    `)
    await expect.poll(() => page.evaluate('tracker.ledger()')).toMatchObject({ waiting: 0, dropped: { denied: 2 } })
    await page.goto(`${shop.origin}/next`)
    await page.waitForTimeout(300)
    expect(shop.events()).toEqual([])
    expect(await kept(page)).toContain('aisle.~left')
  })

  test('a yes that comes later than the other makes no other shopper and no other event of the same call', async () => {
    const page = await open()
    await page.evaluate(`
      start({ definitions: builtin, consent: { analytics: true } })
      tracker.identify('ada')
      tracker.track('page_viewed', { number: 1 })
      tracker.identify('bob')
      tracker.cart([{ product_id: 'A' }])
      tracker.cart([{ product_id: 'B' }])
    `)
    await expect.poll(() => shop.events().length).toBe(4)
    const { visitor_id } = shop.events()[3]!
    await page.evaluate(`tracker.setConsent({ personalization: true })`)
    await page.waitForFunction('tracker.getSnapshot().is_ready')
    await page.evaluate(`tracker.track('page_viewed', { number: 2 })`)
    await expect.poll(() => shop.events().length).toBe(5)
    expect(shop.events()[4]).toMatchObject({ visitor_id, user_id: 'bob' })
    const exported = await page.evaluate<{ cart: object }>('tracker.export()')
    expect(exported.cart).toEqual([{ product_id: 'B', quantity: 1 }])
  })
})

describe('forget() and export()', () => {
  test('export() hands over what is kept, forget() erases it all, also what another tab still holds', async () => {
    const page = await open()
    const other = await open()
    // One after the other: two tabs that make a visitor at once are another matter.
    for (const tab of [page, other]) {
      await tab.evaluate(`start({ definitions: builtin, consent: ${all}, batch_delay_ms: 60_000 })`)
      await tab.waitForFunction('tracker.getSnapshot().is_ready')
      for (const each of [page, other])
        await each.waitForFunction(`JSON.stringify(localStorage).includes('visitor_id')`)
    }
    await use(page)
    // On a busy machine a tab may open its database, or hear of what another has written, much later.
    await other.waitForFunction(`JSON.stringify(localStorage).includes('ada')`)
    await other.evaluate(`tracker.track('page_viewed', { number: 7 })`)
    await page.waitForFunction('tracker.getSnapshot().is_ready')
    await other.waitForTimeout(300)
    const sent = shop.events().map(({ id }) => id)
    const found = await page.evaluate<Record<string, { id: string; identity: object }[]>>('tracker.export()')
    expect(found).toMatchObject({
      me: { identity: { user_id: 'ada' } },
      cart: [{ product_id: 'A', price: 5, quantity: 1 }],
      ledger: expect.anything(),
    })
    expect(found.events!.every(({ id }) => !sent.includes(id))).toBe(true)
    expect(found.events!.length + sent.length).toBe(4)
    await page.evaluate('tracker.forget()')
    expect(await kept(page)).toEqual([])
    expect(await page.evaluate('tracker.export()')).toEqual({})
    await other.close({ runBeforeUnload: true })
    await page.waitForTimeout(300)
    expect(shop.events().map(({ id }) => id)).toEqual(sent)
  })
})
