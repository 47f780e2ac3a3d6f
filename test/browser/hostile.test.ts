import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openTrackedShop, type TrackedShop, visit } from './support/tracked-shop'

let shop: TrackedShop
let shopper: BrowserContext
/** What reached the page: errors that nobody caught. */
let uncaught: string[]

beforeAll(async () => {
  shop = await openTrackedShop()
})
afterAll(() => shop?.close())
beforeEach(async () => {
  shopper = await shop.newShopper()
  shop.forget()
  uncaught = []
})
afterEach(() => shopper.close())

async function open(): Promise<Page> {
  const page = await visit(shop, shopper)
  page.on('pageerror', (error) => uncaught.push(error.message))
  return page
}

/** Tracks one more event, waits until it has come, and gives the numbers of all that came. */
async function delivered(page: Page): Promise<unknown[]> {
  await page.evaluate(`tracker.track('page_viewed', { number: 'end' })`)
  const numbers = () => shop.events().map(({ props }) => props.number)
  await expect.poll(numbers).toContain('end')
  return numbers()
}

const all = '{ analytics: true, personalization: true }'
const intact = `[{}.polluted, [].polluted, Object.prototype.toString.name, JSON.stringify({ a: 1 })]`

describe('hostile payloads', () => {
  test('neither throw, nor pollute, nor stop what is sound; each is reported once', async () => {
    const page = await open()
    const thrown = await page.evaluate<string[]>(`{
      start({ definitions: builtin, consent: ${all} })
      const throwing = { get a() { throw new Error('a') }, number: 1 }
      const cycle = { number: 2 }
      cycle.self = cycle
      const broken = new Proxy({}, { ownKeys() { throw new Error('keys') }, get() { throw new Error('get') } })
      const { proxy, revoke } = Proxy.revocable({}, {})
      revoke()
      const noText = { toString() { throw new Error('text') }, [Symbol.toPrimitive]() { throw new Error('text') } }
      const payloads = [
        throwing, cycle, broken, proxy,
        JSON.parse('{ "number": 3, "__proto__": { "polluted": 1 }, "constructor": { "prototype": { "polluted": 1 } } }'),
        { number: 4, big: 10n, symbol: Symbol('s'), act() {}, none: null, nan: NaN, date: new Date(), map: new Map() },
        { number: 5, huge: 'x'.repeat(5e6), ['y'.repeat(1e5)]: 1 },
        { number: 6, toJSON() { throw new Error('json') } },
        { number: 7, products: [proxy, broken, throwing, 5, null, 'text', [[]], { product_id: 'A' }] },
        { number: 8, products: { length: 1e9 }, product: [] },
        5, 'text', Symbol('s'), 10n, [], () => {}, null, undefined, noText, new Map(), document, window,
      ]
      const thrown = []
      const attempt = (act) => { try { act() } catch (error) { thrown.push(String(error)) } }
      for (let twice = 0; twice < 2; twice++) for (const payload of payloads) {
        attempt(() => tracker.track('product_viewed', payload))
        attempt(() => tracker.track(payload, { number: 9 }))
        attempt(() => tracker.cart(payload, payload))
        attempt(() => tracker.identify(payload))
        attempt(() => tracker.setConsent(payload))
        attempt(() => tracker.explain(payload))
        attempt(() => tracker.subscribe(payload))
      }
      thrown
    }`)
    expect(thrown).toEqual([])
    const numbers = await delivered(page)
    for (const number of [1, 2, 3, 4, 5, 6, 7, 8]) expect(numbers.filter((each) => each === number)).toHaveLength(2)
    expect(await page.evaluate(intact)).toEqual([undefined, undefined, 'toString', '{"a":1}'])
    const errors = await page.evaluate<string[]>('errors')
    expect(errors.length).toBeGreaterThan(10)
    expect(errors.length).toBeLessThanOrEqual(100)
    expect(errors.filter((each, index) => errors.indexOf(each) !== index)).toEqual([])
    expect(Math.max(...errors.map((each) => each.length))).toBeLessThan(400)
    const sizes = shop.events().map((event) => JSON.stringify(event).length)
    expect(Math.max(...sizes)).toBeLessThan(20_000)
    expect(uncaught).toEqual([])
  })

  test('an on_error that throws, and subscribers that do, are let go', async () => {
    const page = await open()
    await page.evaluate(`
      start({ definitions: builtin, consent: ${all}, on_error() { throw new Error('mine') } })
      tracker.subscribe(() => { throw Symbol('mine') })
      tracker.subscribe(() => { throw Object.create(null) })
      globalThis.news = 0
      tracker.subscribe(() => { news += 1 })
      tracker.track('no name')
      tracker.track('product_viewed', { number: 1, bad: [] })
    `)
    expect(await delivered(page)).toEqual([1, 'end'])
    await page.waitForFunction('news > 0')
    await page.evaluate('news = 0; tracker.track("product_viewed", { number: 2 })')
    await page.waitForFunction('news > 0')
    expect(uncaught).toEqual([])
  })
})

