import type { ShopperHistory } from '../../history/shopper-history'
import type { ShopEvent } from '../../vocabulary/event-types'
import type { Input } from '../input/input'
import type { ReadOptions } from '../input/read-events'
import { Report } from '../input/report'
import { sortIds } from './decision-row'
import { EventLog, LaterLog } from './event-log'
import { EventStore } from './event-store'
import { readShoppers } from './read-shoppers'
import type { ShopperBook } from './shopper-book'

/** A log as histories. */
export interface Histories {
  /** How many shoppers there are. */
  readonly shoppers: number
  /** The instant given, or that of the latest event, ms; undefined where there is no event. */
  readonly now: number | undefined
  /** One at a time, by shopper id. To be gone through once. */
  readonly all: Iterable<ShopperHistory>
}

/** What is to be read. */
export interface ReadHistoriesOptions extends ReadOptions {
  /** Only this shopper. */
  readonly only?: string | undefined
  /** The last instant that matters, ms: later events are not kept. @default that of the latest event */
  readonly now?: number | undefined
}

/** Reads logs into histories: whose an event is, and of which visit, is told by the whole log, as for `aisle decide`. */
export async function readHistories(inputs: readonly Input[], options: ReadHistoriesOptions): Promise<Histories> {
  const store = new EventStore()
  const book = await readShoppers(inputs, { ...options, engine: { shopper: () => new EventLog(store) } })
  return asHistories(book, book.now, ({ events }) => events)
}

/**
 * Reads logs into histories of the shoppers who were known before an instant, as they were known then: a visitor who
 * identified later is nobody yet, and no later event tells visits apart. What came after goes to whom it is of by the
 * whole log; where two turn out to be one, to both.
 */
export async function readHistoriesAt(
  inputs: readonly Input[],
  options: ReadOptions & { readonly at: number },
): Promise<Histories> {
  const { at } = options
  const store = new EventStore()
  // One event of each is enough to find them again when it is known who they are.
  const anchors = new Map<EventLog, string>()
  const later = new Map<string, LaterLog>()
  const early = { shopper: () => new EventLog(store, (log, event) => anchors.set(log, anchorOf(event))) }
  const known = await readShoppers(inputs, { ...options, before: at, engine: early })
  const wanted = new Set(anchors.values())
  const note = (anchor: string, log: LaterLog) => wanted.has(anchor) && later.set(anchor, log)
  const whole = { shopper: () => new LaterLog(store, at, (log, event) => note(anchorOf(event), log)) }
  const { now } = await readShoppers(inputs, { ...options, report: new Report(), onProgress: undefined, engine: whole })
  return asHistories(known, now, (log) => [...log.events, ...(later.get(anchors.get(log)!)?.events ?? [])])
}

/** Tells an event from all others, whoever it turns out to be of: ids alone are each shopper's own. */
function anchorOf({ id, time, visitor_id, user_id }: ShopEvent): string {
  return JSON.stringify([id, time, visitor_id, user_id])
}

function asHistories(
  book: ShopperBook<EventLog>,
  now: number | undefined,
  eventsOf: (log: EventLog) => readonly ShopEvent[],
): Histories {
  const ids = sortIds(book.ids())
  const all = (function* (): Generator<ShopperHistory> {
    for (const shopper_id of ids) yield { shopper_id, events: eventsOf(book.take(shopper_id)!) }
  })()
  return { shoppers: ids.length, now, all }
}
