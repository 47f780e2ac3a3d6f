import { parseJson } from './parse-json'
import type { Store } from './store'
import type { WireEvent } from './wire-event'

/** What is used of `localStorage`. */
export interface Items {
  getItem(key: string): string | null
  setItem(key: string, text: string): void
  removeItem(key: string): void
}

/**
 * A store in `localStorage`, or in memory.
 *
 * @param options Lists the keys that are there, of which those with this prefix are the store's own.
 *
 * @example
 * const items = memoryItems()
 * createItemStore(items, { list: items.list, prefix: '' })
 */
export function createItemStore(items: Items, { list, prefix }: { list: () => string[]; prefix: string }): Store {
  const read = (key: string) => items.getItem(prefix + key) ?? undefined
  return {
    // Async functions, so that what throws rejects.
    async update(keys, change) {
      const changes = change(keys.map(read))
      const before = Object.keys(changes).map((key) => [key, read(key)] as const)
      const write = (key: string, text: string | undefined) =>
        text === undefined ? items.removeItem(prefix + key) : items.setItem(prefix + key, text)
      try {
        for (const key in changes) write(key, changes[key])
      } catch (error) {
        // All or nothing; what was there before has room.
        for (const [key] of before) write(key, undefined)
        for (const [key, text] of before) write(key, text)
        throw error
      }
    },
    async keys() {
      return list()
        .filter((key) => key.startsWith(prefix) && key[prefix.length] !== '~')
        .map((key) => key.slice(prefix.length))
    },
    async read(keys) {
      return keys.map(read)
    },
  }
}

/**
 * The events that an item lists, of which only their ids are sure: what was stored may be anything.
 *
 * @example
 * eventsIn(localStorage, 'aisle.~left') // [{ id: '01890a5d-ac96-7000-b1c2-8f3e4d5a6b7c', ... }]
 */
export function eventsIn(items: Items, key: string): WireEvent[] {
  return ([parseJson(items.getItem(key))].flat() as WireEvent[]).filter((event) => event?.id)
}

/**
 * Items in memory, that last as long as the page or the process.
 *
 * @example
 * memoryItems().getItem('a') // null
 */
export function memoryItems(): Items & { readonly list: () => string[] } {
  const items = new Map<string, string>()
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, text) => void items.set(key, text),
    removeItem: (key) => void items.delete(key),
    list: () => [...items.keys()],
  }
}
