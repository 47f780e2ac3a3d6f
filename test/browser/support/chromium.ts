import { type Browser, chromium } from 'playwright-core'
import type { TestContext } from 'vitest'
import type { ChromiumKind } from './find-chromium'
import { createProfile } from './profile'

/** A running Chromium. `close` ends it and removes its profile. */
export interface Launched {
  readonly browser: Browser
  readonly version: string
  readonly kind: ChromiumKind
  readonly profile: string
  readonly close: () => Promise<void>
}

/**
 * Starts a Chromium with a new profile; `close()` removes the profile again. Playwright tells each of its pages that it
 * has the focus, so that none is ever hidden: for tabs as a person has them see `openBrowser()`.
 *
 * @example
 * const { browser, close } = await launch()
 * const page = await browser.newPage()
 * await close()
 */
export async function launch(): Promise<Launched> {
  const { executable, kind, folder, args, env, remove } = await createProfile()
  try {
    const browser = await chromium.launch({ executablePath: executable, ignoreDefaultArgs: true, args: [...args], env })
    const close = async () => {
      await browser.close()
      await remove()
    }
    return { browser, version: browser.version(), kind, profile: folder, close }
  } catch (error) {
    await remove()
    throw error
  }
}

/**
 * Skips the running test, saying why, unless the browser is a full Chromium.
 *
 * @example
 * test('restores the page from the back/forward cache', async (context) => {
 *   skipUnlessFull(context, launched, 'the back/forward cache')
 * })
 */
export function skipUnlessFull(context: TestContext, browser: { readonly kind: ChromiumKind }, needs: string): void {
  if (browser.kind === 'system') return
  const why = `needs a full Chromium for ${needs}; this is the headless shell`
  console.warn(`skipped: ${context.task.name}: ${why}`)
  context.skip(why)
}
