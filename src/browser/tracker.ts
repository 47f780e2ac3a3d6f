import type { Change, Explanation } from '../engine/answers'
import type { Outcome, Scalar } from '../language/ast'
import type { TrackProps } from '../tracker/track-props'
import type { LedgerCounts } from '../tracker/vault'
import type { EventName, ProductLine } from '../vocabulary/event-types'

/**
 * What a shopper agreed to. A purpose that is absent stays as it was.
 *
 * @example
 * // A yes to statistics alone: events are sent, segments are not worked out.
 * const consent: Consent = { analytics: true, personalization: false }
 * createTracker({ endpoint: '/collect', definitions: builtin, consent })
 */
export interface Consent {
  /** Whether events may be stored and sent. */
  readonly analytics?: boolean | undefined
  /** Whether segments may be worked out, and kept in the browser. */
  readonly personalization?: boolean | undefined
}

/**
 * What is known of the shopper in this browser.
 *
 * @example
 * const isVip = ({ is_ready, segments }: ShopperView) => is_ready && segments.vip === 'in'
 * isVip(createTracker({ endpoint: '/collect', definitions: builtin }).getSnapshot()) // => false
 */
export interface ShopperView {
  /** Whether what was stored has been taken up; before that all is as for a new shopper. */
  readonly is_ready: boolean
  /** The instant that this is of, in milliseconds since 1970. */
  readonly now: number
  readonly segments: { readonly [name: string]: Outcome }
  /** By stage set. */
  readonly stages: { readonly [set: string]: string }
  readonly traits: { readonly [name: string]: Scalar | null }
}

/**
 * What a subscriber is told.
 *
 * @example
 * const gaveUp = ({ changes }: ShopperNews) => changes.some(({ name, to }) => name === 'cart_abandoner' && to === 'in')
 * const onGivenUp = (tracker: Tracker, remind: () => void) => tracker.subscribe((news) => gaveUp(news) && remind())
 */
export interface ShopperNews extends ShopperView {
  /** Segments entered and left, and stages reached; empty when what was stored has been taken up. */
  readonly changes: readonly Change[]
}

/**
 * Tracks a shopper in a page. Nothing here throws or waits: what is wrong goes to `on_error`.
 *
 * @example
 * function signIn(tracker: Tracker, user_id: string): void {
 *   tracker.identify(user_id) // first, so that the login is the user's
 *   tracker.track('logged_in', { method: 'email' })
 * }
 */
export interface Tracker {
  /**
   * Tracks an event.
   *
   * @example
   * tracker.track('product_added', { product: { product_id: 'SKU-1', price: 39.9 }, currency: 'EUR' })
   */
  track<Name extends EventName>(name: Name, properties?: TrackProps<Name>): void
  /** Tracks a view of the page as it is now, where `track_pages` is off. */
  page(): void
  /** Says who the shopper is; `null` once signed out. A second user in the same browser is another shopper. */
  identify(user_id: string | null): void
  /**
   * Says what is in the cart now, with all its lines; what came in or went out since is tracked as `product_added` and
   * `product_removed`. It may be called as often as one likes.
   */
  cart(lines: readonly ProductLine[], options?: { readonly currency?: string; readonly cart_id?: string }): void
  /** Says what the shopper agrees to. Events that wait for an answer are tracked, or forgotten. */
  setConsent(consent: Consent): void
  /** What is known of the shopper: the same object until something changes. */
  getSnapshot(): ShopperView
  /** Listens to changes; gives what stops it. */
  subscribe(listener: (news: ShopperNews) => void): () => void
  /** Why a segment or the stage of a set is as it is, and until when; undefined for other names, and before all is ready. */
  explain(name: string): Explanation | undefined
  /** Sends what waits now; done when it is delivered, or cannot be for now. */
  flush(): Promise<void>
  /** What became of all events in this browser. */
  ledger(): LedgerCounts
  /** Starts anew with another visitor, as on a shared device; what was tracked is still sent. */
  reset(): void
  /** Erases all that is kept in this browser, what was not sent included. */
  forget(): Promise<void>
  /** All that is kept in this browser, as plain data. */
  export(): Promise<Readonly<Record<string, unknown>>>
  /** Ends tracking in this page and takes away every listener; what was tracked is kept for the next page. */
  stop(): void
}
