/** A map that holds so many entries at most: what was not asked for the longest goes. */
export interface RecentMap<Key, Value> {
  /** The value of a key, made where there is none. */
  get(key: Key, make: (key: Key) => Value): Value
  readonly size: number
}

/**
 * Makes a map of what was asked for lately, so that no sender can make it grow.
 *
 * @param max_size The most entries, from 1.
 *
 * @example
 * const lengths = createRecentMap<string, number>(1_000)
 * lengths.get('abc', (key) => key.length) // 3
 */
export function createRecentMap<Key, Value>(max_size: number): RecentMap<Key, Value> {
  const entries = new Map<Key, Value>()
  return {
    get(key, make) {
      const found = entries.has(key)
      const value = found ? entries.get(key)! : make(key)
      // A map keeps its entries in the order in which they were set.
      if (found) entries.delete(key)
      else if (entries.size === max_size) entries.delete(entries.keys().next().value!)
      entries.set(key, value)
      return value
    },
    get size() {
      return entries.size
    },
  }
}
