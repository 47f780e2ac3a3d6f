import type { Plugin } from '../../tracker/plugins'
import type { TrackProps } from '../../tracker/track-props'
import type { EventName } from '../../vocabulary/event-types'
import type { ListeningTracker } from '../support/listening-tracker'
import { createNotes } from '../support/notes'
import { page } from '../support/page'
import type { ReadOptions } from '../support/reading'
import { type HitReading, readGa4Hit } from './read-ga4-hit'

/**
 * Options of {@link listenToDataLayer}.
 *
 * @example
 * ```ts
 * const unread: string[] = []
 * const layer = [{ event: 'view_cart', ecommerce: { value: 40, customer: { tier: 'gold' } } }]
 * const options: DataLayerOptions = { layer, on_reading: ({ lost }) => unread.push(...lost.map(({ path }) => path)) }
 * listenToDataLayer(createTracker({ endpoint: '/collect' }), options)
 * unread // => ['customer']
 * ```
 */
export interface DataLayerOptions extends Pick<ReadOptions, 'currency'> {
  /**
   * The list that the page pushes to.
   * @default `dataLayer` of the page, made where there is none yet
   */
  readonly layer?: unknown[] | undefined
  /**
   * Whether `page_view` is tracked; the tracker counts pages by itself unless its `track_pages` is off.
   * @default false
   */
  readonly page_views?: boolean | undefined
  /** Told of each hit: what it is in our vocabulary, what was lost and assumed. */
  readonly on_reading?: ((reading: HitReading) => void) | undefined
}

/**
 * Tracks what a page tells Google Analytics 4: what it has pushed to its data layer before, and what it pushes from now on,
 * as `dataLayer.push({ event, ecommerce })` or by `gtag('event', ...)`. What else listens to the layer, Tag Manager for
 * one, sees all as before; nothing throws into the page.
 *
 * @returns What ends it.
 *
 * @example
 * ```ts
 * const tracker = createTracker({ endpoint: '/collect', definitions: builtin })
 * const stop = listenToDataLayer(tracker, { currency: 'EUR' })
 * ```
 */
export function listenToDataLayer(tracker: ListeningTracker, options: DataLayerOptions = {}): () => void {
  const layer = options.layer ?? pageLayer()
  let isStopped = false

  function hear(entry: unknown): void {
    if (isStopped) return
    try {
      const reading = readEntry(entry, options)
      if (!reading) return
      for (const { name, props, products } of reading.events) {
        if (name !== 'page_viewed' || options.page_views === true)
          tracker.track(name as EventName, { ...props, products } as TrackProps<EventName>)
      }
      options.on_reading?.(reading)
    } catch {
      // Whatever it is, it is not the page's fault, and must not be its trouble.
    }
  }

  const had = Object.getOwnPropertyDescriptor(layer, 'push')
  const push = layer.push
  const listening = function (this: unknown, ...entries: unknown[]): number {
    try {
      return Reflect.apply(push, this ?? layer, entries)
    } finally {
      entries.forEach(hear)
    }
  }
  for (const entry of [...layer]) hear(entry)
  layer.push = listening
  return () => {
    isStopped = true
    // Who has wrapped it since still calls it: then it stays, and does nothing.
    if (layer.push !== listening) return
    if (had) Object.defineProperty(layer, 'push', had)
    else Reflect.deleteProperty(layer, 'push')
  }
}

/**
 * {@link listenToDataLayer} as a plugin of a page's tracker.
 *
 * @example
 * ```ts
 * createTracker({ endpoint: '/collect', definitions: builtin, plugins: [dataLayer({ currency: 'EUR' })] })
 * ```
 */
export function dataLayer(options: DataLayerOptions = {}): Plugin<ListeningTracker> {
  return { name: 'ga4-data-layer', setup: (tracker) => listenToDataLayer(tracker, options) }
}

/**
 * What an entry of a data layer is: `{ event, ecommerce }`, or the arguments of `gtag('event', ...)`; undefined for what
 * is no event, such as `gtag('config', ...)` or `{ ecommerce: null }`.
 *
 * @example
 * ```ts
 * readEntry({ event: 'view_cart', ecommerce: { currency: 'EUR', value: 12 } })?.events[0]?.name // 'cart_viewed'
 * ```
 */
export function readEntry(entry: unknown, options: Pick<ReadOptions, 'currency'> = {}): HitReading | undefined {
  if (typeof entry !== 'object' || entry === null) return undefined
  if (Array.isArray(entry) || Object.prototype.toString.call(entry) === '[object Arguments]') {
    const [command, name, params] = Array.prototype.slice.call(entry, 0, 3)
    return command === 'event' ? readGa4Hit(name, params, options) : undefined
  }
  const { event, ecommerce, ...rest } = entry as Record<string, unknown>
  const own = Object.fromEntries(Object.entries(rest).filter(([name]) => !OF_TAG_MANAGER.test(name)))
  if (typeof event !== 'string') return undefined
  const isObject = typeof ecommerce === 'object' && ecommerce !== null && !Array.isArray(ecommerce)
  if (isObject || ecommerce === undefined || ecommerce === null)
    return readGa4Hit(event, { ...own, ...(ecommerce as object | null) }, options)
  const notes = createNotes()
  notes.lose('ecommerce', ecommerce, { code: 'wrong_type', wanted: 'an object' })
  const { events, lost, assumed } = readGa4Hit(event, own, options)
  return { events, lost: [...lost, ...notes.all().lost], assumed }
}

/** What Tag Manager keeps for itself beside an event. */
const OF_TAG_MANAGER = /^(gtm\.|gtm$|event(Callback|Timeout)$)/

/**
 * The page's `dataLayer`, made where there is none.
 *
 * @example
 * ```ts
 * pageLayer().push({ event: 'login' })
 * ```
 */
export function pageLayer(): unknown[] {
  const own = page()
  if (!Array.isArray(own.dataLayer)) own.dataLayer = []
  return own.dataLayer as unknown[]
}
