import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { runInNewContext } from 'node:vm'
import { build } from 'esbuild'
import { describe, expect, test } from 'vitest'
import { readWireEvent } from '../../src/tracker/wire-event'
import { page, pages, root, type Snippet, snippetsOf } from './support/markdown'
import { ENTRIES, runSnippet } from './support/snippets'

// What is no TypeScript: each language is run as near to its place as can be without it.
const all = pages.flatMap((each) => snippetsOf(each).map((snippet) => ({ ...snippet, path: each.path })))
const of = (language: string) =>
  all
    .filter((snippet) => snippet.language === language)
    .map((snippet) => [`${snippet.path}:${snippet.line}`, snippet] as const)

/** Each has its tests here or in `snippets.test.ts`, or is what somebody types into a shell or an engine, or what that prints. */
const KNOWN = ['ts', 'json', 'html', 'liquid', 'js', 'tsx', 'sh', 'sql', 'text']

test('no page has a snippet of a language that nothing here runs', () => {
  expect(all.filter(({ language }) => !KNOWN.includes(language)).map(({ path, line }) => `${path}:${line}`)).toEqual([])
})

describe('JSON', () => {
  test.each(of('json'))('%s is JSON', (_, { code }) => {
    expect(() => JSON.parse(code)).not.toThrow()
  })
})

