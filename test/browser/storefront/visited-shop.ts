import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Plugin } from 'esbuild'
import { openStorefront } from '../../../examples/storefront/server/open-storefront'
import { type Launched, launch } from '../support/chromium'
import { type Shopper, type ShopperOptions, startShopper } from './shopper'

/** The example shop with its collector, and a browser to visit it with. */
export interface VisitedShop {
  readonly origin: string
  /** A browser that was never here. */
  readonly newShopper: (options?: ShopperOptions) => Promise<Shopper>
  /** What the collector wrote, as files for `aisle decide`. */
  readonly files: () => Promise<string[]>
  readonly close: () => Promise<void>
}

/** A clock that all browsers and the collector go by: it can only be put forward. */
export interface SharedClock {
  readonly ahead_ms: () => number
  readonly forward: (ms: number) => void
}

/**
 * Opens the shop as `npm start` does, on a free port and with a folder of its own.
 *
 * @param plugins Of the bundler, to try the shop with another part in place of one of its own.
 */
export async function openVisitedShop(plugins: readonly Plugin[] = []): Promise<VisitedShop> {
  const out = await mkdtemp(path.join(tmpdir(), 'aisle-storefront-'))
  let ahead = 0
  const clock: SharedClock = {
    ahead_ms: () => ahead,
    forward(ms) {
      ahead += ms
    },
  }
  const [storefront, launched]: [Awaited<ReturnType<typeof openStorefront>>, Launched] = await Promise.all([
    openStorefront({ out, port: 0, now: () => Date.now() + ahead, plugins }),
    launch(),
  ])
  const { origin } = storefront
  return {
    origin,
    newShopper: (options) => startShopper({ browser: launched.browser, origin, clock }, options),
    async files() {
      const names = await readdir(out)
      return names.filter((name) => name.startsWith('events')).map((name) => path.join(out, name))
    },
    async close() {
      await launched.close()
      await storefront.close()
      await rm(out, { recursive: true, force: true })
    },
  }
}
