import { createItemStore, type Items, memoryItems } from '../tracker/item-store'
import type { Store } from '../tracker/store'
import { STATE_KEYS } from '../tracker/vault'
import { createIdbStore } from './idb-store'

/** The name of the database, and of what is kept elsewhere. */
const NAME = 'aisle'

/** Where a page keeps things. */
export interface Stores {
  /** For events, the best first. */
  readonly all: readonly Store[]
  /** For what must be at hand at once: `localStorage`, or memory where that is barred. */
  readonly items: Items
}

/** Opens what the browser allows; each may fail later on. */
export function openStores(): Stores {
  const memory = memoryItems()
  const all: Store[] = []
  try {
    all.push(createIdbStore(NAME))
  } catch {}
  let local: Storage | undefined
  try {
    // Merely to look at it throws where storage is blocked.
    local = localStorage
  } catch {}
  const prefix = `${NAME}.`
  if (local) all.push(createItemStore(local, { list: () => Object.keys(local), prefix }))
  all.push(createItemStore(memory, { list: memory.list, prefix }))
  return {
    all,
    items: {
      getItem: (key) => attempt(() => local!.getItem(prefix + key)) ?? memory.getItem(key),
      setItem(key, text) {
        const isStored = attempt(() => {
          local!.setItem(prefix + key, text)
          return true
        })
        if (isStored) memory.removeItem(key)
        else memory.setItem(key, text)
      },
      removeItem(key) {
        attempt(() => local!.removeItem(prefix + key))
        memory.removeItem(key)
      },
    },
  }
}

/** Erases what earlier pages have kept, without making anything where they have not. */
export async function eraseStored(): Promise<void> {
  attempt(() => {
    for (const key of Object.keys(localStorage)) if (key.startsWith(`${NAME}.`)) localStorage.removeItem(key)
  })
  // Where the browser has no IndexedDB, or forbids it, nothing is kept there.
  const { databases } = globalThis.indexedDB ?? {}
  const found = await databases?.call(indexedDB).catch(() => [])
  if (!globalThis.indexedDB || found?.every(({ name }) => name !== NAME)) return
  const store = createIdbStore(NAME)
  const keys = [...(await store.keys()), ...STATE_KEYS]
  await store.update([], () => Object.fromEntries(keys.map((key) => [key, undefined])))
}

function attempt<T>(act: () => T): T | undefined {
  try {
    return act()
  } catch {
    return undefined
  }
}
