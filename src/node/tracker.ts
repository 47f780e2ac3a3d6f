import type { TrackProps } from '../tracker/track-props'
import type { LedgerCounts } from '../tracker/vault'
import type { WireEvent } from '../tracker/wire-event'
import type { EventName } from '../vocabulary/event-types'

/**
 * Whose event it is: a user, a visitor, or both.
 *
 * @example
 * const user: Who = { user_id: 'u-42', time: Date.UTC(2017, 0, 1) }
 * // Who has ordered as a guest is known by the browser alone, as the page's tracker names it.
 * const guest: Who = { visitor_id: 'v-7', context: { channel: 'email', locale: 'de-AT' } }
 * const ship = (tracker: Tracker, who: Who) => tracker.track('order_delivered', { order_id: 'A-1' }, who)
 */
export type Who = ({ readonly user_id: string } | { readonly visitor_id: string }) & {
  /** The person, as the shop knows them. */
  readonly user_id?: string
  /** The browser or device, as the page's tracker names it: what joins an order to the visit that it was made in. */
  readonly visitor_id?: string
  /**
   * The visit that it belongs to.
   * @default '' (of none)
   */
  readonly session_id?: string
  /**
   * When it happened, in milliseconds since 1970.
   * @default now
   */
  readonly time?: number
  /**
   * The event's own id, 1 to 128 printable ASCII characters, such as a webhook's delivery id: the collector takes each once,
   * so what is delivered again is no second event.
   * @default a new one
   */
  readonly id?: string
  /** What surrounded it, where that is known: `{ channel: 'email', locale: 'de-AT' }`. */
  readonly context?: Partial<WireEvent['context']>
}

/**
 * Tracks what befalls orders and shoppers away from any page. Nothing here throws: what is wrong goes to `on_error`.
 *
 * @example
 * // As a server ends: what can be sent is sent; what is left waits in the log for the next start.
 * async function shutDown(tracker: Tracker): Promise<number> {
 *   await tracker.flush()
 *   await tracker.stop()
 *   return tracker.ledger().waiting
 * }
 */
export interface Tracker {
  /**
   * Tracks an event; an `order_completed` once for each `order_id`. With a log it is in the log's file when this returns.
   *
   * @example
   * tracker.track('order_delivered', { order_id: 'A-1', carrier: 'post' }, { user_id: 'u-42' })
   */
  track<Name extends EventName>(name: Name, properties: TrackProps<Name>, who: Who): void
  /** Sends what waits now; done when it is delivered, or cannot be for now. */
  flush(): Promise<void>
  /** What became of all events of this log; without one, of this process. */
  ledger(): LedgerCounts
  /**
   * Ends tracking; done when the log is on disk and closed. What waits in the log is sent by the next tracker that opens it;
   * without a log it is lost, so `flush` first.
   */
  stop(): Promise<void>
}
