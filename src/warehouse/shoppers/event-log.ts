import type { ShopEvent } from '../../vocabulary/event-types'
import type { EventRef, EventStore } from './event-store'
import type { Keeper } from './shopper-book'

/** Keeps a shopper's events as they are, compactly, to be lived through later. */
export class EventLog implements Keeper {
  readonly clock = Number.NEGATIVE_INFINITY
  readonly #store: EventStore
  readonly #onEvent: (log: EventLog, event: ShopEvent) => void
  readonly #refs: EventRef[] = []

  /**
   * @param store Where the events of all shoppers lie.
   * @param onEvent Called with each event that is kept.
   */
  constructor(store: EventStore, onEvent: (log: EventLog, event: ShopEvent) => void = () => {}) {
    this.#store = store
    this.#onEvent = onEvent
  }

  /** Takes an event in. */
  fold(event: ShopEvent): void {
    this.#refs.push(this.#store.add(event))
    this.#onEvent(this, event)
  }

  /** Copies of all events, in the order that they came. */
  get events(): ShopEvent[] {
    return this.#refs.map((ref) => this.#store.get(ref))
  }
}

/** Keeps a shopper's events from an instant on, and tells of each one before that it is this shopper's. */
export class LaterLog extends EventLog {
  readonly #at: number
  readonly #onEarlier: (log: LaterLog, event: ShopEvent) => void

  constructor(store: EventStore, at: number, onEarlier: (log: LaterLog, event: ShopEvent) => void) {
    super(store)
    this.#at = at
    this.#onEarlier = onEarlier
  }

  override fold(event: ShopEvent): void {
    if (event.time >= this.#at) super.fold(event)
    else this.#onEarlier(this, event)
  }
}
