import type { Fate } from './fate'

/** What became of all events: `accepted` is always `delivered` and `waiting` and all of `dropped` together. */
export interface LedgerCounts {
  /** Taken in by `track()`. */
  readonly accepted: number
  /** Accepted by the collector. */
  readonly delivered: number
  readonly waiting: number
  /** Given up, by reason. */
  readonly dropped: Readonly<Record<string, number>>
}

/** Counts what becomes of events. */
export interface Ledger {
  /** An event is waiting from now on. */
  accept(key: string): void
  /** What became of events. Counts each once, however often it is told, and none that is not waiting here. */
  settle(fates: readonly Fate[]): void
  counts(): LedgerCounts
}

/**
 * Counts what becomes of the events of a page. It knows them by their keys, since the same news may come twice (of the
 * sender and of the post at exit), and news of other pages' events too.
 *
 * @example
 * const ledger = createLedger()
 * ledger.accept(key)
 * ledger.settle([{ key }])
 * ledger.counts() // { accepted: 1, delivered: 1, waiting: 0, dropped: {} }
 */
export function createLedger(): Ledger {
  const waiting = new Set<string>()
  const counts = new Map<string, number>()
  const count = (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1)
  return {
    accept(key) {
      if (!waiting.has(key)) count('accepted')
      waiting.add(key)
    },
    settle(fates) {
      for (const { key, reason = 'delivered' } of fates) if (waiting.delete(key)) count(reason)
    },
    counts() {
      const { accepted = 0, delivered = 0, ...dropped } = Object.fromEntries(counts)
      return { accepted, delivered, waiting: waiting.size, dropped }
    },
  }
}
