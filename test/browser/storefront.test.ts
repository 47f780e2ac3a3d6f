import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { expectSameAnswer } from './storefront/law-six'
import type { Shopper, ShopperOptions } from './storefront/shopper'
import { openVisitedShop, type VisitedShop } from './storefront/visited-shop'
import { add, buy, enter, lookInto, namesOf, open, receive, sees, signUp } from './storefront/walks'

const MINUTE = 60_000
const DAY = 86_400_000

let shop: VisitedShop
let shopper: Shopper | undefined

beforeAll(async () => {
  shop = await openVisitedShop()
})
afterAll(() => shop?.close())
afterEach(() => shopper?.close())

async function newShopper(options?: ShopperOptions): Promise<Shopper> {
  shopper = await shop.newShopper(options)
  return shopper
}

describe('the shop changes for each, and the log says the same of them', () => {
  test('somebody who looks around sees pictures, and what is new', async () => {
    const one = await newShopper()
    expect(await one.treatments()).not.toContain('eye_catching_page')
    await one.photograph('browser-1-before')
    for (const way of ['Kitchen', 'Lighting', 'Textiles', 'Journal']) await enter(one, way)
    await one.press('Larkspur', '.bar')
    await sees(one, 'eye_catching_page', 'show_novelties')
    await one.photograph('browser-2-home')
    await enter(one, 'Kitchen')
    await open(one, 'Fenn kettle')
    await sees(one, 'more_around_product')
    const { stages } = await expectSameAnswer(shop, one)
    expect(stages).toMatchObject({ visit_intent: 'browser', purchase_journey: 'first_visit' })
    expect(one.errors).toEqual([])
  })

  test('a researcher sees a comparison, reviews and advice', async () => {
    const one = await newShopper({ timezoneId: 'America/New_York' })
    await enter(one, 'Lighting')
    await open(one, 'Alba table lamp')
    expect(await one.treatments()).not.toContain('offer_comparison')
    await one.photograph('researcher-1-before')
    await lookInto(one, 'Specification', 'Reviews')
    await sees(one, 'offer_comparison', 'show_reviews', 'offer_advice', 'suggest_alternatives')
    await one.page.locator('[data-treatment="offer_comparison"]').last().scrollIntoViewIfNeeded()
    await one.photograph('researcher-2-product')
    await one.page.goBack()
    await open(one, 'Heron floor lamp')
    await lookInto(one, 'Specification', 'Film')
    await one.press(/Play the film/)
    await one.page.locator('[data-treatment="offer_comparison"]').last().getByText('Why do I see this?').click()
    await expect.poll(() => one.page.locator('.evidence:visible').textContent()).toContain('visit_intent: researcher')
    await one.press('Compare in full')
    await expect.poll(() => one.page.locator('.facts').textContent()).toContain('Heron floor lamp')
    await one.press('Larkspur', '.bar')
    await expect.poll(() => one.page.locator('.feature').textContent()).toContain('Compare what you have looked at')
    await one.photograph('researcher-3-home')
    const { stages } = await expectSameAnswer(shop, one)
    expect(stages).toMatchObject({ visit_intent: 'researcher', aida: 'interest' })
    expect(one.errors).toEqual([])
  })

  test('a bargain hunter finds the sale first', async () => {
    const one = await newShopper()
    await enter(one, 'Lighting')
    const before = await namesOf(one)
    await one.photograph('bargain-hunter-1-before')
    await one.press('Larkspur', '.bar')
    await one.press('Autumn sale', '.welcome')
    await one.page.getByLabel('Sort by').selectOption('Price, lowest first')
    await one.page.getByRole('combobox', { name: 'Price', exact: true }).selectOption('Up to €50')
    expect((await namesOf(one))[0]).toBe('Brook watering can')
    await open(one, 'Morrow coffee press')
    await sees(one, 'sale_first')
    await enter(one, 'Lighting')
    const after = await namesOf(one)
    expect(before.slice(0, 3)).toEqual(['Alba table lamp', 'Orbit pendant', 'Heron floor lamp'])
    expect(after.slice(0, 3)).toEqual(['Alba table lamp', 'Ember lantern', 'Orbit pendant'])
    await sees(one, 'sale_first')
    await one.photograph('bargain-hunter-2-list')
    await open(one, 'Ember lantern')
    await add(one)
    await one.page.getByRole('link', { name: /^Cart/ }).click()
    await one.page.getByLabel('Code').fill('EVERYTHING90')
    await one.press('Apply')
    await expect.poll(() => one.page.locator('.coupon .error').textContent()).toContain('not known')
    await one.page.getByLabel('Code').fill('hello10')
    await one.press('Apply')
    await expect.poll(() => one.page.locator('.summary').textContent()).toContain('−€3.90')
    await one.photograph('bargain-hunter-3-cart')
    const { segments } = await expectSameAnswer(shop, one)
    expect(segments.bargain_hunter).toBe('in')
    expect(one.errors).toEqual([])
  })

  test('a buyer is shown the shortest path, then the order, and from then on buys in one click', async () => {
    const one = await newShopper({ timezoneId: 'Asia/Kathmandu' })
    await enter(one, 'Kitchen')
    await open(one, 'Fenn kettle')
    await add(one)
    await one.page.getByRole('link', { name: /^Cart/ }).click()
    await sees(one, 'shortest_path', 'keep_cart')
    await one.photograph('buyer-1-cart')
    await buy(one, { express: true })
    await sees(one, 'tell_progress', 'second_order')
    await one.photograph('buyer-2-order')
    expect((await expectSameAnswer(shop, one)).stages.customer_lifecycle).toBe('fulfilment')
    await receive(one)
    await sees(one, 'how_to_use', 'say_thanks', 'show_points')
    await one.photograph('buyer-3-delivered')
    await one.press('5 of 5 stars for Fenn kettle')
    await enter(one, 'Kitchen')
    await sees(one, 'one_click')
    await one.photograph('buyer-4-one-click')
    await one.press('Buy now Ada teapot', '.grid')
    await one.press(/^Pay/)
    await one.page.locator('h1', { hasText: 'Thank you for your order' }).waitFor()
    const { segments, stages, traits } = await expectSameAnswer(shop, one)
    expect(segments.convenience_seeker).toBe('in')
    expect(stages).toMatchObject({ purchase_journey: 'repeat_purchase', customer_lifecycle: 'fulfilment' })
    expect(traits).toMatchObject({ orders: 2, favourite_category: 'Kitchen' })
    expect(one.errors).toEqual([])
  })

  test('a customer who comes back is thanked by name, and finds what goes with the first order', async () => {
    const one = await newShopper({ timezoneId: 'Europe/Vienna' })
    await signUp(one, 'Ann', 'ann@example.com')
    await sees(one, 'first_offer')
    await enter(one, 'Garden')
    await open(one, 'Fern in a pot')
    await add(one)
    await buy(one)
    await receive(one)
    await one.page.getByRole('link', { name: /^Account/ }).click()
    await one.press('Log out')
    expect((await expectSameAnswer(shop, one)).stages.purchase_journey).toBe('first_purchase')
    await one.comeBack(9 * DAY)
    await sees(one, 'second_order', 'show_points', 'ask_to_recommend')
    await one.photograph('returning-1-home')
    await one.page.getByRole('link', { name: /^Account/ }).click()
    const form = one.page.getByRole('form', { name: 'Log in' })
    await form.getByLabel('E-mail address').fill('Ann@example.com')
    await form.getByRole('button', { name: 'Log in' }).click()
    await one.page.locator('h1', { hasText: 'Hello, Ann' }).waitFor()
    await one.press(/^Order again/)
    await one.photograph('returning-2-account')
    await buy(one)
    const { stages, traits } = await expectSameAnswer(shop, one)
    expect(stages).toMatchObject({ purchase_journey: 'repeat_purchase' })
    expect(traits).toMatchObject({ orders: 2, favourite_category: 'Garden' })
    expect(Number(traits.order_gap)).toBeGreaterThanOrEqual(9 * DAY)
    expect(one.errors).toEqual([])
  })

  test('who left a cart, and then a checkout, is reminded', async () => {
    const one = await newShopper()
    await enter(one, 'Textiles')
    await open(one, 'Dune cushion')
    await add(one)
    await one.comeBack(40 * MINUTE)
    await sees(one, 'cart_reminder')
    expect(await one.page.locator('.feature').textContent()).toMatch(/You left this behind[\s\S]*Dune cushion/)
    await one.photograph('abandoner-1-home')
    expect((await expectSameAnswer(shop, one)).segments.cart_abandoner).toBe('in')
    await one.press('Back to the cart', '.feature')
    await one.press('Check out', '.summary')
    await one.page.getByLabel('E-mail address').first().fill('ben@example.com')
    await one.page.getByLabel('Name').fill('Ben')
    await one.press('Go on')
    await one.comeBack(2 * 60 * MINUTE)
    await sees(one, 'help_with_checkout')
    await one.photograph('abandoner-2-checkout')
    const { segments } = await expectSameAnswer(shop, one)
    expect(segments.checkout_abandoner).toBe('in')
    // What was typed is still there.
    await one.goTo('/checkout/contact')
    expect(await one.page.getByLabel('Name').inputValue()).toBe('Ben')
    expect(one.errors).toEqual([])
  })

  test('who leaves each page as soon as it is there, or something is done on it, is known all the same', async () => {
    const one = await newShopper()
    for (let round = 0; round < 3; round++) {
      await one.goTo('/c/lighting')
      await one.goTo('/products/alba-lamp')
      await lookInto(one, 'Specification')
      await one.goTo('/products/ember-lantern')
      await one.press('Add to cart', '.buy-box')
      await one.goTo('/cart')
    }
    const { traits } = await expectSameAnswer(shop, one)
    expect(traits).toMatchObject({ favourite_category: 'Lighting' })
    expect(one.errors).toEqual([])
  })

  test('who reads widely is given something to read', async () => {
    const one = await newShopper()
    for (const [way, names] of Object.entries({
      Kitchen: ['Ada teapot', 'Tide bowls, set of 3'],
      Seating: ['Sorrel chair', 'Tripod stool'],
      Garden: ['Reed vase', 'Trio of cacti'],
    }))
      for (const name of names) {
        await enter(one, way)
        await open(one, name)
      }
    await one.press('Larkspur', '.bar')
    await sees(one, 'reading_list')
    await one.photograph('information-seeker-home')
    expect((await expectSameAnswer(shop, one)).segments.information_seeker).toBe('in')
    expect(one.errors).toEqual([])
  })
})

