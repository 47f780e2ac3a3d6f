import { createTracker } from '../../browser/create-tracker'
import type { TrackerOptions } from '../../browser/options'
import type { Tracker } from '../../browser/tracker'
import type { Activity } from '../activity'
import type { VirtualClock } from '../virtual-clock'
import { type ChannelLines, createChannelClass } from './channels'
import type { FakeDisk } from './disk'
import { type Globals, runWith } from './globals'
import { createIndexedDb, type TransactionLines } from './indexed-db'
import { FakeKeyRange } from './key-range'
import { createLife, type Life, type TabTurns } from './life'
import { createLocalStorage } from './local-storage'
import { createLocks, type LockLines } from './locks'
import { createTimers } from './timers'
import { FakeWindow, type PageFacts } from './window'

/** A tab of a shop, without a browser. */
export interface FakeTab {
  /** The tab's window, for what a test wants to look at or change: `tab.window.document.title = 'Cart'`. */
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
   * Starts the tracker of `aisle/browser` in the tab; its methods may be called from anywhere.
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

/** What the tabs of a shop have in common. */
export interface TabPlace {
  readonly clock: VirtualClock
  readonly activity: Activity
  readonly disk: FakeDisk
  readonly locks: LockLines
  readonly channels: ChannelLines
  readonly transactions: TransactionLines
  readonly fetchOf: (tab: { readonly life: Life; readonly url: () => string }) => typeof fetch
  readonly isOnline: () => boolean
  readonly endpoint: string
  readonly on_error: (error: Error) => void
  /** What `navigator` has beside what all have, and which parts of a browser are missing. */
  readonly navigator: object
  readonly without: readonly BrowserPart[]
}

/** Parts that a browser may lack, or refuse. */
export type BrowserPart = 'indexedDB' | 'localStorage' | 'locks' | 'BroadcastChannel'

/** A tab, and what the shop needs of it. */
export interface OpenTab {
  readonly tab: FakeTab
  /** Has something happen to its window. */
  readonly befall: (type: string) => void
}

/** Opens a tab. */
export function openTab(place: TabPlace, facts: PageFacts): OpenTab {
  const life = createLife()
  const window = new FakeWindow(facts)
  const run = <T>(act: () => T): T => runWith(globals, act)
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
      const tracker = run(() => createTracker({ endpoint, on_error, ...options }))
      const methods = Object.entries(tracker) as [string, (...args: unknown[]) => unknown][]
      return Object.fromEntries(
        methods.map(([name, method]) => [name, (...args: unknown[]) => run(() => method(...args))]),
      ) as unknown as Tracker
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

interface TabParts {
  readonly life: Life
  readonly window: FakeWindow
  readonly run: <T>(act: () => T) => T
}

function globalsOf(place: TabPlace, { life, window, run }: TabParts) {
  const { clock, activity, disk, without } = place
  const has = (part: BrowserPart) => !without.includes(part)
  const turns: TabTurns = { life, soon: (act) => activity.soon(() => run(act)) }
  const timers = createTimers(clock, { life, run })
  const fetch = place.fetchOf({ life, url: () => window.location.href })
  const navigator = {
    language: 'en-GB',
    languages: ['en-GB'],
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
    get onLine() {
      return place.isOnline()
    },
    sendBeacon(url: string, body?: string) {
      fetch(url, { method: 'POST', keepalive: true, ...(body !== undefined && { body }) }).catch(() => {})
      return true
    },
    locks: has('locks') ? createLocks(place.locks, turns) : undefined,
    ...place.navigator,
  }
  const parts = {
    navigator,
    localStorage: has('localStorage') ? createLocalStorage(disk, life) : undefined,
    indexedDB: has('indexedDB') ? createIndexedDb({ disk, lines: place.transactions }, turns) : undefined,
    IDBKeyRange: FakeKeyRange,
    BroadcastChannel: has('BroadcastChannel') ? createChannelClass(place.channels, turns) : undefined,
    fetch,
    setTimeout: timers.setTimeout,
    clearTimeout: timers.clear,
    setInterval: timers.setInterval,
    clearInterval: timers.clear,
    Date: timers.Date,
  }
  Object.assign(window, parts)
  const globals: Globals = {
    ...parts,
    window,
    self: window,
    document: window.document,
    location: window.location,
    history: window.history,
    screen: window.screen,
    addEventListener: window.addEventListener.bind(window),
    removeEventListener: window.removeEventListener.bind(window),
    dispatchEvent: window.dispatchEvent.bind(window),
    timeout: timers.timeout,
    // The middle of every draw, so that a test's retries come when they came before.
    random: () => 0.5,
  }
  return { globals, timers }
}
