import type { Duration } from '../language/ast'
import type { Context } from '../vocabulary/event-types'

/**
 * Something that a persona did.
 *
 * @example
 * // More than 30 minutes apart: two visits, of which the second comes by a newsletter.
 * const asked: PersonaEvent = { name: 'products_searched', ago: '3d', properties: { query: 'lamp' } }
 * const back: PersonaEvent = { name: 'page_viewed', ago: '1m', context: { channel: 'email' } }
 */
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

/**
 * A made-up shopper: what somebody of that kind does. More than 30 minutes without an event begin another visit.
 *
 * @example
 * const events: PersonaEvent[] = [{ name: 'list_viewed', ago: '5m', properties: { category: 'gifts' } }]
 * const giver: Persona = { name: 'giver', title: 'Giver', description: 'Looks for a present.', events }
 * createInspector({ definitions: builtin, personas: [...builtinPersonas, giver] })
 */
export interface Persona {
  /** In snake_case; no two personas have the same. */
  readonly name: string
  readonly title: string
  /** What the persona does, in a sentence. */
  readonly description: string
  readonly events: readonly PersonaEvent[]
}
