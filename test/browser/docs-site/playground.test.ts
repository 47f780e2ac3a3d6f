import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { toHash } from '../../../site/playground/address'
import { EXAMPLES } from '../../../site/playground/examples'
import { accessibilityFaults } from '../support/accessibility'
import { type Launched, launch } from '../support/chromium'
import type { Site } from '../support/site'
import { openReader, type Reader } from './reader'
import { serveSite } from './serve-site'

let site: Site
let launched: Launched
let reader: Reader

beforeAll(async () => {
  ;[site, launched] = await Promise.all([serveSite(), launch()])
})
afterEach(async () => {
  expect(reader.faults).toEqual([])
  await reader.close()
})
afterAll(async () => {
  await launched?.close()
  await site?.close()
})

async function open(hash = ''): Promise<Page> {
  reader = await openReader(launched.browser, `${site.origin}/playground.html${hash}`)
  return reader.page
}

const textOf = (page: Page, selector: string) => page.locator(selector).first().textContent()
const outcome = (page: Page) => textOf(page, '.outcome-line .outcome')
const rule = JSON.stringify({
  name: 'looked',
  version: 1,
  title: 'Looked',
  when: { gte: [{ count: { event: '*' } }, 3] },
})

describe('the playground', () => {
  test('says a rule that is edited in a sentence and in TypeScript, and decides by it', async () => {
    const page = await open()
    expect(await textOf(page, '.sentence')).toContain('A shopper is in cart_abandoner when')
    expect(await outcome(page)).toBe('out')
    await page.getByLabel('The rule, as JSON').fill(rule)
    await expect.poll(() => textOf(page, '.sentence')).toContain('looked when the number of events is at least 3')
    expect(await textOf(page, '.verdict pre')).toContain('count("*").gte(3)')
    expect(await outcome(page)).toBe('in')
    expect(await page.locator('.log .counted').count()).toBe(5)
  })

  test('lists every problem of a wrong rule, and is right again when it is mended', async () => {
    const page = await open()
    const editor = page.getByLabel('The rule, as JSON')
    await editor.fill(rule.replace('"version":1', '"version":0').replace('3]', '"soon"]'))
    const problems = page.locator('.problems li')
    await expect
      .poll(() => problems.allTextContents())
      .toEqual([
        'version: found 0, expected a whole number from 1',
        'when.gte: found a list of 2, expected kinds that go together, not number and string',
      ])
    expect(await page.locator('.picker .outcome').allTextContents()).toEqual(['–', '–', '–', '–', '–'])
    expect(await editor.getAttribute('aria-invalid')).toBe('true')
    expect(await accessibilityFaults((expression) => page.evaluate(expression))).toEqual([])
    await editor.fill('{"name": looked}')
    await expect.poll(() => problems.allTextContents()).toEqual(['line 1, column 10: found looked}, expected a value'])
    await editor.fill(rule)
    await expect.poll(() => outcome(page)).toBe('in')
  })

  test('decides at another instant by the keys alone', async () => {
    const page = await open()
    const slider = page.getByRole('slider')
    await slider.focus()
    for (let minute = 0; minute < 17; minute++) await page.keyboard.press('ArrowRight')
    expect(await slider.getAttribute('aria-valuetext')).toBe('2026-03-02 09:37:00 UTC: out')
    await page.keyboard.press('ArrowRight')
    expect(await slider.getAttribute('aria-valuetext')).toBe('2026-03-02 09:38:00 UTC: in')
    expect(await outcome(page)).toBe('in')
    await page.getByRole('button', { name: 'Next change by time' }).press('Enter')
    expect(await textOf(page, 'output')).toBe('2026-04-01 09:08:00 UTC')
    expect(await outcome(page)).toBe('out')
    await page.getByRole('radio', { name: /Ann/ }).focus()
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => textOf(page, '.log .name')).toBe('promotion_clicked')
  })

  test('has a stage for everybody, and jumps to an event', async () => {
    const page = await open()
    await page.getByRole('button', { name: EXAMPLES[4]!.title }).click()
    await page.getByRole('radio', { name: /Cleo/ }).check()
    await page.getByRole('button', { name: /order_completed/ }).click()
    await expect.poll(() => outcome(page)).toBe('first purchase')
    expect(await page.locator('.stretches .outcome').allTextContents()).toEqual([
      ...['first visit', 'registered', 'first purchase', 'paused'],
    ])
    expect(await accessibilityFaults((expression) => page.evaluate(expression))).toEqual([])
  })

  test('is shared by its address', async () => {
    const page = await open()
    await page.getByRole('button', { name: EXAMPLES[3]!.title }).click()
    await page.getByRole('radio', { name: /Dan/ }).check()
    await page.getByRole('button', { name: 'Event after' }).click()
    await page.getByRole('button', { name: 'Copy a link to this' }).click()
    await expect.poll(() => textOf(page, '.share [role=status]')).toMatch(/^The link is/)
    const { hash } = new URL(page.url())
    const now = Date.UTC(2026, 2, 2, 20)
    expect(hash).toBe(toHash({ text: EXAMPLES[3]!.text, shopper: 'dan', now }))
    await page.goto('about:blank')
    await page.goto(`${site.origin}/playground.html${hash}`)
    await expect.poll(() => page.getByRole('radio', { name: /Dan/ }).isChecked()).toBe(true)
    expect(await page.getByLabel('The rule, as JSON').inputValue()).toBe(EXAMPLES[3]!.text)
  })

  test.each([
    ['no field of its own', '#rule=<script>&shopper=__proto__&now=-1'],
    ['markup for a rule', toHash({ text: '<img src=x onerror=alert(1)>', shopper: 'ann"><b>', now: 0 })],
    ['a rule that is nested too deep', toHash({ text: '{"when":'.repeat(2000), shopper: 'ann', now: 0 })],
  ])('takes no harm from an address with %s', async (_, hash) => {
    const page = await open(hash)
    expect(await page.getByRole('radio', { name: /Ann/ }).isChecked()).toBe(true)
    expect(await page.locator('.playground img').count()).toBe(0)
  })
})
