import { existsSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Launched, launch } from './support/chromium'
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
