import { createChannelClass } from './channels'
import type { Globals } from './globals'
import { createIndexedDb } from './indexed-db'
import { FakeKeyRange } from './key-range'
import type { Life, TabTurns } from './life'
import { createLocalStorage } from './local-storage'
import { createLocks } from './locks'
import { createTabFetch } from './tab-fetch'
import type { BrowserPart, TabPlace } from './tab-place'
import { createTimers, type Timers } from './timers'
import type { FakeWindow } from './window'

/** What a tab's globals are made of. */
export interface TabParts {
  readonly life: Life
  readonly window: FakeWindow
  readonly run: <T>(act: () => T) => T
}

/** Makes what a tab finds on the global object, and on its window. */
export function globalsOf(
  place: TabPlace,
  { life, window, run }: TabParts,
): { readonly globals: Globals; readonly timers: Timers } {
  const { clock, activity, disk, without } = place
  const has = (part: BrowserPart) => !without.includes(part)
  const turns: TabTurns = { life, soon: (act) => activity.soon(() => run(act)) }
  const timers = createTimers(clock, { life, run })
  const fetch = createTabFetch({ ...place, life, url: () => window.location.href })
  const parts = {
    navigator: navigatorOf(place, { fetch, locks: has('locks') ? createLocks(place.locks, turns) : undefined }),
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

function navigatorOf(
  place: TabPlace,
  { fetch, locks }: { readonly fetch: typeof globalThis.fetch; readonly locks: unknown },
): object {
  return {
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
    locks,
    ...place.navigator,
  }
}
