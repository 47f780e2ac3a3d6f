import type { Items } from '../tracker/item-store'
import { toLogEntry } from '../tracker/log-key'
import { type KnownOrders, rememberOrder } from '../tracker/orders'
import { parseJson } from '../tracker/parse-json'
import type { Clock } from '../tracker/ports'
import type { Reporter } from '../tracker/reporter'
import type { Urgency } from '../tracker/sender'
import { ORDERS, type Vault } from '../tracker/vault'
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
  /** Notes the orders among them where the next page finds them at once. */
  remember(): void
  /** Done when all that was put in is stored, or was reported. */
  stored(): Promise<void>
}

/** After so many events it is looked whether there are too many. */
const TRIM_EVERY = 1_000

/** The order that an event completes. */
const orderOf = ({ name, props }: WireEvent) => (name === 'order_completed' ? props.order_id : undefined) as string

/** Makes the outbox of a page. */
export function createOutbox(options: OutboxOptions): Outbox {
  const { vault, delivery, items, clock, report, on_waiting, on_stored } = options
  const unstored = new Set<WireEvent>()
  let storing = Promise.resolve()
  let untrimmed = 0

  /** Orders are known here as well, at once: one that goes with the page's exit may not be stored, or be found out, any more. */
  const lookUp = (order_id: string) =>
    rememberOrder(parseJson(items.getItem(ORDERS)) as KnownOrders, order_id, clock.now())
  const remember = (events: Iterable<WireEvent>) => {
    for (const order of [...events].map(orderOf)) if (order) items.setItem(ORDERS, JSON.stringify(lookUp(order).known))
  }
  const isKnown = (order: string) => !lookUp(order).is_new || [...unstored].some((other) => orderOf(other) === order)

  const store = async (recorded: readonly WireEvent[]) => {
    const events = recorded.filter((event) => {
      const order = orderOf(event)
      return !(order && isKnown(order)) && unstored.add(event)
    })
    on_waiting('soon')
    const byKey = new Map<string, WireEvent>()
    const entries = events.map((event) => {
      const entry = toLogEntry(event)
      delivery.hold(entry.key, entry.text)
      byKey.set(entry.key, event)
      return { ...entry, order_id: orderOf(event) }
    })
    // Nobody says any more when a page that is hidden goes.
    if (document.visibilityState === 'hidden') delivery.exit()
    try {
      const stored = new Set(await vault.append(entries))
      remember(events)
      delivery.release([...byKey.keys()].filter((key) => !stored.has(key)))
      on_stored([...byKey].flatMap(([key, event]) => (stored.has(key) ? [event] : [])))
      delivery.wake()
      untrimmed += stored.size
      if (untrimmed >= TRIM_EVERY && vault.counts().waiting > TRIM_EVERY) {
        untrimmed = 0
        on_waiting('trim')
      }
    } catch (cause) {
      report.error('store events', cause)
    }
    for (const event of events) unstored.delete(event)
  }
  return {
    put(events) {
      storing = Promise.all([storing, store(events)]).then(() => {})
    },
    unstored,
    remember: () => remember(unstored),
    stored: () => storing,
  }
}
