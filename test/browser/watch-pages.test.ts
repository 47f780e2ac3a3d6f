import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { PageView, PageWatch } from '../../src/browser/watch-pages'
import { bundle } from './support/bundle'
import { type Launched, launch } from './support/chromium'
import { html, type Site, script, serve } from './support/site'

// A shop of one script. It tells the site of each page view at once, and of the page in view at each exit.
const shop = `
  import { onExit } from './src/browser/watch-exit'
  import { watchPages } from './src/browser/watch-pages'
  const views = []
  const exits = []
  const after = (ms, act) => {
    const timer = setTimeout(act, ms)
    return () => clearTimeout(timer)
  }
  const tell = (path, what) => fetch(path, { method: 'POST', body: JSON.stringify(what), keepalive: true })
  const pages = watchPages({
    window,
    clock: { now: () => Date.now(), after },
    create_page_id: () => crypto.randomUUID(),
    on_page: (view) => {
      views.push(view)
      tell('/seen', view)
    },
    hash_routes: new URLSearchParams(location.search).has('hash_routes'),
  })
  onExit(window, () => tell('/left', pages.current()))
  Object.assign(globalThis, { views, pages, loaded: true })
`

declare const views: PageView[]
declare const pages: PageWatch

let launched: Launched
let site: Site
let context: BrowserContext
let page: Page

const links = '<a id="top" href="#top">top</a><a id="cart" href="#/cart">cart</a><a id="next" href="/next">next</a>'
const rules = { prerender: [{ source: 'list', urls: ['/next'], eagerness: 'immediate' }] }

beforeAll(async () => {
  launched = await launch()
  const code = await bundle(shop)
  const reply = html(`<body>${links}<script type="module" src="/shop.js"></script></body>`)
  const speculate = `<script type="speculationrules">${JSON.stringify(rules)}</script>`
  site = await serve({
    '/': reply,
    '/next': reply,
    '/speculating': { ...reply, body: reply.body!.replace('</body>', `${speculate}</body>`) },
    '/shop.js': script(code),
    '/seen': { status: 204 },
    '/left': { status: 204 },
    '/favicon.ico': { status: 204 },
  })
})
afterAll(async () => {
  await launched?.close()
  await site?.close()
})
beforeEach(async () => {
  context = await launched.browser.newContext()
})
afterEach(() => context.close())

async function open(path = '/'): Promise<void> {
  page = await context.newPage()
  await page.goto(site.origin + path)
  await page.waitForFunction('globalThis.loaded')
}

/** The views of the page so far, once their titles had time: addresses without the origin. */
async function seen(): Promise<string[]> {
  await page.waitForTimeout(400)
  const found = await page.evaluate(() => views.map(({ url }) => url))
  return found.map((url) => url.replace(site.origin, ''))
}

const bodies = (path: string, from = 0) =>
  site.visits
    .slice(from)
    .filter((visit) => visit.path === path)
    .map(({ body }) => JSON.parse(body) as PageView)

