import type { ShopEvent } from '../../vocabulary/event-types'
import type { Losses } from './notes'

/** A request to another system, as plain data: `body` is sent as JSON. */
export interface OutgoingRequest {
  readonly method: 'POST'
  readonly url: string
  readonly headers: { readonly [name: string]: string }
  readonly body: { readonly [name: string]: unknown }
}

/** What goes out, and what does not. */
export interface Outgoing extends Losses {
  readonly requests: readonly OutgoingRequest[]
}

/** An event to send on: a stored one, or one that a tracker delivers. */
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
