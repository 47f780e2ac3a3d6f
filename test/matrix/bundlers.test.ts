import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Launched, launch } from '../browser/support/chromium'
import { html, type Site, script, serve } from '../browser/support/site'
import { type Packed, pack, runWell } from '../package/support/packed'
import { type Bundler, bundlers, type Order } from './support/bundlers'

let packed: Packed

beforeAll(async () => {
  packed = await pack()
})
afterAll(() => packed?.remove())

/** Bundles a project of one file, and gives the folder with the result and the code in it. */
async function bundle(name: string, bundler: Bundler, side: Order['side'], code: string) {
  // Within the project, as packages are found from there.
  const project = join(packed.project, name)
  const out = join(project, 'out')
  await mkdir(project, { recursive: true })
  await writeFile(join(project, 'main.js'), code)
  await writeFile(join(project, 'package.json'), JSON.stringify({ type: 'module' }))
  await bundler({ project, out, side })
  const files = (await readdir(out, { recursive: true, encoding: 'utf8' })).filter((path) => path.endsWith('.js'))
  const texts = await Promise.all(files.map(async (path) => [path, await readFile(join(out, path), 'utf8')] as const))
  return { out, files: new Map(texts) }
}

describe.each(bundlers)('a page bundled by %s', (name, bundler) => {
  const textOf = async (folder: string, code: string) =>
    [...(await bundle(`${name}-${folder}`, bundler, 'page', code)).files.values()].join('\n')

  test('has of the catalogue what it imports, and no more', async () => {
    const text = await textOf(
      'one',
      `import { compile, cartAbandoner } from 'aisle'
      globalThis.engine = compile({ aisle: 1, zone: 'UTC', currency: 'EUR', segments: [cartAbandoner] })`,
    )
    expect(text).toContain('cart_abandoner')
    expect(text).not.toContain('bargain_hunter')
    expect(text).not.toContain('visit_intent')
  })

  test('has nothing of an entry of which it uses nothing', async () => {
    const text = await textOf(
      'none',
      `import 'aisle'; import 'aisle/browser'; import { parseDuration } from 'aisle'
      globalThis.answer = parseDuration('1h')`,
    )
    expect(text).toContain('globalThis')
    expect(text).not.toContain('cart_abandoner')
    expect(text).not.toContain('indexedDB')
  })
})

describe.each(bundlers)('a page bundled by %s, in a browser', (name, bundler) => {
  let launched: Launched
  let site: Site

  beforeAll(async () => {
    const { files } = await bundle(
      `${name}-page`,
      bundler,
      'page',
      `import { builtin } from 'aisle'
      import { createTracker } from 'aisle/browser'
      const tracker = createTracker({ endpoint: '/collect', definitions: builtin, track_pages: false, batch_delay_ms: 20,
        consent: { analytics: true, personalization: true } })
      tracker.subscribe(({ segments }) => { globalThis.segments = segments })
      tracker.track('product_viewed', { product: { product_id: 'A', price: 5 }, currency: 'EUR' })`,
    )
    site = await serve({
      '/': html('<body><script type="module" src="/main.js"></script></body>'),
      ...Object.fromEntries([...files].map(([path, text]) => [`/${path}`, script(text)])),
      '/collect': { status: 204 },
      '/favicon.ico': { status: 204 },
    })
    launched = await launch()
  })
  afterAll(async () => {
    await launched?.close()
    await site?.close()
  })

  test('tracks, and answers with the engine that it loads later', async () => {
    const page = await launched.browser.newPage()
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(error.message))
    await page.goto(site.origin)
    await page.waitForFunction(`Object.keys(globalThis.segments ?? {}).length > 20`)
    const names = () =>
      site.visits
        .flatMap((visit) => (visit.path === '/collect' ? JSON.parse(visit.body).events : []))
        .map((event: { name: string }) => event.name)
    await expect.poll(names, { timeout: 10_000 }).toContain('product_viewed')
    expect(errors).toEqual([])
  })
})

// What a page of a framework does that is rendered on the server as well: it makes its tracker, and tracks.
const server = `import { builtin, compile } from 'aisle'
  import { createTracker } from 'aisle/browser'
  import { device } from 'aisle/browser/device'
  const before = Object.keys(globalThis).join()
  const tracker = createTracker({ endpoint: '/collect', definitions: builtin, plugins: [device()] })
  const stop = tracker.subscribe(() => console.log('news'))
  tracker.setConsent({ analytics: true, personalization: true })
  tracker.track('product_viewed', { product: { product_id: 'A', price: 5 }, currency: 'EUR' })
  tracker.page(); tracker.identify('u-42'); await tracker.flush(); stop()
  const { segments } = compile(builtin).shopper().at(0)
  console.log(JSON.stringify({ ledger: tracker.ledger(), view: tracker.getSnapshot(), size: Object.keys(segments).length > 20,
    globals: Object.keys(globalThis).join() === before }))`

/** What such a page says on a server, by the files as they are packed. */
const inert = {
  ledger: { accepted: 0, delivered: 0, waiting: 0, dropped: {} },
  view: expect.objectContaining({ is_ready: false, segments: {}, stages: {}, traits: {} }),
  size: true,
  globals: true,
}

describe('a page on a server', () => {
  test.each(bundlers)('is inert, bundled by %s for server components', async (name, bundler) => {
    const { out } = await bundle(`${name}-server`, bundler, 'server', server)
    // It ends by itself: no timer and no connection was left behind.
    const { stdout, stderr } = await runWell(process.execPath, [join(out, 'main.js')], packed.bare)
    expect({ stderr, ...JSON.parse(stdout) }).toEqual({ stderr: '', ...inert })
  })

  test.each(['import', 'require'])('is inert where the bundle leaves the package outside, by %s', async (way) => {
    const code = server.replace(/import ({.*?}) from ('.*?')/g, way === 'import' ? '$&' : 'const $1 = require($2)')
    const type = way === 'import' ? 'module' : 'commonjs'
    const wrapped = way === 'import' ? code : `(async () => { ${code} })()`
    const { stdout, stderr } = await runWell(process.execPath, [`--input-type=${type}`, '-e', wrapped], packed.project)
    expect({ stderr, ...JSON.parse(stdout) }).toEqual({ stderr: '', ...inert })
  })
})
