import type { Urgency } from '../tracker/sender'
import type { WireEvent } from '../tracker/wire-event'

/** What the tabs of a shop tell each other. */
export interface TabMessage {
  /** For the tab that sends. */
  readonly wake?: Urgency
  /** Keys that are settled. */
  readonly settled?: readonly string[]
  /** Events that were stored: every tab knows the shopper. */
  readonly events?: readonly WireEvent[]
  /** All was erased, or another shopper is here. */
  readonly anew?: true
}
