import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { age, builtin, compile, defineSegment, describeVisit } from '../../src/index'
import { openTrackedShop, type TrackedShop, visit } from './support/tracked-shop'

let shop: TrackedShop
let shopper: BrowserContext

beforeAll(async () => {
  shop = await openTrackedShop()
})
afterAll(() => shop?.close())
beforeEach(async () => {
  shopper = await shop.newShopper()
  shop.forget()
})
afterEach(() => shopper.close())

const both = 'consent: { analytics: true, personalization: true }'
// Half a minute is long for a test: the same as the built-in segment, in two seconds.
const own = JSON.stringify({
  ...builtin,
  stages: [],
  traits: [],
  segments: [
    defineSegment({
      name: 'hesitating',
      version: 1,
      title: 'Has put something into the cart and does nothing',
      when: age('last', 'product_added').gte('2s'),
    }),
  ],
})

async function open(options = `definitions: builtin, ${both}`): Promise<Page> {
  const page = await visit(shop, shopper)
  await page.evaluate(`start({ ${options} })`)
  await page.waitForFunction('tracker.getSnapshot().is_ready')
  return page
}

const said = (page: Page) =>
  page.evaluate<{ now: number; segments: object; stages: Record<string, string>; traits: object }>(
    'tracker.getSnapshot()',
  )
const stagesOf = async (page: Page) => (await said(page)).stages
const add = `tracker.track('product_added', { product: { product_id: 'A', price: 50, quantity: 1 }, currency: 'EUR' })`

