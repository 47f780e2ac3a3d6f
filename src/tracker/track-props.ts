import type { EventName, EventProps, ProductLine } from '../vocabulary/event-types'

/** What `track` takes with an event: its own properties, and the product, or the products, that it is about. */
export type TrackProps<Name extends EventName> = Partial<EventProps<Name>> & {
  readonly product?: ProductLine
  readonly products?: readonly ProductLine[]
}
