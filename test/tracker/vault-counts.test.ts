import { describe, expect, it } from 'vitest'
import { createItemStore, memoryItems } from '../../src/tracker/item-store'
import type { Store } from '../../src/tracker/store'
import { createVault } from '../../src/tracker/vault'

const memory = (): Store => {
  const items = memoryItems()
  return createItemStore(items, { list: items.list, prefix: '' })
}
const open = (store: Store, max_orders?: number) =>
  createVault({ stores: [store], now: () => 5, on_error: () => {}, ...(max_orders && { max_orders }) })

describe('createVault()', () => {
  it('counts each event once, though its keys are listed while it is being stored', async () => {
    const kept = memory()
    let finish = () => {}
    const finished = new Promise<void>((done) => {
      finish = done
    })
    // In the store at once, and said to be only later: as a file that is not on disk yet.
    const slow: Store = { ...kept, update: (keys, change) => kept.update(keys, change).then(() => finished) }
    const vault = open(slow)
    const appending = vault.append([{ key: 'a', text: '1' }])
    expect(await vault.keys()).toEqual(['a'])
    expect(vault.counts().waiting).toBe(0)
    finish()
    await appending
    expect(vault.counts()).toEqual({ accepted: 1, delivered: 0, waiting: 1, dropped: {} })
    await vault.keys()
    expect(vault.counts().waiting).toBe(1)
    await vault.settle([{ key: 'a' }, { key: 'a' }])
    await vault.settle([{ key: 'a', reason: 'full' }])
    expect(vault.counts()).toEqual({ accepted: 1, delivered: 1, waiting: 0, dropped: {} })
  })

  it('stores an order once, as far back as it remembers', async () => {
    const store = memory()
    const vault = open(store, 2)
    const append = (key: string, order_id: string) => vault.append([{ key, text: '{}', order_id }])
    expect(await append('a', 'A')).toEqual(['a'])
    expect(await append('b', 'A')).toEqual([])
    await append('c', 'B')
    await append('d', 'C')
    expect(await append('e', 'A')).toEqual(['e'])
    expect(await open(store).append([{ key: 'f', text: '{}', order_id: 'C' }])).toEqual([])
    expect(vault.counts().accepted).toBe(4)
  })

  it('goes on in the next store where one fails, and lets go in each of what is in it', async () => {
    const disk = memory()
    const { update } = disk
    const errors: unknown[] = []
    const vault = createVault({ stores: [disk, memory()], now: () => 5, on_error: (error) => errors.push(error) })
    await vault.append([{ key: 'a', text: '1' }])
    disk.update = () => Promise.reject(new Error('full'))
    await vault.append([{ key: 'b', text: '2' }])
    expect(errors).toHaveLength(1)
    expect(await vault.keys()).toEqual(['a', 'b'])
    expect(await vault.read(['b', 'a'])).toEqual(['2', '1'])
    disk.update = update
    await vault.settle([{ key: 'a' }, { key: 'b', reason: 'rejected' }])
    expect(await disk.keys()).toEqual([])
    expect(vault.counts()).toEqual({ accepted: 2, delivered: 1, waiting: 0, dropped: { rejected: 1 } })
  })
})
