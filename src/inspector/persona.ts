import type { Duration } from '../language/ast'
import type { Context } from '../vocabulary/event-types'

/** Something that a persona did. */
export interface PersonaEvent {
  /** The event's name, as for `tracker.track`. */
  readonly name: string
  /** How long before the end of the script, the moment that a persona is seen at. */
  readonly ago: Duration
  /** As for `tracker.track`: flat, with `product` or `products` for the lines. @default none */
  readonly properties?: object
  /** Its circumstances: channel, device. @default none */
  readonly context?: Context
}

/** A made-up shopper: what somebody of that kind does. More than 30 minutes without an event begin another visit. */
export interface Persona {
  /** In snake_case; no two personas have the same. */
  readonly name: string
  readonly title: string
  /** What the persona does, in a sentence. */
  readonly description: string
  readonly events: readonly PersonaEvent[]
}
