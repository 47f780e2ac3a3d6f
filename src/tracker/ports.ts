/**
 * What the tracker needs of its surroundings: storage, network, time and chance. A page and a server bring their own, and
 * a test brings ones that misbehave on command.
 *
 * @module
 */

import type { Fate } from './fate'

/** An event as it is stored. */
export interface LogEntry {
  /** Says which event it is, how much it matters and how large it is (`log-key.ts`). */
  readonly key: string
  /** The event as JSON. */
  readonly text: string
}

/** Where events wait until they are delivered. No method throws; what fails rejects. */
export interface EventLog {
  /** All keys, sorted. */
  keys(): Promise<string[]>
  /** The texts of these keys in this order; undefined where there is none. */
  read(keys: readonly string[]): Promise<(string | undefined)[]>
  /** Lets go of events, and notes what became of them. */
  settle(fates: readonly Fate[]): Promise<void>
}

/** What the collector answered. */
export interface Reply {
  /** The HTTP status. */
  readonly status: number
  /** The header `Retry-After`. */
  readonly retry_after: string | null
  readonly body: string
}

/** The way to the collector. */
export interface Network {
  /** Rejects where there is no answer, or none in time. Always reads the whole answer. */
  post(body: string, options: { readonly keepalive: boolean }): Promise<Reply>
}

/**
 * Time.
 *
 * @example
 * // The clock of a device that is an hour fast.
 * const fast = (clock: Clock): Clock => ({ now: () => clock.now() + 3_600_000, after: clock.after })
 * fast(createVirtualClock({ start: 0 })).now() // => 3_600_000
 */
export interface Clock {
  /** Milliseconds since 1970; may jump either way. */
  now(): number
  /** Acts in so many milliseconds, and gives what cancels it. */
  after(ms: number, act: () => void): () => void
}

/** Chance: a number from 0 up to 1, 1 not included. */
export type Random = () => number
