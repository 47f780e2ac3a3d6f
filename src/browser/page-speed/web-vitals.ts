/**
 * The plugin that tells how quick pages are. Runs in browsers; its peer dependency `web-vitals` is loaded once the page is.
 *
 * @module aisle/browser/web-vitals
 */
import { listen } from '../listen'
import { type PageKeyOptions, pageKey } from '../page-key'
import { onExit } from '../watch-exit'
import { collectMeasures, type MeasureCollection, type PageMeasures } from './collect-measures'

export type { PageKeyOptions } from '../page-key'
export type { PageMeasures } from './collect-measures'

/**
 * What {@link webVitals} needs of a tracker.
 *
 * @example
 * // Measures for a monitoring of the shop's own, where nothing is tracked.
 * const own: MeasureTracker = { track: (_, measures) => navigator.sendBeacon('/speed', JSON.stringify(measures)) }
 * const measure = () => webVitals().setup(own)
 */
export interface MeasureTracker {
  /** Records an event, of the page in view. */
  readonly track: (name: 'page_measured', measures: PageMeasures) => unknown
}

/**
 * What {@link webVitals} gives: a plugin of a tracker in a page.
 *
 * @example
 * // As long as a shopper is in the checkout: gives what ends it.
 * async function measureCheckout(tracker: MeasureTracker): Promise<() => void> {
 *   const plugin: WebVitalsPlugin = webVitals()
 *   await plugin.setup(tracker)
 *   return plugin.teardown
 * }
 */
export interface WebVitalsPlugin {
  readonly name: 'web_vitals'
  /** Waits for the page's load, loads `web-vitals` and begins to measure. Done when that is so. */
  readonly setup: (tracker: MeasureTracker) => Promise<void>
  /** Tells nothing any more. `web-vitals` itself keeps its listeners for as long as the page lives: it has no end. */
  readonly teardown: () => void
}

/** The event before a navigation; TypeScript's DOM types do not know the Navigation API yet. */
interface NavigateEvent extends Event {
  readonly destination: { readonly url: string; readonly sameDocument: boolean }
}

/**
 * Makes the plugin that tracks one `page_measured` a page view, when the page is first hidden or left, or before another
 * comes into view by a client-side navigation. So it belongs to the page that it speaks of, and goes with what is sent at
 * the page's exit. Changes after that are not told. Of a client-side navigation there is something to tell where the
 * browser measures it (Chromium from 151).
 *
 * @example
 * const tracker = createTracker({ endpoint: '/collect', plugins: [webVitals()] })
 */
export function webVitals(options: PageKeyOptions = {}): WebVitalsPlugin {
  /** Of the last setup: there is another one where consent is taken back and given again. */
  let stops: (() => void)[] | undefined
  return {
    name: 'web_vitals',
    setup: async (tracker) => {
      const own: (() => void)[] = []
      stops = own
      const collection = collectMeasures({
        on_measured: (measures) => tracker.track('page_measured', measures),
        load_ms: readLoad,
      })
      const pages = watchViews(collection, options)
      own.push(pages.stop)
      await new Promise((done) => {
        if (document.readyState === 'complete') done(undefined)
        else own.push(listen(window, 'load', done))
      })
      const { onCLS, onINP, onLCP, onTTFB } = await import('web-vitals')
      if (stops !== own) return
      // What came up to now is there, too: browsers keep it for those who ask late.
      const soon = { reportAllChanges: true, reportSoftNavs: true }
      onCLS(collection.add, soon)
      onINP(collection.add, soon)
      onLCP(collection.add, soon)
      onTTFB(collection.add)
      // After web-vitals has its listeners, so that its last values are there; before those who send at the exit.
      own.push(onExit(window, pages.leave, true))
    },
    teardown: () => {
      for (const stop of stops ?? []) stop()
      stops = undefined
    },
  }
}

function readLoad(): number | undefined {
  const [entry] = performance.getEntriesByType('navigation') as (PerformanceNavigationTiming & {
    readonly activationStart?: number
  })[]
  return entry?.loadEventEnd ? Math.max(entry.loadEventEnd - (entry.activationStart ?? 0), 0) : undefined
}

function watchViews(collection: MeasureCollection, options: PageKeyOptions) {
  const keyOf = (url: string) => pageKey(url, options)
  let key = keyOf(location.href)
  const { navigation } = window as Window & { readonly navigation?: EventTarget }
  // Before web-vitals listens: its values of a restored page come in the same event.
  const stopShow = listen(
    window,
    'pageshow',
    ({ persisted }: PageTransitionEvent) => {
      if (persisted) collection.next()
    },
    true,
  )
  const stopNavigate =
    navigation &&
    listen(navigation, 'navigate', ({ destination }: NavigateEvent) => {
      const to = destination.sameDocument ? keyOf(destination.url) : key
      if (to === key) return
      key = to
      // The address is still that of the page which was measured.
      collection.next()
    })
  return {
    /** Without the Navigation API the page may be another by now, and nothing is better than another's measures. */
    leave: () => {
      if (keyOf(location.href) === key) collection.tell()
    },
    stop: () => {
      stopShow()
      stopNavigate?.()
    },
  }
}