describe('the shop', () => {
  test('sends and changes nothing before there is a yes, nor after a no', async () => {
    const one = await newShopper({ agrees: false })
    const sent: string[] = []
    one.page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()))
    await enter(one, 'Lighting')
    await open(one, 'Alba table lamp')
    await lookInto(one, 'Specification')
    await one.press('No', '.consent')
    await one.goTo('/')
    await enter(one, 'Lighting')
    await one.page.waitForTimeout(1_500)
    expect([await one.treatments(), sent]).toEqual([[], []])
    expect(await one.ask('Object.keys(localStorage).filter((key) => !key.startsWith("larkspur.")).length')).toBe(0)
    expect(one.errors).toEqual([])
  })

  test('shows what is searched for as it was typed', async () => {
    const one = await newShopper()
    // biome-ignore lint/suspicious/noTemplateCurlyInString: somebody types it
    const hostile = '<img src=x onerror="document.title=1"> ${7*7} \u202e"\'><script>'
    await one.page.getByLabel('Search the shop').fill(hostile)
    await one.page.getByLabel('Search the shop').press('Enter')
    await expect.poll(() => one.page.locator('h1').textContent()).toBe(`“${hostile.trim()}”`)
    expect(await one.page.locator('main img[src="x"]').count()).toBe(0)
    await one.goTo('/products/%3Cscript%3E')
    expect(await one.page.locator('h1').textContent()).toBe('There is nothing here')
    expect(one.errors).toEqual([])
  })

  test('shows itself to a persona of the inspector, and then to the shopper again', async () => {
    const one = await newShopper()
    await one.goTo('/?inspect')
    await one.page.getByRole('tab', { name: 'Personas' }).click()
    await one.page.getByRole('radio', { name: 'Bargain hunter' }).check()
    await sees(one, 'sale_first')
    await one.page.getByRole('radio', { name: 'Left a cart behind' }).check()
    await sees(one, 'cart_reminder')
    await one.photograph('inspector')
    await one.page
      .locator('[data-treatment="cart_reminder"]')
      .first()
      .getByText('Why do I see this?')
      .evaluate((why) => {
        ;(why as HTMLElement).click()
      })
    await expect
      .poll(() => one.page.locator('.evidence').allTextContents())
      .toContainEqual(expect.stringContaining('cart_abandoner'))
    await one.page.getByRole('radio', { name: 'Nobody' }).check()
    await expect.poll(one.treatments).not.toContain('cart_reminder')
    expect(one.errors).toEqual([])
  })

  test('answers in the chat, and tracks the question', async () => {
    const one = await newShopper()
    await enter(one, 'Lighting')
    await open(one, 'Alba table lamp')
    await one.press('Chat')
    await one.press('Help me to choose')
    await one.press('Yes', '.chat')
    const { stages, traits } = await expectSameAnswer(shop, one)
    expect([stages.visit_intent, traits.preferred_contact_before]).toEqual(['researcher', 'chat'])
    expect(one.errors).toEqual([])
  })
})
