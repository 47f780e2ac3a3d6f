import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { accessibilityFaults } from './support/accessibility'
import { type InspectedPage, type InspectedShop, openInspectedShop, type VisitOptions } from './support/inspected-shop'

let shop: InspectedShop
let visited: InspectedPage | undefined

beforeAll(async () => {
  shop = await openInspectedShop()
})
afterAll(() => shop?.close())
afterEach(() => visited?.close())

async function visit(options?: VisitOptions): Promise<Page> {
  visited = await shop.visit(options)
  return visited.page
}

/** A page with three events, all agreed to, and the inspector open by its keys. */
async function inspect(options?: VisitOptions): Promise<Page> {
  const page = await visit(options)
  for (const id of ['agree', 'view', 'view', 'add']) await page.locator(`#${id}`).click()
  await page.keyboard.press('Alt+Shift+A')
  return page
}

const TABS = ['Events', 'Shopper', 'Changes', 'Delivery', 'Consent', 'Personas']

/** Goes to a tab by arrow keys, from the first. */
async function tab(page: Page, name: string) {
  await page.getByRole('tab', { name: 'Events' }).focus()
  for (let n = 0; n < TABS.indexOf(name); n++) await page.keyboard.press('ArrowRight')
  await expect.poll(() => selected(page)).toBe(name)
}
/** What is to be read of it. */
const read = async (of: Locator) => (await of.allInnerTexts()).join('\n')
const selected = (page: Page) => read(page.getByRole('tab', { selected: true }))
const panel = (page: Page) => page.getByRole('tabpanel')
const text = (page: Page) => read(panel(page))
const row = (page: Page, name: string) => panel(page).locator('li', { hasText: name }).first()

