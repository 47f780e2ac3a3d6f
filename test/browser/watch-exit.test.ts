import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from './support/browser'
import { bundle } from './support/bundle'
import { type Launched, launch, skipUnlessFull } from './support/chromium'
import { createProfile } from './support/profile'
import { html, type Site, script, serve } from './support/site'

// A page that tells the site of each exit and return, and does a shop's own work on pagehide, as late as can be.
const module = `
  import { onExit, onReturn } from './src/browser/watch-exit'
  const tell = (what) => fetch('/told' + location.search, { method: 'POST', body: what, keepalive: true })
  let late = 0
  const stops = [
    onExit(window, () => tell('exit ' + late)),
    onReturn(window, () => tell('return')),
  ]
  addEventListener('pagehide', () => { late += 1 })
  Object.assign(globalThis, { loaded: true, stop: () => { for (const stop of stops) stop() } })
`

let launched: Launched
let site: Site
/** Tells the pages apart, as the last words of one may arrive during the next. */
let run = 0

beforeAll(async () => {
  launched = await launch()
  const code = await bundle(module)
  site = await serve({
    '/': html('<body><script type="module" src="/page.js"></script></body>'),
    '/away': html('<body>away</body>'),
    '/page.js': script(code),
    '/told': { status: 204 },
    '/favicon.ico': { status: 204 },
  })
})
afterAll(async () => {
  await launched?.close()
  await site?.close()
})

const told = () =>
  site.visits.flatMap(({ path, query, body }) => (path === '/told' && query.get('run') === String(run) ? [body] : []))

async function open(pages: { newPage: () => Promise<Page> } = launched.browser): Promise<Page> {
  const page = await pages.newPage()
  run += 1
  await page.goto(`${site.origin}/?run=${run}`)
  await page.waitForFunction('globalThis.loaded')
  return page
}

/** What was told, once nothing more comes. */
async function settled(): Promise<string[]> {
  await new Promise((done) => setTimeout(done, 500))
  return told()
}

describe('onExit() and onReturn() in Chromium', () => {
  test('say one exit where a page is left, after what the shop did on pagehide', async () => {
    const page = await open()
    await page.goto(`${site.origin}/away`)
    await expect.poll(told).not.toEqual([])
    expect(await settled()).toEqual(['exit 1'])
    await page.close()
  })

  test('say one exit where a tab is closed', async () => {
    // A window that stays: the headless shell drops what is still to be sent with the window.
    const window = await launched.browser.newContext()
    const page = await open(window)
    await page.close()
    await expect.poll(told).not.toEqual([])
    expect(await settled()).toEqual(['exit 1'])
    await window.close()
  })

  test('say nothing of a page that was not left, nor after they were stopped', async () => {
    const page = await open()
    expect(await settled()).toEqual([])
    await page.evaluate('stop()')
    await page.close()
    expect(await settled()).toEqual([])
  })

  test('say a return when the network is back', async () => {
    const page = await open()
    await page.context().setOffline(true)
    await page.context().setOffline(false)
    await expect.poll(told).toEqual(['return'])
    await page.close()
  })

  test('say an exit each time a tab is hidden, a return when it is seen, and none when it is closed hidden', async (context) => {
    skipUnlessFull(context, launched, 'hidden tabs')
    const profile = await createProfile()
    const browser = await openBrowser(profile)
    try {
      const tab = await browser.open()
      run += 1
      await tab.goTo(`${site.origin}/?run=${run}`)
      await tab.until('globalThis.loaded')
      const other = await browser.open()
      await expect.poll(told).toEqual(['exit 0'])
      await tab.show()
      await expect.poll(told).toEqual(['exit 0', 'return'])
      await other.show()
      await expect.poll(told).toEqual(['exit 0', 'return', 'exit 0'])
      await tab.close()
      expect(await settled()).toHaveLength(3)
    } finally {
      await browser.kill()
      await profile.remove()
    }
  })
})
