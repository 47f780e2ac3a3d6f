import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type Launched, launch } from './support/chromium'
import { bundleChunks } from './support/chunks'
import { html, type Site, serve } from './support/site'
import { strictPolicy } from './support/strict-page'

// The answer leaves through the console: the policy bars requests and evaluation from outside.
const mark = 'device '
const module = `
  import { device } from './src/browser/device/device'
  const violations = []
  document.addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective))
  globalThis.jQuery = {}
  const plugin = device()
  const before = plugin.enrich() ?? null
  const setUp = plugin.setup()
  const early = plugin.enrich()?.context.device ?? null
  await setUp
  const { device: found } = plugin.enrich().context
  // Violations are queued; the wait lets the last of them arrive.
  setTimeout(() => console.log('${mark}' + JSON.stringify({ before, early, found, violations, jQuery })), 100)
`

let launched: Launched
let site: Site
let context: BrowserContext
let parserPaths: string[]

beforeAll(async () => {
  launched = await launch()
  const chunks = await bundleChunks(module)
  parserPaths = chunks.pathsOf('ua-parser-js')
  const page = html('<body><script type="module" src="/page.js"></script></body>', {
    'content-security-policy': strictPolicy,
  })
  const barred = { ...page.headers, 'permissions-policy': 'ch-ua-model=(), ch-ua-form-factors=()' }
  site = await serve({ '/': page, '/barred': { ...page, headers: barred }, ...chunks.routes })
})
afterAll(async () => {
  await launched?.close()
  await site?.close()
})
afterEach(() => context.close())

interface Found {
  /** At once, before the finer hints. */
  readonly early: Readonly<Record<string, string>> | null
  readonly found: Readonly<Record<string, string>>
  /** Whether ua-parser-js was asked for. */
  readonly isParserLoaded: boolean
}

async function find(
  prepare: (page: Page) => Promise<unknown>,
  options: BrowserContextOptions,
  path = '/',
): Promise<Found> {
  const from = site.visits.length
  context = await launched.browser.newContext(options)
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  await prepare(page)
  const said = page.waitForEvent('console', (message) => message.text().startsWith(mark))
  await page.goto(site.origin + path)
  const { before, early, found, violations, jQuery } = JSON.parse((await said).text().slice(mark.length))
  expect({ before, violations, jQuery, errors }).toEqual({ before: null, violations: [], jQuery: {}, errors: [] })
  const asked = site.visits.slice(from).map((visit) => visit.path)
  return { early, found, isParserLoaded: asked.some((each) => parserPaths.includes(each)) }
}

const withoutHints = (page: Page) =>
  page.addInitScript(`Object.defineProperty(Navigator.prototype, 'userAgentData', { value: undefined })`)

describe('device() in Chromium under the strictest policy', () => {
  test('asks the browser for its hints, and loads no parser', async () => {
    const { early, found, isParserLoaded } = await find(async () => {}, {})
    expect(found).toEqual({ type: 'desktop', browser: expect.stringMatching(/^Chrom(e|ium)/), os: 'Linux' })
    expect(early).toEqual(found)
    expect(isParserLoaded).toBe(false)
  })

  test('tells a phone and its model', async () => {
    const metadata = {
      brands: [
        { brand: 'Not/A)Brand', version: '8' },
        { brand: 'Google Chrome', version: '147' },
      ],
      platform: 'Android',
      platformVersion: '14',
      architecture: '',
      model: 'Pixel 7',
      mobile: true,
      formFactors: ['Mobile'],
    }
    const emulate = async (page: Page) => {
      const session = await page.context().newCDPSession(page)
      const userAgent = 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/147.0.0.0 Mobile Safari/537.36'
      await session.send('Emulation.setUserAgentOverride', { userAgent, userAgentMetadata: metadata })
    }
    const { early, found } = await find(emulate, {})
    expect(early).toEqual({ browser: 'Chrome', os: 'Android' })
    expect(found).toEqual({ type: 'mobile', browser: 'Chrome', os: 'Android', model: 'Pixel 7' })
  })

  test('tells what it can where a policy bars the finer hints', async () => {
    const { found } = await find(async () => {}, {}, '/barred')
    expect(found).toMatchObject({ type: 'desktop', os: 'Linux' })
  })

  test.each([
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1',
      { type: 'mobile', browser: 'Safari', os: 'iOS', model: 'iPhone' },
    ],
    [
      'Mozilla/5.0 (iPad; CPU OS 16_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.0 Mobile/15E148 Safari/604.1',
      { type: 'tablet', browser: 'Safari', os: 'iOS', model: 'iPad' },
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:124.0) Gecko/20100101 Firefox/124.0',
      { type: 'desktop', browser: 'Firefox', os: 'Windows' },
    ],
  ])('loads the parser where there are no hints: %s', async (userAgent, expected) => {
    const { early, found, isParserLoaded } = await find(withoutHints, { userAgent })
    expect([early, found]).toEqual([null, expected])
    expect(isParserLoaded).toBe(true)
  })
})
