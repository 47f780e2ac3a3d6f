import { eventsIn, type Items } from '../tracker/item-store'
import { toLogEntry } from '../tracker/log-key'
import { type KnownOrders, rememberOrder } from '../tracker/orders'
import { parseJson } from '../tracker/parse-json'
import type { Clock } from '../tracker/ports'
import type { Reporter } from '../tracker/reporter'
import type { Urgency } from '../tracker/sender'
import { PLACED, type Vault } from '../tracker/vault'
import type { WireEvent } from '../tracker/wire-event'
import type { Delivery } from './delivery'

/** Options of {@link createOutbox}. */
export interface OutboxOptions {
  readonly vault: Vault
  readonly delivery: Delivery
  readonly items: Items
  readonly clock: Clock
  readonly report: Reporter
  /** Told that there is something to send, before it is stored: this page may not live to say it after; or too much. */
  readonly on_waiting: (urgency: Urgency) => void
  /** Told which events were stored. */
  readonly on_stored: (events: readonly WireEvent[]) => void
}

/** Stores the events of a page, and has them sent. */
export interface Outbox {
  put(events: readonly WireEvent[]): void
  /** Events that are being stored. */
  readonly unstored: ReadonlySet<WireEvent>
  /** Leaves these where the next page finds them, at once: this one may be gone before the database has them. */
  leave(): readonly WireEvent[]
  /** Done when all that was put in is stored, or was reported. */
  stored(): Promise<void>
}

/** Where events are kept that a page was left with before they were stored. */
export const UNSENT = '~unsent'

/** After so many events it is looked whether there are too many. */
const TRIM_EVERY = 1_000

/** The order that an event completes. */
const orderOf = ({ name, props }: WireEvent) => (name === 'order_completed' ? props.order_id : undefined) as string

/** Makes the outbox of a page. */
export function createOutbox(options: OutboxOptions): Outbox {
  const { vault, delivery, items, clock, report, on_waiting, on_stored } = options
  const unstored = new Set<WireEvent>()
  let untrimmed = 0

  /** Orders are known here as well, at once: one that goes with the page's exit may not be found out by the vault any more. */
  const isNew = (order_id: string) => {
    const orders = parseJson(items.getItem(PLACED)) as KnownOrders
    const { known, is_new } = rememberOrder(orders, order_id, clock.now())
    items.setItem(PLACED, JSON.stringify(known))
    return is_new
  }
  const left = () => eventsIn(items, UNSENT)
  const leave = (events: readonly WireEvent[], gone: readonly WireEvent[]) => {
    const others = left().filter((other) => !gone.some(({ id }) => id === other.id))
    items.setItem(UNSENT, JSON.stringify(others.concat(events)))
  }

  /** What was left before is known, and may be stored none the less. */
  const store = async (recorded: readonly WireEvent[], wasLeft?: boolean) => {
    if (!recorded[0]) return
    const events = recorded.filter((event) => {
      const order = orderOf(event)
      return (wasLeft || !order || isNew(order)) && unstored.add(event)
    })
    // Or one that is known would be nowhere else, should the page be killed before it is stored.
    const orders = events.filter(orderOf)
    if (orders[0]) leave(orders, orders)
    on_waiting('soon')
    const entries = events.map((event) => {
      const entry = toLogEntry(event)
      delivery.hold(entry.key, entry.text)
      return { ...entry, event, order_id: orderOf(event) }
    })
    // Nobody says any more when a page that is hidden goes.
    if (document.hidden) delivery.exit()
    try {
      const stored = new Set(await vault.append(entries))
      delivery.release(entries.flatMap(({ key }) => (stored.has(key) ? [] : key)))
      on_stored(entries.flatMap(({ key, event }) => (stored.has(key) ? event : [])))
      // Again: what was said first may have been heard before these could be found.
      on_waiting('soon')
      untrimmed += stored.size
      if (untrimmed >= TRIM_EVERY) {
        untrimmed = 0
        on_waiting('trim')
      }
    } catch (cause) {
      report.error('store events', cause)
    }
    for (const event of events) unstored.delete(event)
    if (left()[0]) leave([], recorded)
  }
  let storing = store(left(), true)
  return {
    put(events) {
      const before = storing
      storing = store(events).then(() => before)
    },
    unstored,
    leave() {
      const events = [...unstored]
      if (events[0]) leave(events, events)
      return events
    },
    stored: () => storing,
  }
}
