import type { Browser } from 'playwright-core'
import { bundle } from './bundle'
import { html, script, serve } from './site'

/** The strictest policy that still runs the shop's own script: no string becomes code, no string becomes markup. */
export const strictPolicy =
  "default-src 'none'; script-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'"

/** What came of a script in a strict page. */
export interface StrictRun {
  /** What the script's `run` returned, through JSON; undefined where it threw. */
  readonly answer: unknown
  /** The policy's violations, as `directive: what`. */
  readonly violations: readonly string[]
  /** Uncaught errors and errors on the console. */
  readonly errors: readonly string[]
}

// The outcome leaves through the console: the policy bars a request, and evaluating an expression in the page from
// outside is itself what the policy forbids, so it could add a violation of its own.
const mark = 'aisle outcome '
const watch = `
  globalThis.outcome = { violations: [] }
  document.addEventListener('securitypolicyviolation', (event) => {
    outcome.violations.push(event.violatedDirective + ': ' + event.blockedURI + ' ' + event.sample)
  })
  // The events of violations are queued; the wait lets the last of them arrive.
  addEventListener('load', () => setTimeout(() => console.log(${JSON.stringify(mark)} + JSON.stringify(outcome)), 100))
`

/**
 * Runs a module that declares or imports a function `run` in a page under the strict policy.
 *
 * @param files Scripts that it may import, by path: `/site/index.js`.
 * @example
 * await runStrictly(browser, `import { run } from './my-page'`)
 */
export async function runStrictly(
  browser: Browser,
  module: string,
  files: Readonly<Record<string, string>> = {},
): Promise<StrictRun> {
  const code = await bundle(`${module}\n;(globalThis as any).outcome.answer = run()`)
  const site = await serve({
    '/': html('<body><script src="/watch.js"></script><script type="module" src="/page.js"></script></body>', {
      'content-security-policy': strictPolicy,
    }),
    '/watch.js': script(watch),
    '/page.js': script(code),
    ...Object.fromEntries(Object.entries(files).map(([path, body]) => [path, script(body)])),
    '/favicon.ico': { status: 204 },
  })
  const context = await browser.newContext()
  try {
    const page = await context.newPage()
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(error.message))
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
    const reported = page.waitForEvent('console', (message) => message.text().startsWith(mark))
    await page.goto(site.origin)
    const outcome = JSON.parse((await reported).text().slice(mark.length)) as Omit<StrictRun, 'errors'>
    return { answer: outcome.answer, violations: outcome.violations, errors }
  } finally {
    await context.close()
    await site.close()
  }
}
