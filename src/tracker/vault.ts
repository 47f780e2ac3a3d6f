import { type KnownOrders, rememberOrder } from './orders'
import { parseJson } from './parse-json'
import type { EventLog, LogEntry } from './ports'
import type { Changes, Store } from './store'

/** An event to be stored. */
export interface VaultEntry extends LogEntry {
  /** The order that it completes: an order is stored once, whoever stores it. */
  readonly order_id?: unknown
}

/**
 * What became of all events: `accepted` is always `delivered`, `waiting` and all of `dropped` together.
 *
 * @example
 * const losses = ({ dropped }: LedgerCounts) => Object.values(dropped).reduce((sum, count) => sum + count, 0)
 * losses({ accepted: 200, delivered: 196, waiting: 1, dropped: { expired: 2, rejected: 1 } }) // => 3
 */
export interface LedgerCounts {
  /** Taken in by `track()`, and stored. */
  readonly accepted: number
  /** Accepted by the collector. */
  readonly delivered: number
  readonly waiting: number
  /** Given up, by reason. */
  readonly dropped: Readonly<Record<string, number>>
}

/** Options of {@link createVault}. */
export interface VaultOptions {
  /** The best first: each takes over where the one before it fails to store something. The last should be memory. */
  readonly stores: readonly Store[]
  /** Milliseconds since 1970. */
  readonly now: () => number
  /**
   * How many orders are remembered.
   * @default 200
   */
  readonly max_orders?: number
  /** Told each time that a store fails and another takes over. */
  readonly on_error: (error: unknown) => void
}

/** Keeps events until they are delivered, and counts what becomes of them. */
export interface Vault extends EventLog {
  /** Stores events in one step; gives the keys of those that were stored: an order that is known is not. */
  append(entries: readonly VaultEntry[]): Promise<readonly string[]>
  /** Lets go of events, and counts each once, however often it is told. */
  settle: EventLog['settle']
  /** Changes a text of the tracker's own state in one step. */
  update(key: `~${string}`, change: (text: string | undefined) => string | undefined): Promise<void>
  /** Stores a text of that state, or takes it away, and reads nothing first: it is kept though the page is gone the next moment. */
  put(key: `~${string}`, text: string | undefined): Promise<void>
  /** The counts as of the last step of this page, or of the last `keys()`. */
  counts(): LedgerCounts
  /** Lets go of everything. */
  clear(): Promise<void>
}

type Totals = Pick<LedgerCounts, 'delivered' | 'dropped'>

const LEDGER = '~ledger'

/** The key of the orders that are stored. */
const ORDERS = '~orders'

/** The key of those that pages know at once: not the one above, where `localStorage` is the store, or each would seem stored. */
export const PLACED = '~placed'

/** The tracker's own state, by key. */
export const STATE_KEYS = ['~me', '~cart', PLACED, ORDERS, LEDGER, '~shopper', '~left', '~unsent'] as const

/**
 * Makes a vault over several stores.
 *
 * @example
 * const vault = createVault({ stores: [disk, memory], now: Date.now, on_error: console.error })
 * await vault.append([toLogEntry(event)])
 */