describe('segments in the page', () => {
  test('are what the engine says of the same events in Node', async () => {
    const page = await open()
    await page.evaluate(`
      tracker.track('products_searched', { query: 'shoe', results: 3 })
      tracker.track('product_viewed', { product: { product_id: 'A', price: 50, category: 'shoes' }, currency: 'EUR' })
      ${add}
      tracker.track('checkout_started', { products: [{ product_id: 'A', price: 50, quantity: 1 }], currency: 'EUR' })
      tracker.track('order_completed', { order_id: 'A-1', total: 50, currency: 'EUR', products: [{ product_id: 'A', price: 50, quantity: 1 }] })
    `)
    await expect.poll(() => shop.events().length).toBe(5)
    await expect.poll(() => stagesOf(page)).toMatchObject({ aida: 'action' })
    await page.waitForTimeout(200)
    const { now, segments, stages, traits } = await said(page)
    const zone = await page.evaluate<string>('Intl.DateTimeFormat().resolvedOptions().timeZone')
    const here = compile(builtin).shopper()
    for (const event of shop.events())
      here.add(describeVisit({ shopper_id: '-', ...event } as never, { zone }), event.time)
    const there = here.at(now)
    expect({ segments, stages, traits }).toEqual(
      JSON.parse(JSON.stringify({ segments: there.segments, stages: there.stages, traits: there.traits })),
    )
    expect(Object.values(segments)).toContain('in')
  })

  test('are the same object until something changes, and subscribers are told what did', async () => {
    const page = await open()
    await page.evaluate(`
      globalThis.news = []
      globalThis.stop = tracker.subscribe(({ changes, segments }) => news.push(...changes))
    `)
    expect(await page.evaluate('tracker.getSnapshot() === tracker.getSnapshot()')).toBe(true)
    await page.evaluate(`globalThis.before = tracker.getSnapshot(); ${add}`)
    await page.waitForFunction('news.length > 0')
    expect(await page.evaluate('tracker.getSnapshot() === before')).toBe(false)
    expect(await page.evaluate('news.map(({ name }) => name)')).toContain('purchase_journey')
    await page.evaluate('stop(); news.length = 0; tracker.track("checkout_started")')
    await page.waitForTimeout(300)
    expect(await page.evaluate('news')).toEqual([])
  })

  test('change by time alone, at the instant', async () => {
    const page = await open(`definitions: ${own}, ${both}`)
    await page.evaluate(`
      globalThis.news = []
      tracker.subscribe(({ changes, now }) => news.push(...changes.filter(({ cause }) => cause === 'time').map((change) => ({ ...change, told_at: Date.now() }))))
      ${add}
    `)
    await page.waitForFunction('news.length > 0')
    const [change, ...others] = await page.evaluate<{ at: number; told_at: number }[]>('news')
    expect(change).toMatchObject({ name: 'hesitating', from: 'out', to: 'in', cause: 'time' })
    await expect.poll(() => shop.events().length).toBe(1)
    expect(change!.at).toBe(shop.events()[0]!.time + 2_000)
    expect(change!.told_at - change!.at).toBeGreaterThanOrEqual(0)
    expect(change!.told_at - change!.at).toBeLessThan(1_000)
    expect(others).toEqual([])
    expect(await page.evaluate(`tracker.explain('hesitating').outcome`)).toBe('in')
  })

  test('are kept over a reload, also of a page that is left at once', async () => {
    const page = await open()
    await page.evaluate(add)
    await expect.poll(() => stagesOf(page)).toMatchObject({ aida: 'desire' })
    const before = await said(page)
    await page.reload()
    await page.waitForFunction('globalThis.loaded')
    await page.evaluate(`start({ definitions: builtin, ${both} })`)
    await page.waitForFunction('tracker.getSnapshot().is_ready')
    const { segments, stages } = await said(page)
    expect({ segments, stages }).toEqual({ segments: before.segments, stages: before.stages })
    await page.evaluate(
      `tracker.track('order_completed', { order_id: 'A-9', total: 5, currency: 'EUR' }); location.href = '/next'`,
    )
    await page.waitForURL('**/next')
    await page.waitForFunction('globalThis.loaded')
    await page.evaluate(`start({ definitions: builtin, ${both} })`)
    await page.waitForFunction('tracker.getSnapshot().is_ready')
    expect(await stagesOf(page)).toMatchObject({ aida: 'action' })
  })

  test('know what pages tracked that were left before the engine was there, each page and each visit', async () => {
    const counting = JSON.stringify({
      ...builtin,
      segments: [],
      stages: [],
      traits: [{ name: 'added', version: 1, title: 'Added', value: { count: { event: 'product_added' } } }],
    })
    const page = await visit(shop, shopper)
    for (const path of ['/next', '/thanks', '/next']) {
      await page.evaluate(`start({ definitions: ${counting}, ${both} }); ${add}; location.assign('${path}')`)
      await page.waitForURL(`**${path}`)
      await page.waitForFunction('globalThis.loaded')
    }
    await page.evaluate(`start({ definitions: ${counting}, ${both} })`)
    await expect.poll(async () => (await said(page)).traits).toEqual({ added: 3 })
    // Saved by now: nothing of it is kept twice.
    await page.waitForFunction(`!localStorage.getItem('aisle.~left')`)
    await page.reload()
    await page.waitForFunction('globalThis.loaded')
    await page.evaluate(`start({ definitions: ${counting}, ${both} })`)
    await expect.poll(async () => (await said(page)).traits).toEqual({ added: 3 })
    await expect.poll(() => shop.events().length).toBe(3)
  })

  test('are the same in two tabs, whichever the events are of', async () => {
    const one = await open()
    const other = await open()
    await one.evaluate(add)
    await expect.poll(() => stagesOf(one)).toMatchObject({ aida: 'desire' })
    await expect.poll(() => stagesOf(other)).toEqual(await stagesOf(one))
    await other.evaluate(`tracker.track('order_completed', { order_id: 'A-1', total: 50, currency: 'EUR' })`)
    await expect.poll(() => stagesOf(other)).toMatchObject({ aida: 'action' })
    await expect.poll(() => stagesOf(one)).toEqual(await stagesOf(other))
    await expect.poll(async () => (await said(one)).segments).toEqual((await said(other)).segments)
  })

  test("are another shopper's once another user signs in, in each tab and after a reload", async () => {
    const page = await open()
    const other = await open()
    const fresh = await said(page)
    await page.evaluate(`tracker.identify('ada'); ${add}`)
    await expect.poll(() => stagesOf(page)).not.toEqual(fresh.stages)
    await expect.poll(() => stagesOf(other)).not.toEqual(fresh.stages)
    await page.evaluate(`tracker.identify('bob')`)
    for (const tab of [page, other]) await expect.poll(() => stagesOf(tab)).toEqual(fresh.stages)
    await page.evaluate(`tracker.stop()`)
    await page.reload()
    await page.waitForFunction('globalThis.loaded')
    await page.evaluate(`start({ definitions: builtin, ${both} })`)
    await page.waitForFunction('tracker.getSnapshot().is_ready')
    expect((await said(page)).stages).toEqual(fresh.stages)
  })
})
