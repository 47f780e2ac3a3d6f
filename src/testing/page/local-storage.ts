import { type FakeDisk, takeRoom } from './disk'
import type { Life } from './life'

/** The `localStorage` of a tab: one for all tabs of the shop, its keys seen as properties, as in a page. */
export function createLocalStorage(disk: FakeDisk, life: Life): Storage {
  const { local } = disk
  const storage = {
    getItem: (key: string) => local.get(`${key}`) ?? null,
    setItem(key: string, text: string) {
      // A tab that is gone writes nothing any more, whatever code of it still runs here.
      if (life.is_over) return
      takeRoom(disk, local.get(`${key}`), `${text}`)
      local.set(`${key}`, `${text}`)
    },
    removeItem(key: string) {
      if (!life.is_over) local.delete(`${key}`)
    },
    clear() {
      if (!life.is_over) local.clear()
    },
    key: (index: number) => [...local.keys()][index] ?? null,
    get length() {
      return local.size
    },
  }
  return new Proxy(storage, {
    get: (target, name) => (name in target || typeof name === 'symbol' ? Reflect.get(target, name) : local.get(name)),
    ownKeys: () => [...local.keys()],
    getOwnPropertyDescriptor: (_, name) =>
      local.has(`${String(name)}`)
        ? { value: local.get(`${String(name)}`), enumerable: true, configurable: true, writable: true }
        : undefined,
  })
}
