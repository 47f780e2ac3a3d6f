import type { AnyShopEvent } from '../vocabulary/event-types'

/**
 * An event as a collector hands it on: normal, stamped with when it was sent and received.
 *
 * @example
 * const msOnTheWay = ({ time, received_at }: CollectedEvent) => received_at - time
 * msOnTheWay({ ...event, received_at: event.time + 250 }) // => 250
 */
export type CollectedEvent = AnyShopEvent & { received_at: number }

/**
 * What a collector would not take, for a person to look at.
 *
 * @example
 * const collector = createMemoryCollector()
 * const body = JSON.stringify({ batch: 'b-1', sent_at: Date.now(), events: [{ ...event, time: 'yesterday' }] })
 * await collector(new Request('https://shop.example/collect', { method: 'POST', body }))
 * const rejection: Rejection | undefined = collector.rejections[0]
 * rejection?.code // => 'bad_format'
 */
export interface Rejection {
  /** Milliseconds since 1970. */
  readonly received_at: number
  /** Of the event, where it told one. */
  readonly id?: string | undefined
  /** Stable, so that rejections can be counted by it. */
  readonly code: string
  readonly message: string
  /** What came, as text, shortened; without the personal data that its look gives away. */
  readonly text: string
}

/**
 * Where a collector puts what it takes. Each method may be called again before an earlier call has settled.
 *
 * @example
 * const kept = new Map<string, CollectedEvent>() // a list in memory: no sink for what must outlive a crash
 * const memory: Sink = {
 *   write: async (events) => {
 *     const fresh = events.filter(({ id }) => !kept.has(id))
 *     for (const event of fresh) kept.set(event.id, event)
 *     return fresh.length
 *   },
 *   reject: async () => {},
 *   close: async () => {},
 * }
 */
export interface Sink {
  /**
   * Stores events, those whose id it has stored in the last 7 days left out. Gives how many were new, and only once they
   * outlive a crash of the machine. Where it rejects, the sender comes again with all of them: then those that were stored
   * all the same are left out.
   */
  write(events: readonly CollectedEvent[]): Promise<number>
  /** Keeps what was rejected. Nobody waits for it. */
  reject(rejections: readonly Rejection[]): Promise<void>
  /** Settles when everything is stored and nothing is open any more. */
  close(): Promise<void>
}
