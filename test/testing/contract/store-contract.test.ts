import { describe, expect, test } from 'vitest'
import { createIdbStore } from '../../../src/browser/idb-store'
import { storeContract } from '../../../src/testing/contract/store-contract'
import { createFakeShop } from '../../../src/testing/page/fake-shop'
import { createItemStore, memoryItems } from '../../../src/tracker/item-store'
import type { Store } from '../../../src/tracker/store'

/** The names of the cases that a store does not pass; `spoil` makes a bad one of a good one. */
async function broken(spoil: (store: Store) => Store): Promise<string[]> {
  const makePlace = () => {
    const items = memoryItems()
    const open = () => spoil(createItemStore(items, { list: items.list, prefix: '' }))
    return { open, reopen: async () => open() }
  }
  const names: string[] = []
  for (const { name, run } of storeContract(makePlace, { has_several: true })) await run().catch(() => names.push(name))
  return names
}

describe('storeContract()', () => {
  test('is passed by a good store', async () => {
    expect(await broken((store) => store)).toEqual([])
  })

  test.each<[string, (store: Store) => Partial<Store>, string]>([
    [
      'hands nothing over',
      (store) => ({ update: (_, change) => store.update([], () => change([])) }),
      'update() hands over what is there, and writes all that it is given',
    ],
    [
      'keeps what is to go',
      ({ update }) => ({
        update: (keys, change) => update(keys, (texts) => JSON.parse(JSON.stringify(change(texts)))),
      }),
      'update() takes away what is undefined',
    ],
    [
      'lists its own',
      ({ keys }) => ({ keys: async () => [...(await keys()), '~ledger'] }),
      'keys() leaves out the tracker’s own',
    ],
    [
      'swallows what throws',
      ({ update }) => ({ update: (keys, change) => update(keys, change).catch(() => {}) }),
      'update() writes nothing, and rejects, when its change throws',
    ],
    [
      'is slow between reading and writing',
      ({ read, update }) => ({
        async update(keys, change) {
          const changes = change(await read(keys))
          await update([], () => changes)
        },
      }),
      'update() never loses what another has written',
    ],
    [
      'cuts texts',
      ({ read }) => ({ read: async (keys) => (await read(keys)).map((text) => text?.slice(0, 1_000)) }),
      'keeps a text of a million bytes',
    ],
  ])('is not passed by a store that %s', async (_, spoil, name) => {
    expect(await broken((store) => ({ ...store, ...spoil(store) }))).toContain(name)
  })

  test('is not passed by a store that begins empty', async () => {
    const makePlace = () => {
      const items = memoryItems()
      const open = () => createItemStore(items, { list: items.list, prefix: '' })
      const reopen = async () => {
        for (const key of items.list()) items.removeItem(key)
        return open()
      }
      return { open, reopen }
    }
    const last = storeContract(makePlace, { has_several: true }).find(({ name }) => name.startsWith('keeps what was'))
    await expect(last?.run()).rejects.toThrow('Cannot accept that it "has the keys": [], expected ["b","c"]')
  })
})

describe('the IndexedDB of a made-up tab', () => {
  let opened = 0
  const makePlace = () => {
    const name = `place-${++opened}`
    const own = createFakeShop()
    const stores = [own.openTab(), own.openTab()].map((tab) => [tab, tab.run(() => createIdbStore(name))] as const)
    let next = 0
    const open = (): Store => {
      const [tab, store] = stores[next++ % stores.length]!
      return {
        update: (keys, change) => tab.run(() => store.update(keys, change)),
        keys: () => tab.run(() => store.keys()),
        read: (keys) => tab.run(() => store.read(keys)),
      }
    }
    return { open, reopen: async () => open(), remove: () => own.close() }
  }
  for (const { name, run } of storeContract(makePlace, { has_several: true })) test(name, run)

  test('lets a tab that is gone keep nobody from writing', async () => {
    const own = createFakeShop()
    const [gone, left] = [own.openTab(), own.openTab()]
    const [late, store] = [gone, left].map((tab) => tab.run(() => createIdbStore('place'))) as [Store, Store]
    await gone.run(() => late.update([], () => ({ a: '1' })))
    gone.kill()
    const fail = () => {
      throw new Error('no')
    }
    void gone.run(() => late.update([], fail)).catch(() => {})
    const writing = left.run(() => store.update(['a'], ([a]) => ({ b: a })))
    void gone.run(() => late.update([], () => ({ a: '2' })))
    await writing
    expect(await left.run(() => store.read(['a', 'b']))).toEqual(['1', '1'])
    await own.close()
  })
})
