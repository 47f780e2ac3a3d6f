import { createTracker } from '../../browser/create-tracker'
import type { TrackerOptions } from '../../browser/options'
import type { Tracker } from '../../browser/tracker'
import { runWith } from './globals'
import { pluginInTab, trackerInTab } from './in-tab'
import { createLife } from './life'
import { globalsOf } from './tab-globals'
import type { TabPlace } from './tab-place'
import { FakeWindow, type PageFacts } from './window'

/**
 * A tab of a shop, without a browser.
 *
 * @example
 * const shop = createFakeShop()
 * const tab: FakeTab = shop.openTab({ path: '/cart' })
 * tab.run(() => history.pushState(null, '', '/checkout'))
 * tab.window.location.pathname // => '/checkout'
 * await shop.close()
 * tab.is_open // => false
 */
export interface FakeTab {
  /**
   * The tab's window, for what a test wants to look at or change: `tab.window.document.title = 'Cart'`. Nothing is drawn:
   * `scrollX`, `scrollY`, `innerWidth`, `innerHeight` and the sizes of `document.documentElement` are what a test makes them.
   */
  readonly window: Window & typeof globalThis
  /** Whether it was neither closed nor killed. */
  readonly is_open: boolean
  /**
   * Runs code in the tab: it, and all that it begins, finds the tab's `window`, `fetch`, `setTimeout`, `Date` and so on.
   *
   * @example
   * tab.run(() => history.pushState(null, '', '/cart'))
   */
  run<T>(act: () => T): T
  /**
   * Starts the tracker of `aisle/browser` in the tab; its methods may be called from anywhere, also by
   * plugins that are told of something from outside.
   *
   * @param options `endpoint` is by default the shop's collector; `on_error` by default adds to `shop.errors`.
   */
  createTracker(options?: Partial<TrackerOptions>): Tracker
  /** How much of a page is in use: listeners on the window and the document, and timers that wait. */
  used(): { readonly listeners: number; readonly timers: number }
  /** Another tab, or another app, comes before it. */
  hide(): void
  /** It is seen again. */
  show(): void
  /** The shopper leaves: `pagehide`, hidden, gone. What was sent with `keepalive` still arrives. */
  close(): void
  /** The browser is killed: gone at once, without a word. */
  kill(): void
}

/** A tab, and what the shop needs of it. */
export interface OpenTab {
  readonly tab: FakeTab
  /** Has something happen to its window. */
  readonly befall: (type: string) => void
}

/** Opens a tab. */
export function openTab(place: TabPlace, facts: PageFacts): OpenTab {
  const life = createLife()
  const run = <T>(act: () => T): T => runWith(globals, act)
  const window = new FakeWindow(facts, run)
  const { globals, timers } = globalsOf(place, { life, window, run })
  const befall = (type: string, fields?: object) => {
    if (!life.is_over) run(() => window.befallWindow(type, fields))
  }
  const turnTo = (state: 'visible' | 'hidden') => {
    if (life.is_over || window.document.visibilityState === state) return
    window.document.visibilityState = state
    run(() => window.befall('visibilitychange'))
  }
  const tab: FakeTab = {
    window: window as never,
    get is_open() {
      return !life.is_over
    },
    run,
    createTracker(options) {
      const { endpoint, on_error } = place
      const plugins = options?.plugins?.map((plugin) => pluginInTab(plugin, run))
      return trackerInTab(
        run(() => createTracker({ endpoint, on_error, ...options, plugins })),
        run,
      )
    },
    used: () => ({ listeners: window.listening, timers: timers.waiting() }),
    hide: () => turnTo('hidden'),
    show: () => turnTo('visible'),
    close() {
      befall('pagehide', { persisted: false })
      turnTo('hidden')
      life.end()
    },
    kill: life.end,
  }
  return { tab, befall }
}
