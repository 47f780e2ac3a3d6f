import type { BrowserContext, Page } from 'playwright-core'
import type { WireEvent } from '../../../src/tracker/wire-event'
import { launch } from './chromium'
import { bundleChunks } from './chunks'
import { html, type Site, serve } from './site'

/** A shop whose pages have Aisle's tracker in them, and the collector beside them, in a browser of its own. */
export interface TrackedShop {
  /** Its pages `/`, `/next` and `/thanks` start nothing: a test calls `createTracker` in them. */
  readonly origin: string
  readonly site: Site
  /** A browser that was never here; `scripts` run in each page before its own. */
  readonly newShopper: (...scripts: string[]) => Promise<BrowserContext>
  /** Paths asked for since the last `forget()`, those of pages left out, by `path`. */
  readonly asked: () => string[]
  /** What the collector took since the last `forget()`, each event once. */
  readonly events: () => WireEvent[]
  /** What the collector answers from now on; it takes events with a status of success alone. */
  readonly answer: (status: number) => void
  /** What came before is no part of what follows. */
  readonly forget: () => void
  readonly close: () => Promise<void>
}

const page = `
  import { createTracker } from './src/browser/create-tracker'
  import { builtin } from './src/lifecycle/builtin'
  const errors = []
  const start = (options) => {
    globalThis.tracker = createTracker({
      endpoint: '/collect',
      batch_delay_ms: 20,
      track_pages: false,
      on_error: (error) => errors.push(error.message),
      ...options,
    })
    return globalThis.tracker
  }
  Object.assign(globalThis, { createTracker, builtin, errors, start, loaded: true })
`

/** Opens a shop, and a browser to visit it with. */
export async function openTrackedShop(): Promise<TrackedShop> {
  const [launched, chunks] = await Promise.all([launch(), bundleChunks(page)])
  let status = 204
  let taken: string[] = []
  const body = html('<body><script type="module" src="/page.js"></script></body>')
  const site = await serve({
    '/': body,
    '/next': body,
    '/thanks': body,
    '/collect': (visit) => {
      if (status < 300) taken.push(visit.body)
      return { status }
    },
    '/favicon.ico': { status: 204 },
    ...chunks.routes,
  })
  let from = 0
  const visits = () => site.visits.slice(from)
  return {
    origin: site.origin,
    site,
    async newShopper(...scripts) {
      const context = await launched.browser.newContext()
      for (const script of scripts) await context.addInitScript(script)
      return context
    },
    asked: () => visits().flatMap(({ path }) => (path === '/favicon.ico' ? [] : [path])),
    events() {
      const events = taken.flatMap((text) => (JSON.parse(text) as { events: WireEvent[] }).events)
      return [...new Map(events.map((event) => [event.id, event])).values()]
    },
    answer(next) {
      status = next
    },
    forget() {
      taken = []
      from = site.visits.length
    },
    async close() {
      await launched.close()
      await site.close()
    },
  }
}

/** Opens a page of the shop, and waits until its script is there. */
export async function visit(shop: TrackedShop, shopper: BrowserContext, path = '/'): Promise<Page> {
  const tab = await shopper.newPage()
  await tab.goto(shop.origin + path)
  await tab.waitForFunction('globalThis.loaded')
  return tab
}
