import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Shopper } from './storefront/shopper'
import { openVisitedShop, type VisitedShop } from './storefront/visited-shop'
import { add, buy, lookInto } from './storefront/walks'

const root = resolve(fileURLToPath(import.meta.url), '../../..')

/** The same shop with a tracker that does nothing in the place of the tracker. */
const withoutTracker: Plugin = {
  name: 'without-tracker',
  setup(build) {
    build.onResolve({ filter: /^aisle\/browser$/ }, () => ({ path: 'inert', namespace: 'without-tracker' }))
    build.onLoad({ filter: /.*/, namespace: 'without-tracker' }, () => ({
      contents: `export { createInertTracker as createTracker } from './src/browser/inert-tracker'`,
      resolveDir: root,
    }))
  },
}

/** Looks at everything from the first moment of a page on. */
const watch = `
  globalThis.seen = { shift: 0, moved: [], tasks: 0, longest: 0 }
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries()) {
      if (hadRecentInput) continue
      seen.shift += value
      seen.moved.push(...sources.map(({ node }) => node?.outerHTML?.slice(0, 80) ?? String(node)))
    }
  }).observe({ type: 'layout-shift', buffered: true })
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      seen.tasks++
      seen.longest = Math.max(seen.longest, duration)
    }
  }).observe({ type: 'longtask', buffered: true })
`

interface Seen {
  readonly shift: number
  readonly moved: readonly string[]
  readonly tasks: number
  readonly longest: number
}

const PATHS = ['/', '/c/lighting', '/products/alba-lamp', '/cart']
/** How long a page is watched: it is quiet by then, and what the tracker does after a load is done. */
const WATCHED_MS = 900

let tracked: VisitedShop
let plain: VisitedShop

beforeAll(async () => {
  tracked = await openVisitedShop()
  plain = await openVisitedShop([withoutTracker])
})
afterAll(() => Promise.all([tracked?.close(), plain?.close()]))

/** Somebody of whom much is known: every place for treatments has something in it. */
async function knownShopper(): Promise<Shopper> {
  const one = await tracked.newShopper()
  await one.page.context().addInitScript(watch)
  await one.goTo('/sale#sort=price_asc')
  await one.page.getByLabel('Sort by').selectOption('Price, lowest first')
  await one.goTo('/products/fold-throw')
  await lookInto(one, 'Specification')
  await add(one)
  await buy(one, { express: true })
  await one.goTo('/products/ember-lantern')
  await add(one)
  await one.settled()
  return one
}

async function load(one: Shopper, path: string): Promise<Seen> {
  await one.goTo(path)
  await one.page.waitForTimeout(WATCHED_MS)
  return one.ask<Seen>('seen')
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!

describe('the tracker in the shop', () => {
  test('moves nothing on any page, though treatments come in a moment after it', async () => {
    const one = await knownShopper()
    for (const viewport of [
      { width: 1280, height: 800 },
      { width: 390, height: 844 },
    ]) {
      await one.page.setViewportSize(viewport)
      for (const path of PATHS) {
        const { shift, moved } = await load(one, path)
        expect([path, viewport.width, shift, moved]).toEqual([path, viewport.width, 0, []])
      }
      expect(await one.treatments()).not.toEqual([])
    }
    // What this relies on: what moves is seen.
    await one.ask(
      'document.querySelector("main").before(Object.assign(document.createElement("p"), { textContent: "!" }))',
    )
    await expect.poll(async () => (await one.ask<Seen>('seen')).shift).toBeGreaterThan(0)
    await one.close()
  })

  // Medians of loads in turn, so that what else the machine does falls on both; and again, where it fell on one.
  test('adds no long task, and no shift', { retry: 2, timeout: 120_000 }, async () => {
    const known = await knownShopper()
    const other = await plain.newShopper({ agrees: false })
    await other.page.context().addInitScript(watch)
    const loads: { readonly tracked: Seen; readonly plain: Seen }[] = []
    for (let round = 0; round < 4; round++)
      for (const path of PATHS.slice(0, 3))
        loads.push({ tracked: await load(known, path), plain: await load(other, path) })
    const tasks = (of: 'tracked' | 'plain') => median(loads.map((each) => each[of].tasks))
    expect(tasks('tracked')).toBeLessThanOrEqual(tasks('plain'))
    const shift = (of: 'tracked' | 'plain') => loads.reduce((sum, each) => sum + each[of].shift, 0)
    expect([shift('tracked'), shift('plain')]).toEqual([0, 0])
    // What this relies on: a task that is long is seen.
    await other.ask('setTimeout(() => { const end = performance.now() + 120; while (performance.now() < end); })')
    await expect.poll(async () => (await other.ask<Seen>('seen')).longest).toBeGreaterThanOrEqual(100)
    await Promise.all([known.close(), other.close()])
  })
})
