import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Shopper, ShopperOptions } from './storefront/shopper'
import { openVisitedShop, type VisitedShop } from './storefront/visited-shop'
import { add, buy, receive, signUp } from './storefront/walks'
import { accessibilityFaults } from './support/accessibility'

const DESKTOP = { width: 1280, height: 800 }
const PHONE = { width: 390, height: 844 }

const PAGES = [
  '/',
  '/c/lighting',
  '/sale',
  '/new',
  '/search?q=lamp',
  '/search?q=nothing-of-that-kind',
  '/products/alba-lamp',
  '/compare',
  '/wishlist',
  '/cart',
  '/checkout/contact',
  '/checkout/address',
  '/checkout/delivery',
  '/checkout/payment',
  '/account',
  '/journal',
  '/journal/how-a-teapot-is-thrown',
  '/about-you',
  '/nowhere',
]

let shop: VisitedShop
let shopper: Shopper | undefined

beforeAll(async () => {
  shop = await openVisitedShop()
})
afterAll(() => shop?.close())
afterEach(() => shopper?.close())

/** Faults of the page in view, where nothing moves: what does has no colour of its own yet. */
async function faultsOf({ ask }: Shopper): Promise<string[]> {
  await ask('Promise.all(document.getAnimations().map(({ finished }) => finished)).then(() => 0)')
  return accessibilityFaults(ask)
}

/** Opens all that can be opened, so that it is looked at, too. */
async function unfold({ page }: Shopper): Promise<void> {
  const closed = page.locator('main details:not([open]) > summary')
  for (let left = Math.min(await closed.count(), 12); left > 0; left--) await closed.first().press('Enter')
}

describe('the shop has no serious accessibility fault, and fits', () => {
  test.each<[string, ShopperOptions]>([
    ['on a desktop in light', { viewport: DESKTOP, colorScheme: 'light' }],
    ['on a desktop in dark', { viewport: DESKTOP, colorScheme: 'dark' }],
    ['on a phone in light', { viewport: PHONE, colorScheme: 'light' }],
    ['on a phone in dark', { viewport: PHONE, colorScheme: 'dark' }],
  ])('%s', { timeout: 180_000 }, async (_, options) => {
    const one = await shop.newShopper({ ...options, agrees: false })
    shopper = one
    const check = async (where: string) => {
      await unfold(one)
      expect([where, await faultsOf(one)]).toEqual([where, []])
      const overflow = await one.ask<number>(`Math.max(
        document.documentElement.scrollWidth - document.documentElement.clientWidth,
        ...[...document.querySelectorAll('.feature > *, .strip')].map((each) => each.scrollHeight - each.clientHeight)
      )`)
      expect([where, overflow]).toEqual([where, 0])
    }
    await check('the question for consent')
    await one.press('Yes', '.consent')
    await one.goTo('/products/heron-lamp')
    await one.page.locator('.buy-box .wish').click()
    await add(one)
    for (const path of PAGES) {
      await one.goTo(path)
      await check(path)
    }
    await one.page.goto(`${shop.origin}/products/heron-lamp`)
    await one.press('Chat')
    await one.press('Where is my order?')
    await check('the chat')
    await one.page.keyboard.press('Escape')
    await buy(one, { express: true })
    await check('the order')
    await receive(one)
    await check('the order, delivered')
    await signUp(one, 'Ann', 'ann@example.com')
    await check('the account of somebody who is signed in')
    await one.goTo('/c/kitchen')
    await one.page.locator('.grid [data-treatment="one_click"]').first().waitFor()
    await check('a list with one click')
    await one.goTo('/?inspect')
    await one.page.getByRole('tab', { name: 'Personas' }).click()
    await one.page.getByRole('radio', { name: 'Bargain hunter' }).check()
    await check('the shop with the inspector')
    // What this relies on: a fault is found where there is one.
    await one.ask('document.querySelector(".brand").replaceChildren()')
    expect((await faultsOf(one)).join()).toContain('link-name')
    expect(one.errors).toEqual([])
  })

  test('by keys alone: to the content, into a product, into the cart', async () => {
    const one = await shop.newShopper()
    shopper = one
    const { page } = one
    await one.goTo('/c/kitchen')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    const focused = () => one.ask<string>('document.activeElement.textContent')
    for (let n = 0; n < 40 && (await focused()) !== 'Fenn kettle'; n++) await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.locator('h1', { hasText: 'Fenn kettle' }).waitFor()
    expect(await focused()).toBe('Fenn kettle')
    for (let n = 0; n < 40 && (await focused()) !== 'Add to cart'; n++) await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.getByRole('link', { name: 'Cart: 1' }).count()).toBe(1)
    expect(one.errors).toEqual([])
  })
})
