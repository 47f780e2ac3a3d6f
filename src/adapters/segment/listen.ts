import type { TrackProps } from '../../tracker/track-props'
import type { EventName } from '../../vocabulary/event-types'
import type { EventContent } from '../support/event'
import type { ListeningTracker } from '../support/listening-tracker'
import { createNotes, type Losses } from '../support/notes'
import { hasEmail } from '../support/personal'
import { isPlainObject, takePlain } from '../support/plain'
import type { ReadOptions } from '../support/reading'
import { openSource } from '../support/source'
import { readSegmentContent } from './from-segment'

/**
 * A tracker that may be told who the shopper is, too.
 *
 * @example
 * ```ts
 * const told: string[] = []
 * const tracker: SegmentTracker = { track: (name) => told.push(name), identify: (user_id) => told.push(`${user_id}`) }
 * segmentListener(tracker).identify({ event: { type: 'identify', userId: 'u-42' } })
 * told // => ['u-42']
 * ```
 */
export interface SegmentTracker extends ListeningTracker {
  /**
   * Says who the shopper is.
   *
   * @example
   * tracker.identify('u-42')
   */
  identify?(user_id: string | null): void
}

/**
 * What Analytics.js hands to a plugin: a call, as its `event`.
 *
 * @example
 * ```ts
 * const context: SegmentContext = { event: { type: 'track', event: 'Cart Viewed', properties: { cart_id: 'c-7' } } }
 * segmentListener(createTracker({ endpoint: '/collect' })).track(context) === context // => true
 * ```
 */
export interface SegmentContext {
  readonly event: object
}

/**
 * A plugin of Analytics.js 2, as its `register` takes it.
 *
 * @example
 * ```ts
 * const listener: SegmentPlugin = segmentListener(createTracker({ endpoint: '/collect' }))
 * const register = (analytics: { register(plugin: SegmentPlugin): unknown }) => analytics.register(listener)
 * ```
 */
export interface SegmentPlugin {
  readonly name: string
  readonly version: string
  readonly type: 'after'
  /** It is, at once. */
  readonly isLoaded: () => boolean
  /** There is nothing to load. */
  readonly load: () => Promise<void>
  /** Called with each `track` call; gives it on. */
  readonly track: <Context extends SegmentContext>(context: Context) => Context
  /** Called with each `page` call; gives it on. */
  readonly page: <Context extends SegmentContext>(context: Context) => Context
  /** Called with each `identify` call; gives it on. */
  readonly identify: <Context extends SegmentContext>(context: Context) => Context
}

/**
 * Options of {@link segmentListener}.
 *
 * @example
 * ```ts
 * // Where Analytics.js says which page is in view, the tracker need not.
 * const options: SegmentListenerOptions = { currency: 'EUR', page_views: true }
 * segmentListener(createTracker({ endpoint: '/collect', track_pages: false }), options)
 * ```
 */
export interface SegmentListenerOptions extends Pick<ReadOptions, 'currency' | 'pseudonym'> {
  /**
   * Whether `page` calls are tracked; the tracker counts pages by itself unless its `track_pages` is off.
   * @default false
   */
  readonly page_views?: boolean | undefined
  /** Told what was lost and assumed of a call. */
  readonly on_losses?: ((losses: Losses) => void) | undefined
}

/**
 * A plugin of Segment's Analytics.js 2 that tells Aisle's tracker what the page tells Segment: `track`, and who it is by
 * `identify`. It gives each call on as it is, and throws nothing.
 *
 * @example
 * ```ts
 * const tracker = createTracker({ endpoint: '/collect', definitions: builtin })
 * const listener = segmentListener(tracker, { currency: 'EUR' }) // for analytics.register(listener)
 * ```
 */
export function segmentListener(tracker: SegmentTracker, options: SegmentListenerOptions = {}): SegmentPlugin {
  const hear = (context: SegmentContext, act: (call: unknown) => void) => {
    try {
      act(context.event)
    } catch {
      // Whatever it is, it is not the page's fault, and must not be its trouble.
    }
  }
  const told = <Context extends SegmentContext>(context: Context): Context => {
    hear(context, (call) => {
      const { content, ...losses } = readCall(call, options)
      if (content && (content.name !== 'page_viewed' || options.page_views === true))
        tracker.track(
          content.name as EventName,
          { ...content.props, products: content.products } as TrackProps<EventName>,
        )
      options.on_losses?.(losses)
    })
    return context
  }
  return {
    name: 'Aisle',
    version: '1.0.0',
    type: 'after',
    isLoaded: () => true,
    load: () => Promise.resolve(),
    track: told,
    page: told,
    identify(context) {
      hear(context, (call) => {
        const { userId } = call as { userId?: unknown }
        const user_id = typeof userId === 'string' && hasEmail(userId) ? options.pseudonym?.(userId) : userId
        if (typeof user_id === 'string' && user_id !== '') tracker.identify?.(user_id)
      })
      return context
    },
  }
}

function readCall(call: unknown, { currency }: SegmentListenerOptions): { content: EventContent | undefined } & Losses {
  const notes = createNotes()
  const plain = takePlain(call, '', notes)
  if (!isPlainObject(plain)) return { content: undefined, ...notes.all() }
  const source = openSource(plain, '')
  const content = readSegmentContent(source, { notes, currency })
  // The envelope and the context are the tracker's own.
  source.open('properties')?.loseRest(notes)
  return { content, ...notes.all() }
}
