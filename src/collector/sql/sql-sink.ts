import { createDailyBudget } from '../daily-budget'
import type { CollectedEvent, Rejection, Sink } from '../sink'
import { createGroups } from './create-groups'
import { storableJson } from './storable-json'

/** The columns of the table of events, beside `arrival`, which grows with the order in which they came. */
export const EVENT_COLUMNS = ['id', 'name', 'time', 'shopper_id', 'session_id', 'received_at', 'event'] as const

/** The columns of the table of what was rejected, beside `arrival`. */
export const REJECTION_COLUMNS = ['received_at', 'id', 'code', 'message', 'text'] as const

/** A database with the two tables of a sink. */
export interface Database {
  /**
   * Stores events, all or none, those left out whose id is there.
   *
   * @param rows A JSON array of objects with the columns, no id twice.
   * @returns The ids of those that were new, once they are durable.
   */
  insertEvents(rows: string): Promise<readonly string[]>
  /** Stores what was rejected, all or none. */
  insertRejections(rows: string): Promise<unknown>
  /** Whether an error says that values cannot be stored, rather than that the database cannot. */
  isOfValues(error: unknown): boolean
  /** Lets go of it. */
  release(): Promise<void>
}

/** So many events go into one statement: from here on more of them are no quicker. */
const MAX_EVENTS = 2_000

/**
 * Makes a sink of a database.
 *
 * @param max_rejected_bytes_per_day The most that is kept of what was rejected.
 *
 * @example
 * const sink = createSqlSink(database, 67_108_864)
 */
export function createSqlSink(database: Database, max_rejected_bytes_per_day: number): Sink {
  const fits = createDailyBudget(max_rejected_bytes_per_day)
  const groups = { max_items: MAX_EVENTS, isOfItems: database.isOfValues }
  const events = createGroups<CollectedEvent>({ ...groups, store: (lists) => storeEvents(database, lists) })
  const rejections = createGroups<Rejection>({
    ...groups,
    store: async (lists) => {
      await database.insertRejections(storableJson(lists.flat()))
      return lists.map((list) => list.length)
    },
  })
  let closing: Promise<void> | undefined
  const close = async () => {
    await Promise.all([events.settle(), rejections.settle()])
    await database.release()
  }
  return {
    async write(list) {
      if (closing) throw isClosed()
      return events.add(list)
    },
    async reject(list) {
      if (closing) throw isClosed()
      if (fits(JSON.stringify(list).length)) await rejections.add(list)
    },
    close: () => {
      closing ??= close()
      return closing
    },
  }
}

/** Stores lists of events, and gives how many were new of each. */
async function storeEvents(database: Database, lists: readonly (readonly CollectedEvent[])[]): Promise<number[]> {
  const rows: Record<(typeof EVENT_COLUMNS)[number], unknown>[] = []
  /** The list in which an id came first. */
  const listOf = new Map<string, number>()
  for (const [i, list] of lists.entries()) {
    for (const event of list) {
      const { id, name, time, shopper_id, session_id, received_at } = event
      if (listOf.has(id)) continue
      listOf.set(id, i)
      rows.push({ id, name, time, shopper_id, session_id, received_at, event })
    }
  }
  const counts = lists.map(() => 0)
  for (const id of await database.insertEvents(storableJson(rows))) counts[listOf.get(id)!]! += 1
  return counts
}

function isClosed(): Error {
  const error = new Error('Cannot write to the sink: it is closed, expected an open one')
  return Object.assign(error, { code: 'sink_closed' })
}
