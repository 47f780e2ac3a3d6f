const DAY_MS = 86_400_000

/** The ids of the last days. */
export interface KnownIds {
  has(id: string): boolean
  /** @param at When it was received, in milliseconds since 1970. */
  add(id: string, at: number): void
  remove(id: string): void
  /** Forgets those of whole days that ended before. */
  forget(before: number): void
  readonly size: number
}

/**
 * Makes a set of ids that forgets by the day. An id takes some 100 bytes.
 *
 * @example
 * const ids = createKnownIds()
 * ids.add('e-1', Date.now())
 * ids.has('e-1') // true
 */
export function createKnownIds(): KnownIds {
  const days = new Map<number, Set<string>>()
  return {
    has(id) {
      for (const ids of days.values()) if (ids.has(id)) return true
      return false
    },
    add(id, at) {
      const day = Math.floor(at / DAY_MS)
      const ids = days.get(day)
      if (ids) ids.add(id)
      else days.set(day, new Set([id]))
    },
    remove(id) {
      for (const ids of days.values()) ids.delete(id)
    },
    forget(before) {
      for (const day of days.keys()) if ((day + 1) * DAY_MS <= before) days.delete(day)
    },
    get size() {
      let size = 0
      for (const ids of days.values()) size += ids.size
      return size
    },
  }
}
