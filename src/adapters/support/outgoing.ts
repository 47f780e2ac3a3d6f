import type { ShopEvent } from '../../vocabulary/event-types'
import type { Losses } from './notes'

/**
 * A request to another system, as plain data: `body` is sent as JSON.
 *
 * @example
 * ```ts
 * // Plain data can wait in a queue until there is a network.
 * const queue: string[] = []
 * const enqueue = (request: OutgoingRequest) => queue.push(JSON.stringify(request))
 * toSegment(events, { write_key: 'k-1' }).requests.forEach(enqueue)
 * ```
 */
export interface OutgoingRequest {
  readonly method: 'POST'
  readonly url: string
  readonly headers: { readonly [name: string]: string }
  readonly body: { readonly [name: string]: unknown }
}

/**
 * What goes out, and what does not.
 *
 * @example
 * ```ts
 * // GA4 takes no event without a browser that it is of.
 * const known = { ...event, visitor_id: '31.37' }
 * const { requests, lost }: Outgoing = toGa4([known, event], { measurement_id: 'G-1', api_secret: 's-1' })
 * requests.length // => 1
 * lost.at(-1)?.path // => 'events[1]'
 * ```
 */
export interface Outgoing extends Losses {
  readonly requests: readonly OutgoingRequest[]
}

/**
 * An event to send on: a stored one, or one that a tracker delivers.
 *
 * @example
 * ```ts
 * // Before a collector has seen an event, it has no `shopper_id`.
 * const { shopper_id, ...unseen } = event
 * const added: OutgoingEvent = { ...unseen, visitor_id: 'v-7' }
 * toSegment([added], { write_key: 'k-1' }).lost // => []
 * ```
 */
export type OutgoingEvent = Omit<ShopEvent, 'shopper_id'> & { readonly shopper_id?: string }

/**
 * Bytes of JSON text in UTF-8, which is what limits of requests are in.
 *
 * @example
 * ```ts
 * jsonBytes({ a: 'é' }) // 10
 * ```
 */
export function jsonBytes(value: unknown): number {
  let bytes = 0
  for (const character of JSON.stringify(value) ?? '') {
    const code = character.codePointAt(0)!
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return bytes
}

/**
 * Lists of at most so many, and of at most so many bytes each; one that is too large alone is a list alone.
 *
 * @example
 * ```ts
 * batch([1, 2, 3], { count: 2, bytes: 1_000 }) // [[1, 2], [3]]
 * ```
 */
export function batch<Item>(
  items: readonly Item[],
  most: { readonly count: number; readonly bytes: number },
): Item[][] {
  const batches: Item[][] = []
  let room = 0
  for (const item of items) {
    const bytes = jsonBytes(item) + 1
    const last = batches.at(-1)
    if (last && last.length < most.count && bytes <= room) last.push(item)
    else {
      batches.push([item])
      room = most.bytes
    }
    room -= bytes
  }
  return batches
}
