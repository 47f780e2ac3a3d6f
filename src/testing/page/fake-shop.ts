import { createActivity } from '../activity'
import { createMemoryCollector, type MemoryCollector } from '../memory-collector'
import { createVirtualClock, type VirtualClock } from '../virtual-clock'
import { createDisk, type FakeDisk } from './disk'
import { type FakeTab, type OpenTab, openTab } from './fake-tab'
import { shareGlobals } from './globals'
import { createNetwork, type FakeNetwork, type Handler } from './network'
import type { BrowserPart, TabPlace } from './tab-place'

/**
 * Options of {@link createFakeShop}.
 *
 * @example
 * // A browser that keeps nothing, and whose shopper objects to being sold.
 * const options: FakeShopOptions = {
 *   without: ['indexedDB', 'localStorage'],
 *   navigator: { globalPrivacyControl: true },
 * }
 * await createFakeShop(options).close()
 */
export interface FakeShopOptions {
  /**
   * The shop's origin.
   * @default 'https://shop.example'
   */
  readonly origin?: string | undefined
  /**
   * What answers at `/collect`.
   * @default createMemoryCollector(), on the shop's clock
   */
  readonly collector?: MemoryCollector | undefined
  /**
   * What else answers, by the beginning of an absolute address: `{ 'https://api.example/': handler }`.
   * @default {}
   */
  readonly serve?: Readonly<Record<string, Handler>> | undefined
  /**
   * Parts of a browser that are missing.
   * @default []
   */
  readonly without?: readonly BrowserPart[] | undefined
  /**
   * What `navigator` has beside what it always has: `{ globalPrivacyControl: true }`.
   * @default {}
   */
  readonly navigator?: object | undefined
}

/**
 * A shop in one browser, without a browser.
 *
 * @example
 * const shop: FakeShop = createFakeShop()
 * for (const path of ['/', '/sale']) shop.openTab({ path }).createTracker({ consent: { analytics: true } })
 * await shop.pass(10_000)
 * new Set(shop.collector.events.map(({ shopper_id }) => shopper_id)).size // => 1
 * await shop.close()
 */
export interface FakeShop {
  /** The time of all tabs, and of the collector. */
  readonly clock: VirtualClock
  readonly collector: MemoryCollector
  readonly network: FakeNetwork
  /** What the browser keeps. */
  readonly disk: FakeDisk
  /** What trackers reported that were not given an `on_error`. */
  readonly errors: readonly Error[]
  /** Opens a tab of the shop. */
  openTab(page?: {
    /** @default '/' */
    readonly path?: string
    /** @default '' */
    readonly referrer?: string
    /** @default 'Shop' */
    readonly title?: string
  }): FakeTab
  /**
   * Lets so many milliseconds pass, and all that is due by then happen; with 0 all that is due now.
   *
   * @throws Error with code `never_settles` where something is under way that does not end.
   */
  pass(ms?: number): Promise<void>
  /** Kills all tabs, and gives the global object back as it was: done when nothing of theirs runs any more. */
  close(): Promise<void>
}

/**
 * Makes a shop whose tabs run the real tracker in a test: they share storage, locks and a channel as the tabs of one browser
 * do, its time passes when it is told to, and its network fails on command.
 *
 * It shows what trackers and plugins do in a page. It does not show what browsers do: how much of a killed browser's storage
 * is left, what is throttled, what a back/forward cache keeps. For that, test in the browser itself.
 *
 * @example
 * const shop = createFakeShop()
 * const tracker = shop.openTab().createTracker({ consent: { analytics: true } })
 * tracker.track('product_viewed', { product: { product_id: 'SKU-1' } })
 * await shop.pass(1_000)
 * shop.collector.events.map(({ name }) => name) // ['page_viewed', 'product_viewed']
 * await shop.close()
 */
export function createFakeShop(options: FakeShopOptions = {}): FakeShop {
  const { origin = 'https://shop.example', serve = {}, without = [], navigator = {} } = options
  const activity = createActivity()
  const clock = createVirtualClock({ settle: activity.settle })
  const errors: Error[] = []
  const on_error = (error: Error) => void errors.push(error)
  const collector = options.collector ?? createMemoryCollector({ now: clock.now, on_error })
  const tabs: OpenTab[] = []
  const disk = createDisk()
  const endpoint = `${origin}/collect`
  const { network, send } = createNetwork({
    clock,
    activity,
    serve: { [endpoint]: collector, ...serve },
    on_line(type) {
      for (const { befall } of tabs) befall(type)
    },
  })
  const place: TabPlace = {
    ...{ clock, activity, disk, send, endpoint, on_error, navigator, without },
    isOnline: () => network.is_online,
    locks: new Map(),
    channels: new Map(),
    transactions: new Map(),
  }
  const giveBack = shareGlobals()
  return {
    ...{ clock, collector, network, disk, errors },
    openTab({ path = '/', referrer = '', title = 'Shop' } = {}) {
      // The tracker loads its engine when it needs it: by then it is there. Where that cannot be, the tracker reports it.
      activity.during(import('../../browser/segments')).catch(() => {})
      const opened = openTab(place, { url: new URL(path, origin).href, referrer, title })
      tabs.push(opened)
      return opened.tab
    },
    pass: (ms = 0) => clock.pass(ms),
    close() {
      for (const { tab } of tabs) tab.kill()
      return giveBack()
    },
  }
}
