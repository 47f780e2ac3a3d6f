import { describe, expect, it } from 'vitest'
import { storeContract } from '../../src/testing/contract/store-contract'
import { createItemStore, memoryItems } from '../../src/tracker/item-store'

describe('createItemStore() in memory', () => {
  const makePlace = () => {
    const items = memoryItems()
    const open = () => createItemStore(items, { list: items.list, prefix: 'aisle.' })
    return { open, reopen: async () => open() }
  }
  for (const { name, run } of storeContract(makePlace, { has_several: true })) it(name, run)

  it('leaves alone what is of others', async () => {
    const items = memoryItems()
    items.setItem('theirs', '1')
    const store = createItemStore(items, { list: items.list, prefix: 'aisle.' })
    await store.update([], () => ({ a: '2' }))
    expect(await store.keys()).toEqual(['a'])
    expect(items.list()).toEqual(['theirs', 'aisle.a'])
  })

  it('is as it was where there is no room for all of a change', async () => {
    const items = memoryItems()
    const setItem = (key: string, text: string) => {
      if (text === 'too much') throw new Error('full')
      items.setItem(key, text)
    }
    const store = createItemStore({ ...items, setItem }, { list: items.list, prefix: '' })
    await store.update([], () => ({ a: '1', c: '3' }))
    await expect(store.update([], () => ({ a: '2', c: undefined, b: 'too much' }))).rejects.toThrow('full')
    expect(await store.read(['a', 'b', 'c'])).toEqual(['1', undefined, '3'])
  })
})
