import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { WireEvent } from '../../src/tracker/wire-event'
import { launch } from './support/chromium'
import { bundleChunks } from './support/chunks'
import { html, type Site, serve } from './support/site'

// All that a shop adds. Nothing on the page knows of Aisle: it pushes what GA4's guide says.
const added = `
  import { createTracker } from './src/browser'
  import { dataLayer } from './src/adapters/ga4'
  import { builtin } from './src/index'
  const consent = { analytics: true, personalization: true }
  globalThis.tracker = createTracker({ endpoint: '/collect', definitions: builtin, consent, batch_delay_ms: 20, plugins: [dataLayer()] })
`
const item = `{ item_id: 'A', item_name: 'Boots', item_category: 'shoes', price: 80, discount: 20, quantity: 1 }`
const early = `
  window.dataLayer = window.dataLayer || []
  function gtag() { dataLayer.push(arguments) }
  gtag('js', new Date())
  gtag('config', 'G-1')
  dataLayer.push({ event: 'view_item', ecommerce: { currency: 'EUR', value: 80, items: [${item}] } })
`
const purchase = `dataLayer.push({ event: 'purchase', ecommerce: { transaction_id: 'T-1', value: 80, shipping: 5, tax: 0, currency: 'EUR', items: [${item}] } })`

let browser: Browser
let close: () => Promise<void>
let site: Site
const taken: string[] = []

beforeAll(async () => {
  const [launched, chunks] = await Promise.all([launch(), bundleChunks(added)])
  ;({ browser, close } = launched)
  site = await serve({
    '/': html(`<body><script>${early}</script><script type="module" src="/page.js"></script></body>`),
    '/collect': ({ body }) => {
      taken.push(body)
      return { status: 204 }
    },
    '/favicon.ico': { status: 204 },
    ...chunks.routes,
  })
})
afterAll(async () => {
  await close?.()
  await site?.close()
})

const events = () => taken.flatMap((text) => (JSON.parse(text) as { events: WireEvent[] }).events)

describe('a page that only pushes to its data layer', () => {
  test("gets Aisle's segments and stages, without another line of tracking", async () => {
    const page = await browser.newPage()
    const failures: string[] = []
    page.on('pageerror', (error) => failures.push(error.message))
    await page.goto(site.origin)
    const stage = () => page.evaluate<string>('tracker.getSnapshot().stages.purchase_journey')
    const segments = () => page.evaluate<Record<string, string>>('tracker.getSnapshot().segments')
    await page.waitForFunction('globalThis.tracker?.getSnapshot().is_ready')

    // What was pushed before the tracker was there counts.
    await expect.poll(() => events().map(({ name }) => name)).toContain('product_viewed')
    const before = await stage()
    const then = await segments()

    // By the other spelling, and at full price beside.
    await page.evaluate(`gtag('event', 'add_to_cart', { currency: 'EUR', value: 80, items: [${item}] })`)
    await expect.poll(stage).not.toBe(before)
    const withCart = await stage()

    await page.evaluate(`gtag('event', 'begin_checkout', { currency: 'EUR', value: 80, items: [${item}] })`)
    // Twice: the tag in the page, and another by Tag Manager.
    await page.evaluate(`${purchase}; ${purchase}`)
    await expect.poll(stage).not.toBe(withCart)
    await expect.poll(segments).not.toEqual(then)

    // The thank-you page is opened again.
    await page.evaluate('tracker.flush()')
    await page.reload()
    await page.waitForFunction('globalThis.tracker?.getSnapshot().is_ready')
    await page.evaluate(`${purchase}; tracker.flush()`)
    await expect.poll(() => events().filter(({ name }) => name === 'page_viewed')).toHaveLength(2)
    const orders = events().filter(({ name }) => name === 'order_completed')
    expect(orders.map(({ props }) => props)).toEqual([
      { order_id: 'T-1', tax: 0, shipping: 5, currency: 'EUR', subtotal: 80, total: 85 },
    ])
    expect(orders[0]!.products).toEqual([
      { product_id: 'A', name: 'Boots', price: 80, quantity: 1, category: 'shoes', list_price: 100 },
    ])
    expect(failures).toEqual([])
    await page.close()
  })
})
