import type { TrackProps } from '../../tracker/track-props'
import type { EventName } from '../../vocabulary/event-types'
import type { EventContent } from '../support/event'
import { createNotes, type Losses } from '../support/notes'
import { isPlainObject, takePlain } from '../support/plain'
import type { ReadOptions } from '../support/reading'
import { openSource } from '../support/source'
import { followUser, takeUser, type UserFollower } from './follow-user'
import { readSegmentContent } from './from-segment'
import type { SegmentTracker } from './segment-tracker'

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
  /** Loads nothing; hears of `analytics.reset()`, where Analytics.js tells it. */
  readonly load: (context?: unknown, analytics?: unknown) => Promise<void>
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
 * A plugin of Segment's Analytics.js 2 that tells Aisle's tracker what the page tells Segment: what happened, and whose it
 * is, as the `userId` of each call says. Where that is another, or none any more, another visitor begins; leave `identify` and
 * `reset` of the tracker to it. It gives each call on as it is, and throws nothing.
 *
 * @example
 * ```ts
 * const tracker = createTracker({ endpoint: '/collect', definitions: builtin })
 * const listener = segmentListener(tracker, { currency: 'EUR' }) // for analytics.register(listener)
 * ```
 */
export function segmentListener(tracker: SegmentTracker, options: SegmentListenerOptions = {}): SegmentPlugin {
  const users = followUser(tracker)
  const told = <Context extends SegmentContext>(context: Context): Context => {
    quietly(() => {
      const { content, ...losses } = readCall(context.event, users, options)
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
    async load(_, analytics) {
      quietly(() => (analytics as Partial<Emitter> | undefined)?.on?.('reset', () => quietly(users.end)))
    },
    track: told,
    page: told,
    identify: told,
  }
}

/** What of Analytics.js tells what it does. */
interface Emitter {
  on(event: 'reset', act: () => void): unknown
}

function quietly(act: () => unknown): void {
  try {
    act()
  } catch {
    // Whatever it is, it is not the page's fault, and must not be its trouble.
  }
}

/** What a call says; whose it is, the follower is told. */
function readCall(
  call: unknown,
  users: UserFollower,
  options: SegmentListenerOptions,
): { content: EventContent | undefined } & Losses {
  const notes = createNotes()
  const plain = takePlain(call, '', notes)
  if (!isPlainObject(plain)) return { content: undefined, ...notes.all() }
  const source = openSource(plain, '')
  users.hear(takeUser(source, notes, options))
  const isAboutPerson = source.peek('type') === 'identify'
  const content = isAboutPerson ? undefined : readSegmentContent(source, { notes, currency: options.currency })
  // The envelope and the context are the tracker's own.
  for (const name of ['properties', 'traits']) source.open(name)?.loseRest(notes)
  return { content, ...notes.all() }
}