describe('the inspector under a strict policy', () => {
  test('opens by its keys, goes through its tabs by arrows, closes by Escape, and gives the focus back', async () => {
    const page = await visit()
    await page.locator('#add').focus()
    await page.keyboard.press('Alt+Shift+A')
    await expect.poll(() => selected(page)).toBe('Events')
    expect(await page.getByRole('tab', { name: 'Events' }).evaluate((each) => each.matches(':focus'))).toBe(true)
    for (const name of [...TABS.slice(1), 'Events']) {
      await page.keyboard.press('ArrowRight')
      await expect.poll(() => selected(page)).toBe(name)
    }
    await page.keyboard.press('End')
    await expect.poll(() => selected(page)).toBe('Personas')
    await page.keyboard.press('Escape')
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
    expect(await page.locator('#add').evaluate((each) => each.matches(':focus'))).toBe(true)
    // What is typed in the inspector is not the shop's; the shop has a look at Alt and Shift, and at no more.
    expect(Number(await page.locator('body').getAttribute('data-keys'))).toBeLessThan(4)
    await page.getByRole('button', { name: 'Aisle' }).press('Enter')
    await page.getByRole('button', { name: 'Close' }).press('Enter')
    expect(await page.getByRole('button', { name: 'Aisle' }).evaluate((each) => each.matches(':focus'))).toBe(true)
    expect(visited?.errors).toEqual([])
  })

  test('shows events, newest first, filters them, pauses, and keeps 200', async () => {
    const page = await inspect()
    await expect.poll(() => text(page)).toContain('3 events')
    const names = () => panel(page).locator('.events summary b').allInnerTexts()
    expect(await names()).toEqual(['product_added', 'product_viewed', 'product_viewed'])
    await panel(page).locator('summary').first().press('Enter')
    await expect.poll(() => text(page)).toMatch(/cart_value\s+49.9[\s\S]*name\s+A kettle[\s\S]*page.path/)
    await page.getByLabel('Filter').fill('cart_value')
    await expect.poll(() => text(page)).toContain('1 of 3 events')
    expect(await names()).toEqual(['product_added'])
    await page.getByLabel('Filter').fill('')
    await page.getByRole('button', { name: 'Pause' }).press('Enter')
    await page.locator('#many').dispatchEvent('click')
    await expect.poll(() => text(page)).toMatch(/3 events · paused, \d+ newer/)
    expect(await names()).toHaveLength(3)
    await page.getByRole('button', { name: 'Pause' }).press('Enter')
    await expect.poll(() => text(page)).toContain('200 events')
    expect(await names()).toHaveLength(200)
    expect(visited?.errors).toEqual([])
  })

  test('shows what is known of the shopper with its evidence, and counts down without making the list anew', async () => {
    const page = await inspect()
    await tab(page, 'Shopper')
    await expect.poll(() => read(row(page, 'visit intent'))).toContain('researcher')
    expect(await text(page)).not.toContain('cart_abandoner')
    await page.getByRole('checkbox', { name: 'Only what holds' }).press('Space')
    const abandoner = row(page, 'cart_abandoner')
    await expect.poll(() => read(abandoner)).toMatch(/out\s+in in 29 min \d+ s/)
    await abandoner.locator('summary').press('Enter')
    await expect
      .poll(() => read(abandoner))
      .toMatch(/the time since the last “product added” event is .*product_added \d\d/)
    const [first, handle] = [await read(abandoner), await abandoner.elementHandle()]
    await expect.poll(() => read(abandoner)).not.toBe(first)
    await page.locator('#view').dispatchEvent('click')
    await expect.poll(() => read(row(page, 'visit intent'))).toContain('researcher')
    expect(await handle!.evaluate((each) => each.isConnected && each.querySelector('details')!.open)).toBe(true)
    await row(page, 'favourite_category').locator('summary').press('Enter')
    await expect
      .poll(() => read(row(page, 'favourite_category')))
      .toMatch(/kitchen[\s\S]*The most frequent product category/)
    expect(visited?.errors).toEqual([])
  })

  test('shows what changed, and why', async () => {
    const page = await inspect()
    await tab(page, 'Changes')
    await expect.poll(() => text(page)).toMatch(/\d+ changes[\s\S]*aida\s+interest → desire\s+by an event/)
    expect(visited?.errors).toEqual([])
  })

  test('shows what became of events, and sends', async () => {
    const page = await inspect()
    await tab(page, 'Delivery')
    await page.getByRole('button', { name: 'Send now' }).press('Enter')
    await expect.poll(() => read(page.getByRole('status'))).toBe('All is delivered.')
    await expect.poll(() => text(page)).toMatch(/accepted\s+3\s+delivered\s+3\s+waiting\s+0\s+dropped\s+0/)
    expect(await text(page)).toContain('Nothing was lost.')
    expect(visited?.errors).toEqual([])
  })

  test('tells what waits for consent, answers it, and erases once that is confirmed', async () => {
    const page = await visit()
    await page.locator('#add').click()
    await page.keyboard.press('Alt+Shift+A')
    await expect.poll(() => text(page)).toContain('1 event waits for an answer')
    await tab(page, 'Shopper')
    await expect.poll(() => text(page)).toContain('segments need consent')
    await tab(page, 'Consent')
    await expect.poll(() => text(page)).toContain('Not agreed to yet: 1 event waits')
    for (const name of ['Agree: analytics', 'Agree: personalization'])
      await page.getByRole('button', { name }).press('Enter')
    await expect.poll(() => text(page)).toMatch(/Agreed to here\.[\s\S]*Agreed to here\./)
    await tab(page, 'Delivery')
    await expect.poll(() => text(page)).toMatch(/delivered\s+1/)
    await tab(page, 'Consent')
    await page.getByRole('button', { name: 'Show' }).press('Enter')
    await expect.poll(() => text(page)).toContain('"ledger"')
    await page.getByRole('button', { name: 'Erase…' }).press('Enter')
    expect(await page.getByRole('button', { name: 'Keep' }).evaluate((each) => each.matches(':focus'))).toBe(true)
    await page.keyboard.press('Enter')
    await expect.poll(() => page.getByRole('button', { name: 'Erase all' }).count()).toBe(0)
    await page.getByRole('button', { name: 'Erase…' }).press('Enter')
    await page.getByRole('button', { name: 'Erase all' }).press('Enter')
    await expect.poll(() => read(page.getByRole('status'))).toContain('nothing is kept')
    await tab(page, 'Delivery')
    await expect.poll(() => text(page)).toMatch(/accepted\s+0/)
    expect(visited?.errors).toEqual([])
  })

  test('simulates personas, lets time pass, and tells the shop', async () => {
    const page = await inspect()
    const seen = page.locator('#seen')
    await tab(page, 'Personas')
    await page.getByRole('radio', { name: 'Nobody' }).focus()
    for (const name of ['Browser', 'Researcher', 'Bargain hunter']) {
      await page.keyboard.press('ArrowDown')
      await expect.poll(() => page.getByRole('radio', { name }).isChecked()).toBe(true)
    }
    await expect.poll(() => read(row(page, 'bargain_hunter'))).toContain('in')
    expect(await read(seen)).toBe('bargain_hunter buyer')
    await row(page, 'bargain_hunter').locator('summary').press('Enter')
    await expect.poll(() => text(page)).toMatch(/yes at least 2 of:[\s\S]*event list_filtered/)
    expect(await text(page)).not.toContain('cart_abandoner')
    const slider = page.getByRole('slider', { name: 'Time since' })
    await slider.focus()
    for (let n = 0; n < 7; n++) await page.keyboard.press('ArrowRight')
    expect(await slider.getAttribute('aria-valuetext')).toBe('1 hour later')
    await expect.poll(() => text(page)).toMatch(/cart abandoner\s+out → in\s+by time/)
    await page.keyboard.press('Home')
    await expect.poll(() => text(page)).not.toContain('cart abandoner')
    await tab(page, 'Delivery')
    await expect.poll(() => text(page)).toMatch(/accepted\s+3/)
    await page.keyboard.press('Escape')
    expect(await read(page.getByRole('button', { name: 'Aisle' }))).toContain('Bargain hunter')
    await page.locator('#stop').click()
    expect(await read(seen)).toBe('nobody')
    expect(await page.locator('[data-aisle-inspector]').count()).toBe(0)
    await page.keyboard.press('Alt+Shift+A')
    expect(await page.getByRole('dialog').count()).toBe(0)
    expect(visited?.errors).toEqual([])
  })
})

