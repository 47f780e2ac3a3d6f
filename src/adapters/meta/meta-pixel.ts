import type { Plugin } from '../../tracker/plugins'
import type { Losses } from '../support/notes'
import type { OutgoingEvent } from '../support/outgoing'
import { page } from '../support/page'
import { takeEach } from '../support/take-each'
import { type ContentOptions, toMetaEvent } from './custom-data'

/**
 * A call of Meta's pixel: `fbq(...call)`.
 *
 * @example
 * ```ts
 * const call: PixelCall = toMetaPixel([event]).calls[0]!
 * call.slice(0, 2) // => ['track', 'AddToCart']
 * call[3].eventID === event.id // => true
 * ```
 */
export type PixelCall = readonly ['track', string, { readonly [name: string]: unknown }, { readonly eventID: string }]

/**
 * What {@link toMetaPixel} gives.
 *
 * @example
 * ```ts
 * const { calls, lost }: PixelCalls = toMetaPixel([{ ...event, name: 'order_delivered' }])
 * calls // => []
 * lost[0]?.wanted // => 'a standard event of Meta'
 * ```
 */
export interface PixelCalls extends Losses {
  readonly calls: readonly PixelCall[]
}

const WANTED_ID = 'an id, by which Meta counts it once'

/**
 * Events as calls of Meta's pixel. Each has the event's id, by which Meta knows it again from the Conversions API.
 *
 * @example
 * ```ts
 * for (const call of toMetaPixel(events).calls) console.log(...call) // fbq(...call) in a page that has the pixel
 * ```
 */
export function toMetaPixel(events: readonly OutgoingEvent[], options: ContentOptions = {}): PixelCalls {
  const { taken, losses } = takeEach(events, 'events')
  const calls = taken.flatMap((event): PixelCall[] => {
    const meta = toMetaEvent(event, options)
    const id = meta?.source.take('id')
    const isId = typeof id === 'string' || typeof id === 'number'
    if (meta && !isId) event.notes.lose(event.path, meta.name, { code: 'missing', wanted: WANTED_ID })
    // The pixel says itself when and where it is called, and by whom.
    for (const field of ['time', 'visitor_id', 'user_id', 'shopper_id', 'context', 'page_id']) meta?.source.take(field)
    meta?.source.loseRest(event.notes)
    return meta && isId ? [['track', meta.name, meta.custom_data, { eventID: String(id) }]] : []
  })
  return { calls, ...losses() }
}

/**
 * Options of {@link metaPixel}.
 *
 * @example
 * ```ts
 * // A shop that has renamed the pixel's function, and says in a cookie what is agreed to.
 * declare const shopPixel: (...call: PixelCall) => void
 * const has_consent = () => document.cookie.includes('advertising=yes')
 * const options: MetaPixelOptions = { has_consent, fbq: (...call) => shopPixel(...call) }
 * createTracker({ endpoint: '/collect', plugins: [metaPixel(options)] })
 * ```
 */
export interface MetaPixelOptions extends ContentOptions {
  /** Whether advertising is agreed to; asked before each call, as the tracker's own consent is to other purposes. */
  readonly has_consent: () => boolean
  /** @default the page's `fbq` */
  readonly fbq?: ((...call: PixelCall) => unknown) | undefined
}

/**
 * A plugin of a page's tracker that tells Meta's pixel what the collector has accepted. The page loads the pixel; without
 * it, or without consent, nothing is told.
 *
 * @example
 * ```ts
 * const consents = { advertising: false }
 * createTracker({ endpoint: '/collect', plugins: [metaPixel({ has_consent: () => consents.advertising })] })
 * ```
 */
export function metaPixel({ has_consent, fbq, ...options }: MetaPixelOptions): Plugin {
  return {
    name: 'meta-pixel',
    deliver(events) {
      const tell = fbq ?? (page().fbq as typeof fbq)
      if (!tell || !has_consent()) return
      for (const call of toMetaPixel(events, options).calls) tell(...call)
    },
  }
}
