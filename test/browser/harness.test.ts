import { existsSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Launched, launch, launchTabs, skipUnlessFull } from './support/chromium'
import { html, serve } from './support/site'
import { runStrictly } from './support/strict-page'

let launched: Launched

beforeAll(async () => {
  launched = await launch()
  console.log(`Chromium ${launched.version} (${launched.kind})`)
})
afterAll(() => launched?.close())

describe('launch()', () => {
  test('removes its profile when it closes', async () => {
    const other = await launch()
    expect(other.profile).not.toBe(launched.profile)
    expect(existsSync(other.profile)).toBe(true)
    await other.close()
    expect(existsSync(other.profile)).toBe(false)
  })

  test('starts a browser that keeps CORS', async () => {
    const here = await serve({ '/': html('<body></body>') })
    const there = await serve({
      '/closed': { body: 'secret' },
      '/open': { body: 'open', headers: { 'access-control-allow-origin': '*' } },
    })
    const page = await launched.browser.newPage()
    try {
      await page.goto(here.origin)
      const read = (url: string) =>
        page.evaluate(
          (target) =>
            fetch(target)
              .then((reply) => reply.text())
              .catch(() => 'refused'),
          url,
        )
      expect(await read(`${there.origin}/open`)).toBe('open')
      expect(await read(`${there.origin}/closed`)).toBe('refused')
      expect(there.visits.map((visit) => visit.path)).toEqual(['/open', '/closed'])
    } finally {
      await page.close()
      await Promise.all([here.close(), there.close()])
    }
  })

  test('starts a browser that lays out text', async () => {
    const page = await launched.browser.newPage()
    await page.setContent('<span id="text">Aisle</span>')
    const box = await page.locator('#text').boundingBox()
    expect(box?.width).toBeGreaterThan(10)
    await page.close()
  })

  test('starts a browser with a back/forward cache', async (context) => {
    skipUnlessFull(context, launched, 'the back/forward cache')
    const watch = `<script>addEventListener('pageshow', (event) => console.log(location.pathname + event.persisted))</script>`
    const site = await serve({ '/one': html(watch), '/two': html(watch) })
    const page = await launched.browser.newPage()
    try {
      await page.goto(`${site.origin}/one`)
      await page.goto(`${site.origin}/two`)
      const shown = page.waitForEvent('console', (message) => message.text() === '/onetrue')
      // Not goBack(): it waits for a load that a page from the cache never has. And not the next message: DevTools
      // repeats those of before.
      await page.evaluate(() => setTimeout(() => history.back()))
      await shown
    } finally {
      await page.close()
      await site.close()
    }
  })
})

describe('launchTabs()', () => {
  test('hides a tab when another comes to the front, and shows it again', async (context) => {
    skipUnlessFull(context, launched, 'hidden tabs')
    const { tabs, profile, close } = await launchTabs()
    const state = (page: Page) => page.evaluate(() => document.visibilityState)
    try {
      const first = await tabs.newPage()
      expect(await state(first)).toBe('visible')
      const second = await tabs.newPage()
      await expect.poll(() => state(first)).toBe('hidden')
      expect(await state(second)).toBe('visible')
      await first.bringToFront()
      await expect.poll(() => state(second)).toBe('hidden')
      expect(await state(first)).toBe('visible')
    } finally {
      await close()
    }
    expect(existsSync(profile)).toBe(false)
  })
})

// What the policy test relies on: it sees what it is there to see.
describe('runStrictly()', () => {
  test('returns the answer of a script that the policy lets through', async () => {
    const { answer, violations, errors } = await runStrictly(
      launched.browser,
      `const run = () => ({ sum: [1, 2, 3].reduce((a, b) => a + b, 0) })`,
    )
    expect({ answer, violations, errors }).toEqual({ answer: { sum: 6 }, violations: [], errors: [] })
  })

  test.each([
    ['new Function', `new Function('return 1')()`, 'require-trusted-types-for'],
    ['eval', `(0, eval)('1')`, 'require-trusted-types-for'],
    ['innerHTML', `document.body.innerHTML = '<b>x</b>'`, 'require-trusted-types-for'],
    ['a trusted-types policy', `(globalThis as any).trustedTypes.createPolicy('own', {})`, 'trusted-types'],
    ['a request', `fetch('/answer').catch(() => 0)`, 'connect-src'],
    ['an inline style', `document.body.setAttribute('style', 'color: red')`, 'style-src'],
  ])('reports %s, also where the script catches the error', async (_, code, directive) => {
    const { violations } = await runStrictly(
      launched.browser,
      `function run() { try { ${code} } catch { return 'caught' } }`,
    )
    expect(violations.join()).toContain(directive)
  })

  test('reports an uncaught error', async () => {
    const { answer, errors } = await runStrictly(launched.browser, `function run() { throw new Error('broken') }`)
    expect(answer).toBeUndefined()
    expect(errors.join()).toContain('broken')
  })
})
