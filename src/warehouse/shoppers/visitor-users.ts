import { type IdentityEvent, indexShoppers, type ShopperIndex } from '../../sessions/resolve-shoppers'
import type { ShopEvent } from '../../vocabulary/event-types'
import { isUserId } from '../../vocabulary/user-id'
import type { ReadAgain } from './read-again'

/** Nearly every visitor id has one user or none, of whom nothing but the id matters; more take another reading. */
export class VisitorUsers {
  readonly #only = new Map<string, string>()
  readonly #several = new Set<string>()

  /** Takes note of who an event says that its visitor is. */
  note({ visitor_id, user_id }: ShopEvent): void {
    if (!visitor_id || !isUserId(user_id)) return
    const known = this.#only.get(visitor_id)
    if (known === undefined) this.#only.set(visitor_id, user_id)
    else if (known !== user_id) this.#several.add(visitor_id)
  }

  /** Who each visitor was, and from when on. */
  async index(readAgain: ReadAgain): Promise<ShopperIndex> {
    const events: IdentityEvent[] = []
    for (const [visitor_id, user_id] of this.#only)
      if (!this.#several.has(visitor_id)) events.push({ id: '', time: 0, visitor_id, user_id })
    if (this.#several.size)
      await readAgain(({ id, time, visitor_id, user_id }) => {
        if (visitor_id && this.#several.has(visitor_id)) events.push({ id, time, visitor_id, user_id })
      })
    return indexShoppers(events)
  }
}
