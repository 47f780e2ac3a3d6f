import type { Browser, Page } from 'playwright-core'

/** How somebody reads the site. */
export interface ReaderOptions {
  /** @default 1280 */
  readonly width?: number
  /** @default 'light' */
  readonly scheme?: 'light' | 'dark'
}

/** A page of the site in a browser of its own. */
export interface Reader {
  readonly page: Page
  /** What the console said, what was thrown, and what was asked of elsewhere. */
  readonly faults: readonly string[]
  readonly close: () => Promise<void>
}

/** Opens a page of the site with nothing known from before. */
export async function openReader(browser: Browser, url: string, options: ReaderOptions = {}): Promise<Reader> {
  const { width = 1280, scheme = 'light' } = options
  const context = await browser.newContext({ viewport: { width, height: 850 }, colorScheme: scheme })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('console', (message) => void faults.push(message.text()))
  page.on('pageerror', ({ message }) => void faults.push(message))
  page.on('request', (request) => {
    const { origin } = new URL(url)
    if (!request.url().startsWith(`${origin}/`) && !request.url().startsWith('data:')) faults.push(request.url())
  })
  await page.goto(url, { waitUntil: 'networkidle' })
  return { page, faults, close: () => context.close() }
}

/** How many pixels the page is wider than the window. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
}