describe.each([['Navigation'], ['History']])('watchPages() in Chromium with the %s API', (api) => {
  beforeEach(async () => {
    if (api === 'History')
      await context.addInitScript(`Object.defineProperty(window, 'navigation', { value: undefined })`)
  })

  test('tells of the load and of each navigation once, and of nothing that stays on the page', async () => {
    await open('/?b=2&a=1')
    await page.evaluate(() => {
      const router = (url: string, title: string) => {
        history.pushState({}, '', url)
        setTimeout(() => {
          document.title = title
        }, 50)
      }
      router('/list?x=1&y=2', 'List')
      history.pushState({}, '', '/list?y=2&x=1')
      history.replaceState({ scroll: 100 }, '', location.href)
      history.replaceState({}, '', '/list?x=1&y=2&utm_source=news#top')
    })
    await page.click('#top')
    await page.waitForTimeout(400)
    const [load, list, ...others] = await page.evaluate(() => views)
    const { origin } = site
    expect(load).toMatchObject({ url: `${origin}/?b=2&a=1`, title: 'page', referrer: '', cause: 'load' })
    expect(list).toMatchObject({ url: `${origin}/list?x=1&y=2`, title: 'List', referrer: `${origin}/?b=2&a=1` })
    expect(others).toEqual([])
  })

  test('has the id of the new page inside the call that changes the address', async () => {
    await open()
    const ids = await page.evaluate(() => {
      const before = pages.current().page_id
      history.pushState({}, '', '/cart')
      const { page_id, url } = pages.current()
      return { before, page_id, url, told: views.map((view) => view.page_id) }
    })
    expect(ids.told).toEqual([ids.before, ids.page_id])
    expect(ids.url).toBe(`${site.origin}/cart`)
  })

  test('tells of each way back and forth once', async () => {
    await open()
    const travel = (by: number) =>
      page.evaluate((delta) => {
        const arrived = new Promise((done) => addEventListener('popstate', done, { once: true }))
        history.go(delta)
        return arrived.then(() => {})
      }, by)
    await page.evaluate(() => {
      history.pushState({}, '', '/a')
      history.pushState({}, '', '/b')
    })
    await travel(-1)
    await travel(-1)
    await travel(2)
    expect(await seen()).toEqual(['/', '/a', '/b', '/a', '/', '/b'])
  })

  test('tells once of an address that is replaced all the time', async () => {
    await open()
    await page.evaluate(() => {
      for (let top = 0; top < 100; top += 1) history.replaceState({}, '', `/list?top=${top}`)
    })
    expect(await seen()).toEqual(['/', '/list?top=99'])
  })

  test('tells of what is after # where that names pages, and not elsewhere', async () => {
    await open('/?hash_routes')
    await page.click('#cart')
    await page.waitForTimeout(400)
    await page.evaluate(() => {
      location.hash = '#/checkout'
    })
    expect(await seen()).toEqual(['/?hash_routes', '/?hash_routes#/cart', '/?hash_routes#/checkout'])
    await open('/')
    await page.click('#cart')
    expect(await seen()).toEqual(['/'])
  })

  test('leaves the history as the browser made it with stop()', async () => {
    await open()
    const isAsMade = () =>
      page.evaluate(() =>
        (['pushState', 'replaceState'] as const).every(
          (name) => !Object.hasOwn(history, name) && /\[native code\]/.test(String(history[name])),
        ),
      )
    expect(await isAsMade()).toBe(api === 'Navigation')
    await page.evaluate(() => {
      pages.stop()
      history.pushState({}, '', '/cart')
    })
    expect(await isAsMade()).toBe(true)
    expect(await seen()).toEqual(['/'])
  })

  test('tells at the exit of a page that is left at once', async () => {
    await open()
    const from = site.visits.length
    await page.evaluate(() => {
      history.pushState({}, '', '/cart')
      location.href = '/next'
    })
    await page.waitForURL('**/next')
    await page.waitForFunction('globalThis.loaded')
    await expect.poll(() => bodies('/seen', from).map(({ url }) => new URL(url).pathname)).toEqual(['/cart', '/next'])
    expect(bodies('/left', from).map(({ url }) => new URL(url).pathname)).toEqual(['/cart'])
  })
})

describe('watchPages() in Chromium', () => {
  test('tells of a navigation that a router intercepts once, whatever its outcome', async () => {
    await open()
    await page.evaluate(async () => {
      type Navigation = EventTarget & { navigate: (url: string) => { finished: Promise<unknown> } }
      const { navigation } = window as unknown as { navigation: Navigation }
      navigation.addEventListener('navigate', (event) => {
        const { destination } = event as Event & { destination: { url: string } }
        const handler = async () => {
          await new Promise((done) => setTimeout(done, 20))
          if (destination.url.includes('broken')) throw new Error('broken')
          document.title = 'Cart'
        }
        ;(event as Event & { intercept: (options: object) => void }).intercept({ handler })
      })
      await navigation.navigate('/cart').finished
      await navigation.navigate('/broken').finished.catch(() => {})
    })
    expect(await seen()).toEqual(['/', '/cart', '/broken'])
    expect(await page.evaluate(() => views[1]?.title)).toBe('Cart')
  })

  test('tells of a prerendered page when it is seen', async (test) => {
    const from = site.visits.length
    await open('/speculating')
    const prerendered = () =>
      site.visits.slice(from).filter(({ headers }) => headers['sec-purpose'] === 'prefetch;prerender')
    await expect
      .poll(() => prerendered().length, { timeout: 5_000 })
      .toBeGreaterThan(0)
      .catch(() => {
        const why = `Chromium ${launched.version} (${launched.kind}) prerenders no page`
        console.warn(`skipped: ${test.task.name}: ${why}`)
        test.skip(why)
      })
    // Long enough for its script to have run.
    await page.waitForTimeout(1_000)
    expect(bodies('/seen', from).map(({ url }) => new URL(url).pathname)).toEqual(['/speculating'])
    const clicked = Date.now()
    await page.click('#next')
    await page.waitForURL('**/next')
    await expect.poll(() => bodies('/seen', from).length).toBe(2)
    const [, next] = bodies('/seen', from)
    expect(next).toMatchObject({ url: `${site.origin}/next`, referrer: `${site.origin}/speculating`, cause: 'load' })
    expect(next!.time).toBeGreaterThanOrEqual(clicked)
    // It was that document, and no other that was loaded after all.
    expect(site.visits.slice(from).filter(({ path }) => path === '/next')).toHaveLength(1)
  })
})
