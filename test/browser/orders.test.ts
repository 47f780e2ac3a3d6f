import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openTrackedShop, type TrackedShop, visit } from './support/tracked-shop'

let shop: TrackedShop
let shopper: BrowserContext

beforeAll(async () => {
  shop = await openTrackedShop()
})
afterAll(() => shop?.close())
beforeEach(async () => {
  // A thank-you page says what was bought each time that it is loaded, and also when it comes from the back/forward cache.
  shopper = await shop.newShopper(`
    globalThis.thank = () => tracker.track('order_completed', { order_id: 'A-1', total: 5, currency: 'EUR' })
    addEventListener('pageshow', ({ persisted }) => { if (persisted) thank() })
  `)
  shop.forget()
})
afterEach(() => shopper.close())

const begin = 'start({ consent: { analytics: true } })'
const orders = () => shop.events().filter(({ name }) => name === 'order_completed')

/** Waits until an event that comes after all others is there. */
async function end(page: Page): Promise<void> {
  await page.evaluate(`tracker.track('page_viewed', { is_end: true })`)
  await expect.poll(() => shop.events().some(({ props }) => props.is_end)).toBe(true)
}

describe('an order', () => {
  test('is one over five reloads and the way back to its page', async () => {
    const page = await visit(shop, shopper, '/thanks')
    await page.evaluate(`${begin}; thank(); thank()`)
    for (let time = 0; time < 5; time++) {
      await page.reload()
      await page.waitForFunction('globalThis.loaded')
      await page.evaluate(`${begin}; thank()`)
    }
    await page.goto(`${shop.origin}/next`)
    // From the back/forward cache no load comes.
    await page.goBack({ waitUntil: 'commit' })
    await page.waitForFunction('globalThis.loaded')
    await page.evaluate(`if (!globalThis.tracker) ${begin}; thank()`)
    await end(page)
    expect(orders().map(({ props }) => props.order_id)).toEqual(['A-1'])
  })

  test('is one in two tabs at once, and two orders are two', async () => {
    const tabs = [await visit(shop, shopper, '/thanks'), await visit(shop, shopper, '/thanks')]
    for (const tab of tabs) await tab.evaluate(begin)
    await Promise.all(tabs.map((tab) => tab.evaluate('thank()')))
    await tabs[1]!.evaluate(`tracker.track('order_completed', { order_id: 'A-2', total: 5, currency: 'EUR' })`)
    for (const tab of tabs) await tab.evaluate('tracker.flush()')
    await end(tabs[0]!)
    expect(orders().map(({ props }) => props.order_id)).toEqual(['A-1', 'A-2'])
    const settled = { accepted: 3, delivered: 3, waiting: 0, dropped: {} }
    await expect.poll(() => tabs[1]!.evaluate('tracker.ledger()')).toEqual(settled)
  })

  test('that came before a consent is one, too', async () => {
    const page = await visit(shop, shopper, '/thanks')
    await page.evaluate('start({}); thank(); thank(); tracker.setConsent({ analytics: true })')
    await end(page)
    expect(orders()).toHaveLength(1)
  })
})