/** What a template of Shopify becomes for a customer who looks at a product. */
function fillIn(liquid: string): string {
  const values: Readonly<Record<string, unknown>> = {
    'customer.id': 7,
    'product.id': 42,
    'product.title': 'Shoe "low"',
    'product.price | divided_by: 100.0': 39.9,
    'cart.currency.iso_code': 'EUR',
  }
  return liquid
    .replace(/\{%.*?%\}/g, '')
    .replace(/\{\{ '([^']+)' \| asset_url \}\}/g, '$1')
    .replace(/\{\{ (.*?) \| json \}\}/g, (_, name: string) => {
      if (!(name in values)) throw new Error(`Cannot fill in "${name}": expected one of ${Object.keys(values)}`)
      return JSON.stringify(values[name])
    })
}

/** The calls that the inline scripts of a page queue for the tracker. */
function callsOf(html: string): unknown[][] {
  const scripts = [...html.matchAll(/<script>(.*?)<\/script>/gs)].map(([, code]) => code!)
  const window: { aisle?: { q?: unknown[][] }; Shopify: object } = {
    Shopify: {
      loadFeatures: (_: unknown, done: (error?: Error) => void) => done(),
      customerPrivacy: { analyticsProcessingAllowed: () => true, preferencesProcessingAllowed: () => false },
    },
  }
  const context = Object.assign(window, { window, document: { addEventListener: () => {} } })
  for (const script of scripts) runInNewContext(script, context)
  // Plain objects of this realm.
  return JSON.parse(JSON.stringify(window.aisle?.q ?? []))
}

describe('a page with the script tag', () => {
  const found = [...of('html'), ...of('liquid')].filter(([, { code }]) => code.includes('<script>'))

  test('is there', () => {
    expect(found.length).toBeGreaterThanOrEqual(3)
  })

  test.each(found)('%s starts the tracker, and tracks what has no problems', (_, { code }) => {
    const calls = callsOf(fillIn(code))
    expect(calls[0]).toMatchObject(['start', { endpoint: expect.stringMatching(/\/collect$/) }])
    const tracked = calls.filter(([method]) => method === 'track')
    expect(tracked.length).toBeGreaterThan(0)
    for (const [, name, properties] of tracked) expect(readWireEvent(name, properties).problems).toEqual([])
  })

  test('of Shopify tells who it is, and what was agreed to', () => {
    const [[, { code }]] = of('liquid') as unknown as [readonly [string, Snippet]]
    const calls = callsOf(fillIn(code))
    expect(calls).toContainEqual(['identify', '7'])
    expect(calls).toContainEqual(['setConsent', { analytics: true, personalization: false }])
  })
})

describe('a handler in JavaScript', () => {
  const post = `new Request('http://127.0.0.1/collect', {
    method: 'POST',
    body: JSON.stringify({ events: [{ id: 'e-1', name: 'page_viewed', time: Date.now(), visitor_id: 'v-1' }] }),
  })`
  const routes = of('js').filter(([, { code }]) => code.includes('export const POST'))
  const workers = of('js').filter(([, { code }]) => code.includes('export default'))

  test('all are tried', () => {
    expect(routes.length).toBeGreaterThan(0)
    expect([...routes, ...workers].length).toBe(of('js').length)
  })

  test.each(routes)('%s stores what is posted', async (name, { code }) => {
    const folder = await mkdtemp(join(root, 'node_modules/.cache/route-'))
    const moved = code.replace("'/var/lib/shop/events'", JSON.stringify(folder))
    expect(moved).not.toBe(code)
    const probe = `const reply = await POST(${post})\nreply.status // => 204\nawait (await collector).close()`
    await runSnippet(name.replace(/\W/g, '-'), `${moved}\n${probe}\n`)
    await rm(folder, { recursive: true })
  })

  test.each(workers)('%s answers', async (name, { code }) => {
    const given = `import { createMemorySink } from 'aisle/testing'\nconst queueSink = () => createMemorySink()\n`
    const probe = `const reply = await worker.fetch(${post}, {})\nreply.status // => 204`
    await runSnippet(
      name.replace(/\W/g, '-'),
      `${given}${code.replace('export default', 'const worker =')}\n${probe}\n`,
    )
  })
})

describe('a component of React', () => {
  const [tracker, reminder] = snippetsOf(page('docs/start.md')).filter(({ language }) => language === 'tsx')

  /** What a component gives, where its tracker is this module. */
  async function render(component: string, trackerModule: string): Promise<unknown> {
    const { outputFiles } = await build({
      stdin: { contents: `${component}\nexport default CartReminder()`, loader: 'tsx', resolveDir: root },
      alias: Object.fromEntries(Object.entries(ENTRIES).map(([entry, file]) => [entry, join(root, file)])),
      plugins: [
        {
          name: 'given',
          setup(builder) {
            const given: Readonly<Record<string, string>> = {
              './tracker': trackerModule,
              // What React does with the two functions, the first time and without a page.
              react: 'export const useSyncExternalStore = (subscribe, get) => (subscribe(() => {})(), get())',
            }
            builder.onResolve({ filter: /^(\.\/tracker|react)$/ }, ({ path }) => ({ path, namespace: 'given' }))
            builder.onLoad({ filter: /.*/, namespace: 'given' }, ({ path }) => ({
              contents: given[path]!,
              loader: 'tsx',
              resolveDir: root,
            }))
          },
        },
      ],
      jsxFactory: 'h',
      banner: { js: 'const h = (type, props, ...children) => ({ type, props, children })' },
      bundle: true,
      write: false,
      format: 'esm',
      platform: 'node',
    })
    const file = join(root, `node_modules/.cache/aisle-component-${process.pid}-${Math.random()}.mjs`)
    await writeFile(file, outputFiles[0]!.contents)
    try {
      return (await import(/* @vite-ignore */ pathToFileURL(file).href)).default
    } finally {
      await rm(file)
    }
  }

  test('shows nothing on a server, where the tracker does nothing', async () => {
    expect(await render(reminder!.code, tracker!.code)).toBeNull()
  })

  test('shows what is known of the shopper', async () => {
    const inCart = `export const tracker = {
      subscribe: () => () => {},
      getSnapshot: () => ({ segments: { cart_abandoner: 'in' } }),
    }`
    expect(await render(reminder!.code, inCart)).toMatchObject({ type: 'a', props: { href: '/cart' } })
  })
})
