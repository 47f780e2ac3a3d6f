import { setTimeout as wait } from 'node:timers/promises'
import { bundle } from './bundle'
import { html, script, serve } from './site'

/** A shop whose pages have a tracker in them. */
export interface Shop {
  /** Its pages: `/`, `/next`, `/slow`, and `/blocked`, which may store nothing. */
  readonly origin: string
  readonly close: () => Promise<void>
}

const slow_ms = 3000

/**
 * Bundles a tracker with the shop's own script.
 *
 * @param adapter Its file in `test/browser/trackers`.
 */
export function bundleTracker(adapter: string): Promise<string> {
  return bundle(`
    import { start } from './test/browser/trackers/${adapter}'
    import { exposeShop } from './test/browser/support/shop-window'
    exposeShop(start)
  `)
}

/**
 * Opens a shop on http://localhost and a free port: a secure context, and another site than the collector's.
 *
 * @param tracker What `bundleTracker()` gave.
 * @param endpoint Where the collector is.
 */
export async function openShop(tracker: string, endpoint: string): Promise<Shop> {
  const body = `<body>
    <script>globalThis.endpoint = ${JSON.stringify(endpoint)}</script>
    <script src="/tracker.js"></script>
  </body>`
  const site = await serve({
    '/': html(body),
    '/next': html(body),
    '/slow': async () => {
      await wait(slow_ms)
      return html(body)
    },
    // An origin like no other, which the browser lets use no storage of any kind.
    '/blocked': html(body, { 'content-security-policy': 'sandbox allow-scripts' }),
    '/hanging': () => new Promise(() => {}),
    '/tracker.js': script(tracker),
    '/favicon.ico': { status: 204 },
  })
  return { origin: site.origin.replace('127.0.0.1', 'localhost'), close: site.close }
}
