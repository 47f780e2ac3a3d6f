import { mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser, BrowserContextOptions, CDPSession, Page } from 'playwright-core'
import type { LedgerCounts, ShopperView } from '../../../src/browser'
import { clock as clockScript } from '../support/page-scripts'
import type { SharedClock } from './visited-shop'

/** Options of a shopper's browser. */
export interface ShopperOptions extends Pick<BrowserContextOptions, 'colorScheme' | 'viewport' | 'timezoneId'> {
  /** Whether they answer the question for consent with yes at once. @default true */
  readonly agrees?: boolean
}

/** Somebody in the shop, in a browser of their own, under the shop's own strict policy. */
export interface Shopper {
  readonly page: Page
  /** Violations of the policy, uncaught errors, and errors on the console. */
  readonly errors: readonly string[]
  /** Goes to an address as by typing it in: the page is loaded. */
  readonly goTo: (address: string) => Promise<void>
  /** Follows a link or presses a button by what it says. */
  readonly press: (name: string | RegExp, within?: string) => Promise<void>
  /** Comes back after some time. */
  readonly comeBack: (after_ms: number, address?: string) => Promise<void>
  /** The names of the treatments on the page. */
  readonly treatments: () => Promise<string[]>
  /** What the page knows, all that was done being told, and delivered. */
  readonly settled: () => Promise<ShopperView>
  /** Asks the page, past its policy. */
  readonly ask: <Answer>(expression: string) => Promise<Answer>
  /** Who the collector knows them as. */
  readonly ids: () => Promise<{ readonly visitor_id: string; readonly user_id?: string }>
  readonly photograph: (name: string) => Promise<void>
  readonly close: () => Promise<void>
}

/** Where screenshots go: the folder of `SHOTS`, else one that the system clears. */
const folder = process.env.SHOTS ?? mkdtempSync(path.join(tmpdir(), 'aisle-shots-'))

/** The title of a page is waited for so long before its view is told (`watch-pages.ts`). */
const TITLE_MS = 350

/** Starts a browser context for somebody. */
export async function startShopper(
  { browser, origin, clock }: { readonly browser: Browser; readonly origin: string; readonly clock: SharedClock },
  { agrees = true, ...options }: ShopperOptions = {},
): Promise<Shopper> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-IE', ...options })
  await context.addInitScript(clockScript)
  if (clock.ahead_ms()) await context.addInitScript(`shiftClock(${clock.ahead_ms()})`)
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
  const devtools = await context.newCDPSession(page)
  const ask = <Answer>(expression: string) => evaluate<Answer>(devtools, expression)
  const goTo = async (address: string) => {
    await page.goto(origin + address)
    await page.locator('main h1').waitFor()
  }
  const shopper: Shopper = {
    page,
    errors,
    goTo,
    ask,
    async press(name, within = 'body') {
      const target = page.locator(within)
      const found = target.getByRole('button', { name }).or(target.getByRole('link', { name }))
      await found.first().click()
    },
    async comeBack(after_ms, address = '/') {
      // The collector would take what is still on its way, once its clock is put forward, for sent by a clock that is slow.
      await settle(shopper)
      await page.goto('about:blank')
      clock.forward(after_ms)
      await context.addInitScript(`shiftClock(${after_ms})`)
      await goTo(address)
    },
    treatments: async () => {
      const names = await page.locator('[data-treatment]:visible').evaluateAll((found) => {
        return found.map((each) => (each as HTMLElement).dataset.treatment ?? '')
      })
      return [...new Set(names)]
    },
    settled: () => settle(shopper),
    ids: async () => {
      const stored = await ask<{ me?: { identity: { visitor_id: string; user_id?: string } } }>('tracker.export()')
      return stored.me!.identity
    },
    async photograph(name) {
      mkdirSync(folder, { recursive: true })
      await page.screenshot({ path: path.join(folder, `${name}.png`) })
    },
    close: () => context.close(),
  }
  await goTo('/')
  if (!agrees) return shopper
  await shopper.press('Yes', '.consent')
  return shopper
}

/** Playwright's own way turns texts into code in the page, which the shop's policy forbids. */
async function evaluate<Answer>(devtools: CDPSession, expression: string): Promise<Answer> {
  const { result, exceptionDetails } = await devtools.send('Runtime.evaluate', {
    expression,
    returnByValue: true,
    awaitPromise: true,
  })
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
  return result.value as Answer
}

async function settle({ page, ask }: Shopper): Promise<ShopperView> {
  await page.waitForTimeout(TITLE_MS)
  do await ask('tracker.flush()')
  while ((await ask<LedgerCounts>('tracker.ledger()')).waiting > 0)
  const view = () => ask<ShopperView>('tracker.getSnapshot()')
  let before = await view()
  // Until nothing is told any more: events come to the engine a moment after they are stored.
  for (;;) {
    await page.waitForTimeout(TITLE_MS)
    const now = await view()
    if (now.is_ready && now.now === before.now) return now
    before = now
  }
}