export function createVault({ stores, now, on_error, max_orders }: VaultOptions): Vault {
  /** By store, what was counted in it. */
  const totals: Totals[] = []
  /** The store that each event is in, where it is not the first. */
  const places = new Map<string, number>()
  /** Being stored: there already, or not yet. */
  const storing = new Set<string>()
  /** The orders that were stored last: a store that takes over has none of them. */
  let lately: unknown
  let active = 0
  let waiting = 0

  /** Carries a step out in the first store that still can; gives which. */
  const step = async (
    keys: readonly string[],
    change: (texts: readonly (string | undefined)[], place: number) => Changes,
  ) => {
    for (;;) {
      const place = active
      try {
        await stores[place]!.update(keys, (texts) => change(texts, place))
        return place
      } catch (error) {
        if (place === stores.length - 1) throw error
        on_error(error)
        active = Math.max(active, place + 1)
      }
    }
  }

  return {
    async append(entries) {
      let stored = entries
      let known: KnownOrders | undefined
      for (const { key } of entries) storing.add(key)
      const hasOrder = entries.some(({ order_id }) => order_id)
      // Where nothing is read first, nothing is waited for: what is written then is kept though the page is gone the next moment.
      const place = await step(hasOrder ? [ORDERS] : [], ([orders]) => {
        known = (parseJson(orders) ?? lately) as KnownOrders
        stored = entries.filter(({ order_id }) => {
          const found = rememberOrder(known, order_id as string | undefined, now(), max_orders)
          known = found.known
          return found.is_new
        })
        const texts = Object.fromEntries(stored.map(({ key, text }) => [key, text]))
        return hasOrder ? { ...texts, [ORDERS]: JSON.stringify(known) } : texts
      })
      if (known) lately = known
      for (const { key } of entries) storing.delete(key)
      waiting += stored.length
      if (place) for (const { key } of stored) places.set(key, place)
      return stored.map(({ key }) => key)
    },

    async keys() {
      const found: string[] = []
      for (const [place, store] of stores.entries()) {
        try {
          const keys = await store.keys()
          found.push(...keys)
          if (place) for (const key of keys) places.set(key, place)
          const [ledger] = await store.read([LEDGER])
          totals[place] = totalsIn(ledger)
        } catch (error) {
          if (stores.length === 1) throw error
        }
      }
      waiting = found.filter((key) => !storing.has(key)).length
      return found.sort()
    },

    async read(keys) {
      const texts = new Map<string, string | undefined>()
      for (const [place, own] of byPlace(keys, places)) {
        const read = await stores[place]!.read(own)
        own.forEach((key, i) => void texts.set(key, read[i]))
      }
      return keys.map((key) => texts.get(key))
    },

    async settle(fates) {
      const reasons = new Map(fates.map(({ key, reason }) => [key, reason]))
      for (const [place, own] of byPlace([...reasons.keys()], places)) {
        await stores[place]!.update([LEDGER, ...own], ([ledger, ...texts]) => {
          let { delivered, dropped } = totalsIn(ledger)
          const gone: Record<string, undefined> = {}
          own.forEach((key, i) => {
            if (texts[i] === undefined) return
            gone[key] = undefined
            waiting--
            const reason = reasons.get(key)
            if (reason) dropped = { ...dropped, [reason]: (dropped[reason] ?? 0) + 1 }
            else delivered++
          })
          totals[place] = { delivered, dropped }
          // What another page has settled, or erased, is counted there.
          return Object.keys(gone)[0] ? { ...gone, [LEDGER]: JSON.stringify(totals[place]) } : gone
        })
        for (const key of own) places.delete(key)
      }
    },

    async update(key, change) {
      await step([key], ([text]) => ({ [key]: change(text) }))
    },

    async put(key, text) {
      await step([], () => ({ [key]: text }))
    },

    async clear() {
      places.clear()
      totals.length = 0
      waiting = 0
      for (const store of stores) {
        // A store that fails has nothing to let go of.
        const keys = await store.keys().catch(() => [])
        await store
          .update([], () => Object.fromEntries([...keys, ...STATE_KEYS].map((key) => [key, undefined])))
          .catch(() => {})
      }
    },

    counts() {
      let delivered = 0
      let accepted = waiting
      const dropped: Record<string, number> = {}
      // A store that could not be read has none.
      totals.forEach((each) => {
        delivered += each.delivered
        for (const reason in each.dropped) {
          dropped[reason] = (dropped[reason] ?? 0) + each.dropped[reason]!
          accepted += each.dropped[reason]!
        }
      })
      return { accepted: accepted + delivered, delivered, waiting, dropped }
    },
  }
}

/** What a store says was counted in it; whatever is no count there is 0. */
function totalsIn(text: string | undefined): Totals {
  const { delivered, dropped } = Object(parseJson(text)) as Partial<Totals>
  const number = (value: unknown) => (Number.isSafeInteger(value) ? (value as number) : 0)
  const reasons = Object.entries(Object(dropped) as Totals['dropped']).map(([reason, n]) => [reason, number(n)])
  return { delivered: number(delivered), dropped: Object.fromEntries(reasons) }
}

function byPlace(keys: readonly string[], places: ReadonlyMap<string, number>): Map<number, string[]> {
  const groups = new Map<number, string[]>()
  for (const key of keys) {
    const place = places.get(key) ?? 0
    groups.set(place, [...(groups.get(place) ?? []), key])
  }
  return groups
}
