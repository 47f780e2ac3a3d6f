import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { root } from '../package/support/packed'
import { type Launched, launch } from './support/chromium'
import { html, type Site, script, serve } from './support/site'

// What a shop puts into its pages, and the strictest policy under which the script can still send.
const stub = 'window.aisle=window.aisle||function(...c){(aisle.q=aisle.q||[]).push(c)}'
const policy =
  "default-src 'none'; script-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'"
const shop = `
  ${stub}
  globalThis.violations = []
  document.addEventListener('securitypolicyviolation', ({ violatedDirective }) => violations.push(violatedDirective))
  aisle('track', 'product_viewed', { number: 1, product: { product_id: 'A', price: 5 } })
  aisle('start', { endpoint: '/collect', track_pages: false, batch_delay_ms: 20, consent: { analytics: true, personalization: true } })
  aisle('track', 'product_viewed', { number: 2 })
`

let launched: Launched
let site: Site

beforeAll(async () => {
  const aisle = script(await readFile(join(root, 'dist/aisle.min.js'), 'utf8'))
  const page = (scripts: string) => html(`<body>${scripts}</body>`, { 'content-security-policy': policy })
  const tag = '<script async src="/aisle.min.js"></script>'
  site = await serve({
    '/': page(`<script src="/shop.js"></script>${tag}`),
    '/twice': page(`<script src="/shop.js"></script>${tag}${tag}<script async src="/other.js"></script>`),
    '/taken': page('<script src="/taken.js"></script><script src="/aisle.min.js"></script>'),
    '/alone': page('<script src="/aisle.min.js"></script>'),
    '/aisle.min.js': aisle,
    '/other.js': aisle,
    '/shop.js': script(shop),
    '/taken.js': script('globalThis.aisle = globalThis.own = { of: "the shop" }'),
    '/collect': { status: 204 },
    '/favicon.ico': { status: 204 },
  })
  launched = await launch()
})
afterAll(async () => {
  await launched?.close()
  await site?.close()
})

async function open(path: string) {
  const from = site.visits.length
  const context = await launched.browser.newContext({ bypassCSP: false })
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
  await page.goto(site.origin + path)
  const numbers = () =>
    site.visits
      .slice(from)
      .flatMap((visit) => (visit.path === '/collect' ? JSON.parse(visit.body).events : []))
      .map(({ props }: { props: { number: number } }) => props.number)
  return { page, errors, numbers, close: () => context.close() }
}

describe('the script tag under a strict policy', () => {
  test('carries out what was queued, in order, and what is called later', async () => {
    const { page, errors, numbers, close } = await open('/')
    await expect.poll(numbers).toEqual([1, 2])
    await page.evaluate(() => {
      const { aisle } = globalThis as unknown as { aisle: (...call: unknown[]) => unknown }
      aisle('track', 'product_viewed', { number: 3 })
      aisle('no_such_method', 1)
    })
    await expect.poll(numbers).toEqual([1, 2, 3])
    // With all that is built in: no chunk of its own is asked for.
    await page.waitForFunction(`Object.keys(aisle('getSnapshot').segments).length > 20`)
    expect(await page.evaluate('violations')).toEqual([])
    expect(errors).toEqual([])
    await close()
  })

  test('is there once, however often it is loaded', async () => {
    const { page, errors, numbers, close } = await open('/twice')
    await expect.poll(numbers).toEqual([1, 2])
    await page.waitForLoadState('load')
    await page.evaluate(`globalThis.first = aisle.tracker; aisle('start', { endpoint: '/elsewhere' }) === first`)
    expect(await page.evaluate('aisle.tracker === first')).toBe(true)
    await page.evaluate(`aisle('track', 'product_viewed', { number: 3 })`)
    await expect.poll(numbers).toEqual([1, 2, 3])
    await page.waitForTimeout(200)
    expect(numbers()).toEqual([1, 2, 3])
    expect(errors).toEqual([])
    await close()
  })

  test('leaves a global of that name which is not its own', async () => {
    const { page, errors, close } = await open('/taken')
    expect(await page.evaluate('aisle === own')).toBe(true)
    expect(errors).toEqual([])
    await close()
  })

  test('waits for its start where there was no queue, and gives the tracker', async () => {
    const { page, errors, numbers, close } = await open('/alone')
    const made = `aisle('track', 'page_viewed', { number: 1 });
      aisle('start', { endpoint: '/collect', track_pages: false, consent: { analytics: true } }) === aisle.tracker`
    expect(await page.evaluate(made)).toBe(true)
    await expect.poll(numbers).toEqual([1])
    expect(errors).toEqual([])
    await close()
  })
})

describe('aisle/browser on a server', () => {
  test('does nothing when it is imported, and gives a tracker that does nothing', async () => {
    const before = Reflect.ownKeys(globalThis)
    const { createTracker } = (await import(join(root, 'dist/browser.js'))) as typeof import('../../src/browser')
    const tracker = createTracker({ endpoint: '/collect', consent: { analytics: true } })
    tracker.track('page_viewed')
    tracker.setConsent({ personalization: true })
    await Promise.all([tracker.flush(), tracker.forget()])
    expect(Reflect.ownKeys(globalThis)).toEqual(before)
    expect(tracker.ledger()).toEqual({ accepted: 0, delivered: 0, waiting: 0, dropped: {} })
    expect(await tracker.export()).toEqual({})
    expect(tracker.getSnapshot()).toBe(tracker.getSnapshot())
    expect(await tracker).toBe(tracker)
    tracker.stop()
  })
})
