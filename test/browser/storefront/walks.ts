import { expect } from 'vitest'
import type { Shopper } from './shopper'

/** The names of the products of the list in view, in their order. */
export const namesOf = ({ page }: Shopper) => page.locator('.grid .card h3').allTextContents()

/** Waits until some treatments are on the page. */
export async function sees(shopper: Shopper, ...names: string[]): Promise<void> {
  await expect.poll(shopper.treatments).toEqual(expect.arrayContaining(names))
}

/** Follows a way of the header. */
export async function enter(shopper: Shopper, way: string): Promise<void> {
  await shopper.press(way, '.ways')
  await shopper.page.locator('.ways a[aria-current]', { hasText: way }).waitFor()
}

/** Opens a product from the list in view. */
export async function open(shopper: Shopper, product: string): Promise<void> {
  await shopper.page.locator('main').getByRole('link', { name: product, exact: true }).first().click()
  await shopper.page.locator('h1', { hasText: product }).waitFor()
}

/** Opens some of a product's facts. */
export async function lookInto(shopper: Shopper, ...facts: string[]): Promise<void> {
  for (const fact of facts) await shopper.page.locator('.details summary', { hasText: fact }).click()
}

/** Puts the product in view into the cart. */
export async function add(shopper: Shopper): Promise<void> {
  await shopper.press('Add to cart', '.buy-box')
  await expect.poll(() => shopper.page.locator('.toast').textContent()).toContain('is in your cart')
}

/** Goes through the checkout, from the cart to the order. */
export async function buy(shopper: Shopper, { express = false } = {}): Promise<void> {
  const { page, press } = shopper
  await page.getByRole('link', { name: /^Cart/ }).click()
  await press('Check out', '.summary')
  await page.getByLabel('E-mail address').first().fill('ann@example.com')
  await page.getByLabel('Name').fill('Ann Example')
  await press('Go on')
  await page.getByLabel('Street and number').fill('Long Lane 1')
  await page.getByLabel('Postcode and town').fill('1010 Vienna')
  await press('Go on')
  if (express) await page.getByLabel(/Express/).check()
  await press('Go on')
  await press(/^Pay/)
  await page.locator('h1', { hasText: 'Thank you for your order' }).waitFor()
}

/** Has the order in view sent and delivered. */
export async function receive({ page, press }: Shopper): Promise<void> {
  await press('Play: it is shipped')
  await press('Play: it is delivered')
  await page.locator('.timeline [aria-current]', { hasText: 'Delivered' }).waitFor()
}

/** Makes an account. */
export async function signUp({ page, press }: Shopper, name: string, email: string): Promise<void> {
  await page.getByRole('link', { name: /^Account/ }).click()
  const form = page.locator('form', { hasText: 'New here?' })
  await form.getByLabel('Name').fill(name)
  await form.getByLabel('E-mail address').fill(email)
  await press('Make an account')
  await page.locator('h1', { hasText: `Hello, ${name}` }).waitFor()
}
