import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { allPages, pageUrl } from '../../../site/build/pages'
import { accessibilityFaults } from '../support/accessibility'
import { type Launched, launch } from '../support/chromium'
import type { Site } from '../support/site'
import { openReader, overflow, type Reader, type ReaderOptions } from './reader'
import { serveSite } from './serve-site'

let site: Site
let launched: Launched
let reader: Reader | undefined

beforeAll(async () => {
  ;[site, launched] = await Promise.all([serveSite(), launch()])
})
afterEach(async () => {
  await reader?.close()
  reader = undefined
})
afterAll(async () => {
  await launched?.close()
  await site?.close()
})

async function open(path: string, options?: ReaderOptions): Promise<Reader> {
  reader = await openReader(launched.browser, site.origin + path, options)
  return reader
}

/** Every address that is reached by links from the front page, with what it answered. */
async function crawl(): Promise<Map<string, number>> {
  const answers = new Map<string, number>()
  const next = [`${site.origin}/`]
  for (const url of next) {
    const response = await fetch(url)
    answers.set(url.slice(site.origin.length), response.status)
    const html = response.headers.get('content-type')?.startsWith('text/html') ? await response.text() : ''
    for (const [, href] of html.matchAll(/<(?:a|link|script|img)\b[^>]*?\s(?:href|src)="([^"#]+)/g)) {
      const link = new URL(href!, url)
      link.hash = ''
      if (link.origin === site.origin && !next.includes(link.href)) next.push(link.href)
    }
  }
  return answers
}

describe('the links of the site', () => {
  test('all answer, and reach every page and every export', async () => {
    const answers = await crawl()
    expect([...answers].filter(([, status]) => status !== 200)).toEqual([])
    const pages = allPages().map(pageUrl)
    expect(pages.filter((url) => !answers.has(url) && url !== '/index.html')).toEqual([])
    expect([...answers.keys()]).toContain('/api/functions/aisle.compile.html')
  })
})

describe('the pages', () => {
  test('mean their braces as they stand', async () => {
    const { page } = await open('/examples/dbt/index.html')
    expect(await page.locator('main').textContent()).toContain('has {{ or {% in it')
  })
})

const MODES: readonly Required<ReaderOptions>[] = [
  { width: 1280, scheme: 'light' },
  { width: 390, scheme: 'dark' },
  { width: 1280, scheme: 'dark' },
  { width: 390, scheme: 'light' },
]

// The four kinds of pages differ in what they are made of, not in their colours: two modes show all of those.
const KINDS = ['/', '/concepts.html', '/catalogue/shopping-style.html', '/api/functions/aisle.compile.html'].flatMap(
  (path) => MODES.slice(0, 2).map((mode) => ({ path, ...mode })),
)

describe('a page', () => {
  test.each([...MODES.map((mode) => ({ path: '/playground.html', ...mode })), ...KINDS])(
    'is readable by all, fits, and asks nothing of elsewhere: $path, $width wide in $scheme',
    async ({ path, ...mode }) => {
      const { page, faults } = await open(path, mode)
      // The generator of the reference puts links into what opens and closes its navigation.
      const but = path.startsWith('/api/') ? ['nested-interactive'] : []
      expect(await accessibilityFaults((expression) => page.evaluate(expression), { but })).toEqual([])
      expect(await overflow(page)).toBe(0)
      expect(faults).toEqual([])
    },
  )

  test('has faults told where there are some', async () => {
    const { page, faults } = await open('/concepts.html')
    await page.evaluate(`document.querySelector('img').removeAttribute('alt'); console.error('odd')`)
    expect((await accessibilityFaults((expression) => page.evaluate(expression))).join()).toContain('image-alt')
    expect(faults).toEqual(['odd'])
  })
})

describe('the search', () => {
  test('finds a page by a word of it, by the keys alone', async () => {
    const { page, faults } = await open('/')
    await page.keyboard.press('Control+k')
    // The box is loaded when it is asked for; what is typed before goes nowhere.
    await page.locator('.VPLocalSearchBox input:focus').waitFor()
    await page.keyboard.type('bargain_hunter')
    // What was found by the first letters is there before.
    await page.locator('.VPLocalSearchBox .result.selected', { hasText: 'bargain_hunter' }).waitFor()
    await page.keyboard.press('Enter')
    await expect.poll(() => page.locator('main').textContent()).toContain('bargain_hunter')
    expect(new URL(page.url()).pathname).not.toBe('/')
    expect(faults).toEqual([])
  })
})

describe('the reference', () => {
  test('is as dark as the guide was left, and leads back to it', async () => {
    const { page, faults } = await open('/overview.html')
    await page.getByRole('switch', { name: /dark/i }).first().click()
    await page.getByRole('link', { name: 'API', exact: true }).first().click()
    await page.waitForURL('**/api/index.html')
    await expect.poll(() => page.evaluate('document.documentElement.dataset.theme')).toBe('dark')
    await page.getByRole('link', { name: 'Guide' }).first().click()
    await page.waitForURL('**/overview.html')
    expect(await page.evaluate('document.documentElement.classList.contains("dark")')).toBe(true)
    expect(faults).toEqual([])
  })
})
