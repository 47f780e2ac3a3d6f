import type { Page } from 'playwright-core'
import { launch } from './chromium'
import { bundleChunks } from './chunks'
import { html, serve } from './site'

/** Pages with a tracker and an inspector in them, in a browser of its own. */
export interface InspectedShop {
  /** Opens a page: under a strict policy, unless it is to be asked from outside, which such a policy forbids. */
  readonly visit: (options?: VisitOptions) => Promise<InspectedPage>
  readonly close: () => Promise<void>
}

/** Options of {@link InspectedShop.visit}. */
export interface VisitOptions {
  /** @default true */
  readonly is_strict?: boolean
  /** @default 'light' */
  readonly scheme?: 'light' | 'dark'
  /** @default 1024 */
  readonly width?: number
}

/** A page of the shop. */
export interface InspectedPage {
  readonly page: Page
  /** Violations of the policy, uncaught errors, and errors on the console. */
  readonly errors: readonly string[]
  readonly close: () => Promise<void>
}

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'"

// The buttons of the page do what a shop does; nothing is agreed to before the second.
const source = `
  import { createTracker } from './src/browser/create-tracker'
  import { builtin } from './src/lifecycle/builtin'
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, sample }) =>
    console.error('violates ' + violatedDirective + ': ' + sample))
  const on = (id, act) => document.getElementById(id).addEventListener('click', act)
  let inspector
  const tracker = createTracker({
    endpoint: '/collect', definitions: builtin, batch_delay_ms: 20, track_pages: false,
    plugins: [{ name: 'inspector', enrich: (event) => inspector?.plugin.enrich(event), deliver: (events) => inspector?.plugin.deliver(events) }],
  })
  const line = { product_id: 'SKU-1', name: 'A kettle', category: 'kitchen', price: 49.9, quantity: 1 }
  let keys = 0
  addEventListener('keydown', () => { document.body.dataset.keys = String(++keys) })
  on('view', () => tracker.track('product_viewed', { product: line, currency: 'EUR' }))
  on('add', () => tracker.track('product_added', { product: line, cart_value: 49.9, currency: 'EUR' }))
  on('many', () => { for (let n = 0; n < 250; n++) tracker.track('list_viewed', { list_id: 'list-' + n }) })
  on('agree', () => tracker.setConsent({ analytics: true, personalization: true }))
  on('stop', () => inspector.stop())
  const { createInspector } = await import('./src/inspector')
  inspector = createInspector({
    definitions: builtin,
    on_simulate: (view) => { document.getElementById('seen').textContent = view ? view.persona + ' ' + view.explain('visit_intent').outcome : 'nobody' },
  })
  inspector.attach(tracker)
  Object.assign(globalThis, { tracker, inspector, createInspector, builtin })
  document.body.dataset.loaded = 'yes'
`

const body = `<body><main><h1>A shop</h1>
  ${['view', 'add', 'many', 'agree', 'stop'].map((id) => `<button id="${id}">${id}</button>`).join('\n')}
  <p id="seen">nobody</p></main><script type="module" src="/page.js"></script></body>`

/** Opens the shop, and a browser to visit it with. */
export async function openInspectedShop(): Promise<InspectedShop> {
  const [launched, chunks] = await Promise.all([launch(), bundleChunks(source)])
  const site = await serve({
    '/': html(body, { 'content-security-policy': policy }),
    '/lenient': html(body),
    '/collect': { status: 204 },
    '/favicon.ico': { status: 204 },
    ...chunks.routes,
  })
  return {
    async visit({ is_strict = true, scheme = 'light', width = 1024 } = {}) {
      const context = await launched.browser.newContext({ colorScheme: scheme, viewport: { width, height: 760 } })
      const page = await context.newPage()
      const errors: string[] = []
      page.on('pageerror', (error) => errors.push(error.message))
      page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
      await page.goto(site.origin + (is_strict ? '/' : '/lenient'))
      await page.locator('body[data-loaded]').waitFor()
      return { page, errors, close: () => context.close() }
    },
    async close() {
      await launched.close()
      await site.close()
    },
  }
}