describe('the inspector', () => {
  test('draws nothing while it is closed, and once a frame while it is open', async () => {
    const page = await visit({ is_strict: false })
    await page.locator('#agree').click()
    await page.evaluate(`
      globalThis.mutations = 0
      new MutationObserver((list) => { mutations += list.length })
        .observe(document.querySelector('[data-aisle-inspector]').shadowRoot, { subtree: true, childList: true, characterData: true, attributes: true })
      globalThis.frames = 0
      const frame = requestAnimationFrame
      globalThis.requestAnimationFrame = (act) => {
        // Playwright has frames of its own.
        if (/[0-9]\\/[\\w-]+\\.js/.test(new Error().stack)) frames++
        return frame(act)
      }
    `)
    await page.locator('#many').click()
    await page.waitForFunction('tracker.ledger().delivered === 250')
    expect(await page.evaluate('[mutations, frames]')).toEqual([0, 0])
    await page.keyboard.press('Alt+Shift+A')
    await expect.poll(() => text(page)).toContain('200 events')
    await page.evaluate('frames = 0')
    await page.evaluate(
      `for (let n = 0; n < 100; n++) inspector.plugin.enrich({ id: 'e' + n, name: 'x', time: 0, props: {}, products: [], context: {} })`,
    )
    expect(await page.evaluate('frames')).toBe(1)
    await page.keyboard.press('Escape')
    await page.evaluate('mutations = frames = 0')
    await page.waitForTimeout(1_200)
    expect(await page.evaluate('[mutations, frames]')).toEqual([0, 0])
  })

  test('throws nothing into the page, whatever the page and the browser do', async () => {
    const page = await visit({ is_strict: false })
    const said = await page.evaluate(`{
      inspector.stop()
      const said = []
      const options = {
        definitions: builtin,
        on_error: ({ message }) => said.push(message),
        on_simulate() { throw new Error('shop') },
      }
      const one = createInspector(options)
      one.attach(tracker)
      const inside = (name) => document.querySelector('[data-aisle-inspector]').shadowRoot.querySelector(name)
      inside('[value=buyer]').click()
      document.body.replaceWith(document.createElement('body'))
      one.open()
      one.close()
      if (!inside('.toggle').isConnected) said.push('is not back in the new body')
      one.stop()
      globalThis.CSSStyleSheet = class { constructor() { throw new Error('old browser') } }
      const other = createInspector(options)
      other.attach(tracker)
      other.open()
      other.close()
      other.stop()
      said
    }`)
    expect(said).toEqual([
      'Cannot tell of a persona (inspector): Error: shop',
      'Cannot show itself (inspector): Error: old browser',
    ])
    expect(visited?.errors).toEqual([])
  })

  test.each<[string, VisitOptions]>([
    ['in light', { scheme: 'light' }],
    ['in dark', { scheme: 'dark' }],
    ['on a phone of 320 pixels', { width: 320 }],
    ['on a phone in dark', { width: 320, scheme: 'dark' }],
  ])('has no serious accessibility fault %s', async (_, options) => {
    const page = await inspect({ ...options, is_strict: false })
    const faults = async () => {
      // What moves has no colour of its own yet.
      await page.evaluate(
        'Promise.all(document.querySelector("[data-aisle-inspector]").shadowRoot.getAnimations().map(({ finished }) => finished))',
      )
      return accessibilityFaults((expression) => page.evaluate(expression), {
        of: `document.querySelector('[data-aisle-inspector]')`,
      })
    }
    for (const name of TABS) {
      await tab(page, name)
      if (name === 'Personas') await page.getByRole('radio', { name: 'Bargain hunter' }).check()
      if (name === 'Shopper') await page.getByRole('checkbox', { name: 'Only what holds' }).uncheck()
      if (name === 'Consent') {
        await page.getByRole('button', { name: 'Show' }).click()
        await page.getByRole('button', { name: 'Erase…' }).click()
      }
      const summaries = panel(page).locator('summary:visible')
      for (let n = 0; n < Math.min(await summaries.count(), 6); n++) await summaries.nth(n).click()
      expect([name, await faults()]).toEqual([name, []])
      const overflow = await panel(page).evaluate((each) => each.scrollWidth - each.clientWidth)
      expect([name, overflow]).toEqual([name, 0])
    }
    await page.keyboard.press('Escape')
    expect(await faults()).toEqual([])
    // What this relies on: a fault is found where there is one.
    await page.locator('.toggle').evaluate((each) => each.replaceChildren())
    await page.locator('.toggle').evaluate((each) => each.removeAttribute('title'))
    expect(await faults()).toEqual([expect.stringContaining('button-name')])
    expect(visited?.errors).toEqual([])
  })
})
