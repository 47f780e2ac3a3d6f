import { createItemStore, type Items, memoryItems } from '../tracker/item-store'
import { parseJson } from '../tracker/parse-json'
import type { Store } from '../tracker/store'
import { createVault, STATE_KEYS, type Vault } from '../tracker/vault'
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
export function openStores(hasDatabase = true): Stores {
  const memory = memoryItems()
  const all: Store[] = []
  if (hasDatabase) attempt(() => all.push(createIdbStore(NAME)))
  // Merely to look at it throws where storage is blocked.
  const local = attempt(() => localStorage)
  const prefix = `${NAME}.`
  if (local) all.push(createItemStore(local, { list: () => Object.keys(local), prefix }))
  all.push(createItemStore(memory, { list: memory.list, prefix }))
  return {
    all,
    items: {
      // What is in memory found no room elsewhere, where an older text may still be.
      getItem: (key) => memory.getItem(key) ?? attempt(() => local!.getItem(prefix + key)) ?? null,
      setItem(key, text) {
        memory.setItem(key, text)
        attempt(() => {
          local!.setItem(prefix + key, text)
          memory.removeItem(key)
        })
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
  // Where the browser has no IndexedDB, or forbids it, nothing is kept there.
  const found = await globalThis.indexedDB?.databases?.().catch(() => [])
  const { all, items } = openStores(!found || found.some(({ name }) => name === NAME))
  await erase(items, createVault({ stores: all, now: Date.now, on_error: () => {} }))
}

/** Erases all that is kept. */
export async function erase(items: Items, vault: Vault): Promise<void> {
  for (const key of STATE_KEYS) items.removeItem(key)
  await vault.clear()
}

/** All that is kept, for the shopper to have. */
export async function handOver(items: Items, vault: Vault): Promise<Readonly<Record<string, unknown>>> {
  const keys = await vault.keys()
  const events = await vault.read(keys)
  // A database that cannot be read has none of it.
  const texts = await vault.read(STATE_KEYS).catch(() => [])
  const state = STATE_KEYS.map((key, i) => [key.slice(1), parseJson(items.getItem(key) ?? texts[i])])
  return { ...Object.fromEntries(state), events: events.map(parseJson) }
}

function attempt<T>(act: () => T): T | undefined {
  try {
    return act()
  } catch {
    return undefined
  }
}
