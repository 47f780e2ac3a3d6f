import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { PageMeasures } from '../../src/browser/page-speed/collect-measures'
import { type Launched, launch } from './support/chromium'
import { bundleChunks } from './support/chunks'
import { html, type Site, serve } from './support/site'

// A page that moves its text once, and whose button keeps it busy for a while.
const body = `<body>
  <button id="busy">Busy</button><button id="go">Cart</button>
  <p style="font-size: 40px">What there is to see of the shop, in letters as large as they should be.</p>
  <script type="module" src="/page.js"></script>
</body>`
const shop = `
  import { webVitals } from './src/browser/page-speed/web-vitals'
  import { onExit } from './src/browser/watch-exit'
  const tell = (path, what) => fetch(path, { method: 'POST', body: JSON.stringify(what), keepalive: true })
  let tracked = 0
  const track = (name, measures) => {
    tracked += 1
    tell('/tracked', { name, path: location.pathname, measures })
  }
  // The tracker's own: it is there first, and sends what was tracked by then.
  onExit(window, () => tell('/left', tracked))
  document.querySelector('#busy').onclick = () => {
    const until = performance.now() + 120
    while (performance.now() < until);
  }
  document.querySelector('#go').onclick = () => {
    history.pushState({}, '', '/cart')
    document.querySelector('p').innerHTML = 'The cart, in letters as large. '.repeat(10)
  }
  await webVitals().setup({ track })
  globalThis.isMeasuring = true
`

let launched: Launched
let site: Site
let context: BrowserContext
let page: Page
let from: number

beforeAll(async () => {
  launched = await launch()
  const chunks = await bundleChunks(shop)
  const slow = async () => {
    await new Promise((done) => setTimeout(done, 50))
    return html(body)
  }
  site = await serve({
    '/': slow,
    '/away': html('<body>away</body>'),
    '/tracked': { status: 204 },
    '/left': { status: 204 },
    '/favicon.ico': { status: 204 },
    ...chunks.routes,
  })
})
afterAll(async () => {
  await launched?.close()
  await site?.close()
})
beforeEach(async () => {
  from = site.visits.length
  context = await launched.browser.newContext()
  page = await context.newPage()
  await page.goto(site.origin)
  await page.waitForFunction('globalThis.isMeasuring')
})
afterEach(() => context.close())

interface Tracked {
  readonly name: string
  readonly path: string
  readonly measures: PageMeasures
}

const bodies = (path: string) =>
  site.visits
    .slice(from)
    .filter((visit) => visit.path === path)
    .map((visit) => JSON.parse(visit.body) as unknown)

async function leave(): Promise<Tracked[]> {
  await page.goto(`${site.origin}/away`)
  await expect.poll(() => bodies('/left')).toHaveLength(1)
  return bodies('/tracked') as Tracked[]
}

async function press(button: string): Promise<void> {
  await page.click(button)
  // What came of it is painted, and what was measured of that has been reported, at the latest after a second.
  await page.waitForTimeout(1_500)
}

describe('webVitals() in Chromium', () => {
  test('tracks what was measured of a page once, in time for what is sent at its exit', async () => {
    await page.evaluate(() =>
      document.querySelector('p')!.before(Object.assign(document.createElement('div'), { style: 'height: 200px' })),
    )
    await press('#busy')
    const tracked = await leave()
    expect(tracked).toEqual([{ name: 'page_measured', path: '/', measures: expect.anything() }])
    expect(bodies('/left')).toEqual([1])
    const { lcp_ms, inp_ms, cls, ttfb_ms, load_ms, ...rest } = tracked[0]!.measures
    expect(rest).toEqual({})
    expect(ttfb_ms).toBeGreaterThanOrEqual(50)
    expect(lcp_ms).toBeGreaterThan(ttfb_ms!)
    expect(load_ms).toBeGreaterThan(ttfb_ms!)
    expect(inp_ms).toBeGreaterThanOrEqual(112)
    expect(cls).toBeGreaterThan(0)
    expect([lcp_ms, inp_ms, ttfb_ms, load_ms].every(Number.isInteger)).toBe(true)
  })

  test('tracks nothing of a touch where there was none', async () => {
    await page.waitForTimeout(300)
    const [only, ...others] = await leave()
    expect(others).toEqual([])
    expect(only!.measures).toMatchObject({ lcp_ms: expect.any(Number), cls: 0 })
    expect(only!.measures).not.toHaveProperty('inp_ms')
  })

  test('tracks a page at its own address when another comes into view, and that one where it is measured', async () => {
    await press('#busy')
    const isMeasured = await page.evaluate(() => PerformanceObserver.supportedEntryTypes.includes('soft-navigation'))
    await press('#go')
    const [first, ...others] = await leave()
    expect(first).toMatchObject({ path: '/', measures: { load_ms: expect.any(Number), inp_ms: expect.any(Number) } })
    if (!isMeasured) return expect(others).toEqual([])
    expect(others).toHaveLength(1)
    expect(others[0]!.path).toBe('/cart')
    expect(others[0]!.measures).not.toHaveProperty('load_ms')
    expect(others[0]!.measures).not.toHaveProperty('ttfb_ms')
    expect(others[0]!.measures.lcp_ms).toBeLessThan(1_000)
  })
})
