import type { Place } from '../input/rows'
import type { RawEvent } from './mapper'

/** An event that several rows make. */
export interface Group {
  readonly event: RawEvent
  /** Of its first row. */
  readonly place: Place
}

/**
 * Gathers the rows of a group into one event: the first row's fields, the earliest row's time, and the product lines of
 * all. Holds every group until the end, since the rows may come in any order.
 */
export class RowGroups {
  readonly #groups = new Map<string, Group>()

  add(key: string, event: RawEvent, place: Place): void {
    const group = this.#groups.get(key)
    if (!group) this.#groups.set(key, { event, place })
    else {
      group.event.products.push(...event.products)
      if ((event.time as number) < (group.event.time as number)) group.event.time = event.time
    }
  }

  /** All groups, in the order in which they began. */
  all(): Iterable<Group> {
    return this.#groups.values()
  }
}