describe('hostile plugins', () => {
  test('harm neither the events, nor each other, nor the page; each is reported once', async () => {
    const page = await open()
    await page.evaluate(`
      const never = new Promise(() => {})
      const loop = { props: {} }
      loop.props.loop = loop
      const plugins = [
        { name: 'throws', setup() { throw new Error('setup') }, enrich() { throw new Error('enrich') } },
        { name: 'fails late', setup: () => Promise.reject(new Error('late')) },
        { name: 'hangs', setup: () => never, enrich: () => never, deliver: () => never },
        { name: 'changes', enrich(event) { 'use strict'; event.props.number = 99; event.name = 'other' }, deliver(events) { events[0].name = 'x' } },
        { name: 'rubbish', enrich: () => ({ props: loop.props, context: 7 }) },
        { name: 'proto', enrich: () => JSON.parse('{ "props": { "__proto__": { "polluted": 1 } } }') },
        { name: 'text', enrich: () => 'text', deliver() { throw Symbol('deliver') } },
        { name: 'tracks', setup(api) { api.track('page_viewed', { number: 0 }) } },
        { name: 'good', enrich: () => ({ props: { good: true } }), deliver(events) { globalThis.got = [...globalThis.got ?? [], ...events] } },
      ]
      start({ definitions: builtin, consent: ${all}, plugins })
      tracker.track('product_viewed', { number: 1 })
      tracker.track('product_viewed', { number: 2 })
    `)
    expect((await delivered(page)).sort()).toEqual([0, 1, 2, 'end'])
    expect(shop.events().every(({ props }) => props.good === true)).toBe(true)
    await expect.poll(() => page.evaluate('got.length'), { timeout: 20_000 }).toBe(4)
    await page.evaluate('tracker.stop()')
    const errors = await page.evaluate<string[]>('errors')
    for (const name of ['throws', 'fails late', 'changes', 'rubbish', 'proto', 'text'])
      expect(errors.filter((each) => each.includes(`"${name}"`))).toHaveLength(1)
    expect(errors).toHaveLength(6)
    expect(await page.evaluate(intact)).toEqual([undefined, undefined, 'toString', '{"a":1}'])
    expect(uncaught).toEqual([])
  })
})

describe('hostile storage', () => {
  const rubbish = [
    'null',
    '5',
    '"text"',
    '[]',
    '{',
    '',
    '{"identity":5,"visit":7}',
    '{"identity":{"visitor_id":{}},"visit":{"last_at":"x"}}',
    '{"identity":{"visitor_id":"v","user_id":7,"is_signed_in":true},"visit":{"session_id":"s","visitor_id":"v","started_at":1,"last_at":9e99,"source":5}}',
    '{"__proto__":{"polluted":1},"identity":null}',
  ]
  const texts = (event: object) =>
    Object.entries(event).filter(([name]) => ['visitor_id', 'user_id', 'session_id'].includes(name))

  test.each(rubbish)('starts anew with %s in localStorage', async (text) => {
    const page = await open()
    await page.evaluate(`
      for (const name of ['me', 'cart', 'orders', 'ledger', 'shopper']) localStorage['aisle.~' + name] = ${JSON.stringify(text)}
      localStorage['aisle.0192-nothing'] = ${JSON.stringify(text)}
      start({ definitions: builtin, consent: ${all} })
      tracker.track('product_viewed', { number: 1 })
      tracker.cart([{ product_id: 'A' }])
      tracker.track('order_completed', { order_id: 'A-1', number: 2 })
    `)
    expect(await delivered(page)).toEqual([1, undefined, 2, 'end'])
    for (const event of shop.events())
      for (const [name, value] of texts(event)) expect([name, typeof value]).toEqual([name, 'string'])
    await page.waitForFunction('tracker.getSnapshot().is_ready')
    expect(await page.evaluate('errors')).toEqual([])
    expect(uncaught).toEqual([])
  })

  test('sends what is sound where IndexedDB holds anything, and counts what is not', async () => {
    const page = await open()
    await page.evaluate(`new Promise((done) => {
      const request = indexedDB.open('aisle')
      request.onupgradeneeded = () => request.result.createObjectStore('texts')
      request.onsuccess = () => {
        const store = request.result.transaction('texts', 'readwrite').objectStore('texts')
        for (const name of ['~me', '~shopper', '~ledger', '~orders']) store.put({ a: [1] }, name)
        store.put(7, 12)
        store.put('text', 'no key')
        let count = 0
        for (const value of [{ a: 1 }, 5, '{"broken":', '', new Date(), [1]])
          store.put(value, '0192f0a0-0000-7000-8000-00000000000' + count++ + '.1.10')
        store.transaction.oncomplete = () => { request.result.close(); done() }
      }
    })`)
    await page.evaluate(`
      const made = Date.now
      Date.now = () => 0x0192f0a00000 + 1000 + performance.now()
      start({ definitions: builtin, consent: ${all} })
      tracker.track('product_viewed', { number: 1 })
      tracker.track('order_completed', { order_id: 'A-1', number: 2 })
    `)
    expect(await delivered(page)).toEqual([1, 2, 'end'])
    await page.waitForFunction('tracker.getSnapshot().is_ready')
    await page.evaluate('tracker.flush()')
    await expect.poll(() => page.evaluate('tracker.ledger().dropped')).toEqual({ unreadable: 6 })
    expect(await page.evaluate('errors')).toEqual([])
    expect(uncaught).toEqual([])
  })

  test('takes a snapshot of rubbish for none', async () => {
    const page = await open()
    await page.evaluate(`
      start({ definitions: builtin, consent: ${all} })
      tracker.track('product_viewed', { number: 1 })
    `)
    await delivered(page)
    await page.waitForFunction('tracker.getSnapshot().is_ready')
    await page.evaluate('tracker.stop()')
    await page.waitForTimeout(200)
    await page.evaluate(`new Promise((done) => {
      const request = indexedDB.open('aisle')
      request.onsuccess = () => {
        const store = request.result.transaction('texts', 'readwrite').objectStore('texts')
        const { identity } = JSON.parse(localStorage['aisle.~me'])
        const snapshot = { aisle_snapshot: 1, clock: 'x', events: 5, selections: [[]], waiting: {} }
        store.put(JSON.stringify({ visitor_id: identity.visitor_id, snapshot }), '~shopper')
        store.transaction.oncomplete = () => { request.result.close(); done() }
      }
    })`)
    shop.forget()
    await page.reload()
    await page.waitForFunction('globalThis.loaded')
    await page.evaluate(`start({ definitions: builtin, consent: ${all} })`)
    await page.waitForFunction('tracker.getSnapshot().is_ready')
    expect(await delivered(page)).toEqual(['end'])
    expect(await page.evaluate('errors')).toEqual([])
    expect(uncaught).toEqual([])
  })
})
