import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DropReason } from '../../src/tracker/fate'
import type { Store } from '../../src/tracker/store'
import { createVault, STATE_KEYS, type Vault } from '../../src/tracker/vault'

/** A store in memory that fails on command. */
interface FakeStore extends Store {
  readonly texts: Map<string, string>
  fails: '' | 'update' | 'all'
}

function fakeStore(): FakeStore {
  const texts = new Map<string, string>()
  const check = (what: 'update' | 'read') => {
    if (store.fails === 'all' || store.fails === what) throw new Error('no store')
  }
  const store: FakeStore = {
    texts,
    fails: '',
    async update(keys, change) {
      check('update')
      for (const [key, text] of Object.entries(change(keys.map((key) => texts.get(key)))))
        if (text === undefined) texts.delete(key)
        else texts.set(key, text)
    },
    async keys() {
      check('read')
      return [...texts.keys()].filter((key) => key[0] !== '~')
    },
    async read(keys) {
      check('read')
      return keys.map((key) => texts.get(key))
    },
  }
  return store
}

function setUp(count = 2) {
  const stores = Array.from({ length: count }, fakeStore)
  const errors: unknown[] = []
  const open = () => createVault({ stores, now: () => 1_000, on_error: (error) => errors.push(error) })
  return { stores, errors, open, vault: open() }
}

const entry = (key: string, order_id?: string) => ({ key, text: `text of ${key}`, order_id })
const lawOf = (vault: Vault) => {
  const { accepted, delivered, waiting, dropped } = vault.counts()
  return accepted - delivered - waiting - Object.values(dropped).reduce((sum, n) => sum + n, 0)
}

describe('createVault()', () => {
  it('keeps texts by key, and lets go of what is settled', async () => {
    const { vault } = setUp()
    expect(await vault.append([entry('b'), entry('a')])).toEqual(['b', 'a'])
    expect(await vault.keys()).toEqual(['a', 'b'])
    expect(await vault.read(['b', 'none', 'a'])).toEqual(['text of b', undefined, 'text of a'])
    await vault.settle([{ key: 'a' }, { key: 'b', reason: 'full' }])
    expect(await vault.keys()).toEqual([])
    expect(vault.counts()).toEqual({ accepted: 2, delivered: 1, waiting: 0, dropped: { full: 1 } })
  })

  it('stores where nothing is read first, unless an order asks for it', async () => {
    const { vault, stores } = setUp(1)
    const asked: (readonly string[])[] = []
    const { update } = stores[0]!
    stores[0]!.update = (keys, change) => {
      asked.push(keys)
      return update(keys, change)
    }
    await vault.append([entry('a')])
    await vault.put('~left', 'text')
    await vault.append([entry('b', 'A-1')])
    expect(asked).toEqual([[], [], ['~orders']])
  })

  it('counts each event once, however often and by whomever it is settled', async () => {
    const { vault, open } = setUp()
    await vault.append([entry('a')])
    await vault.settle([{ key: 'a' }, { key: 'a', reason: 'rejected' }])
    const other = open()
    await other.settle([{ key: 'a' }])
    await other.keys()
    expect(other.counts()).toEqual({ accepted: 1, delivered: 0, waiting: 0, dropped: { rejected: 1 } })
  })

  it('writes no count where there was nothing to settle, as after all was erased', async () => {
    const { vault, stores } = setUp()
    await vault.settle([{ key: 'gone' }])
    expect([...stores[0]!.texts]).toEqual([])
  })

  it('stores an order once, also in another page, and events without an order each time', async () => {
    const { vault, open } = setUp()
    expect(await vault.append([entry('a', 'A-1'), entry('b', 'A-1'), entry('c')])).toEqual(['a', 'c'])
    const other = open()
    expect(await other.append([entry('d', 'A-1'), entry('e', 'A-2'), entry('f')])).toEqual(['e', 'f'])
    expect(await other.keys()).toEqual(['a', 'c', 'e', 'f'])
  })

  it('stores an order once where the store that has it fails, and one that it failed to store', async () => {
    const { vault, stores } = setUp(2)
    await vault.append([entry('a', 'A-1')])
    stores[0]!.fails = 'update'
    expect(await vault.append([entry('b', 'A-1'), entry('c', 'A-2')])).toEqual(['c'])
    expect(await vault.append([entry('d', 'A-2'), entry('e', 'A-1')])).toEqual([])
  })

  it('goes on in the next store where one fails, tells it, and finds what is in either', async () => {
    const { vault, stores, errors, open } = setUp(3)
    await vault.append([entry('a')])
    stores[0]!.fails = 'update'
    await vault.append([entry('b')])
    await vault.append([entry('c')])
    expect(errors).toHaveLength(1)
    expect([...stores[1]!.texts.keys()]).toEqual(['b', 'c'])
    expect(await vault.keys()).toEqual(['a', 'b', 'c'])
    expect(await vault.read(['c', 'a'])).toEqual(['text of c', 'text of a'])
    await vault.settle([{ key: 'b' }])
    expect(await vault.keys()).toEqual(['a', 'c'])
    // A page that is new to it finds them where they are.
    const other = open()
    expect(await other.keys()).toEqual(['a', 'c'])
    expect(await other.read(['c'])).toEqual(['text of c'])
    expect(other.counts()).toEqual({ accepted: 3, delivered: 1, waiting: 2, dropped: {} })
  })

  it('passes over a store that cannot be read', async () => {
    const { vault, stores } = setUp()
    stores[0]!.fails = 'all'
    await vault.append([entry('a')])
    expect(await vault.keys()).toEqual(['a'])
  })

  it('rejects where the last store fails', async () => {
    const { vault, stores, errors } = setUp()
    for (const store of stores) store.fails = 'all'
    await expect(vault.append([entry('a')])).rejects.toThrow('no store')
    await expect(vault.update('~me', () => 'x')).rejects.toThrow('no store')
    expect(errors).toHaveLength(1)
    expect(vault.counts().accepted).toBe(0)
  })

  it('changes a text of its own state, which is no event', async () => {
    const { vault } = setUp()
    await vault.put('~me', '1')
    await vault.update('~me', (text) => `${text}2`)
    expect(await vault.read(['~me'])).toEqual(['12'])
    expect(await vault.keys()).toEqual([])
    await vault.put('~me', undefined)
    expect(await vault.read(['~me'])).toEqual([undefined])
  })

  it.each(['5', 'null', '{', '[]', '{"delivered":"9","dropped":{"full":-0.5,"denied":2}}', '{"dropped":7}'])(
    'starts its counts and orders anew with %s in their place',
    async (text) => {
      const { vault, stores } = setUp()
      for (const key of STATE_KEYS) stores[0]!.texts.set(key, text)
      await vault.append([entry('a', 'A-1')])
      await vault.keys()
      await vault.settle([{ key: 'a' }])
      expect(vault.counts()).toMatchObject({ delivered: 1, waiting: 0 })
      expect(lawOf(vault)).toBe(0)
      expect(await vault.append([entry('b', 'A-1')])).toEqual([])
    },
  )

  it('lets go of everything with clear(), also where a store fails', async () => {
    const { vault, stores } = setUp(3)
    await vault.append([entry('a', 'A-1')])
    stores[0]!.fails = 'update'
    await vault.append([entry('b')])
    await vault.put('~shopper', 'text')
    stores[0]!.fails = ''
    stores[2]!.fails = 'all'
    await vault.clear()
    expect(stores.map(({ texts }) => texts.size)).toEqual([0, 0, 0])
    expect(vault.counts()).toEqual({ accepted: 0, delivered: 0, waiting: 0, dropped: {} })
  })

  it('accepted is delivered, waiting and dropped together, and nothing is counted twice (property)', async () => {
    const key = fc.nat({ max: 12 }).map((n) => `k${n}`)
    const reason = fc.constantFrom<DropReason | undefined>(undefined, 'full', 'rejected', 'denied')
    const step = fc.oneof(
      fc.record({ append: fc.uniqueArray(key, { maxLength: 4 }) }),
      fc.record({ settle: fc.array(fc.record({ key, reason }), { maxLength: 4 }) }),
      fc.record({ look: fc.constant(true) }),
      fc.record({ fail: fc.nat({ max: 1 }) }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const { vault, stores } = setUp(3)
        const taken = new Set<string>()
        const settled = new Set<string>()
        for (const each of steps) {
          if ('append' in each) {
            const fresh = each.append.filter((one) => !taken.has(one))
            for (const one of await vault.append(fresh.map((name) => entry(name)))) taken.add(one)
          } else if ('settle' in each) {
            await vault.settle(each.settle)
            for (const { key: name } of each.settle) if (taken.has(name)) settled.add(name)
          } else if ('look' in each) await vault.keys()
          else {
            // It keeps what it has, and takes nothing more for a moment.
            stores[each.fail]!.fails = 'update'
            await vault.put('~me', 'x')
            stores[each.fail]!.fails = ''
          }
          expect(lawOf(vault)).toBe(0)
          expect(vault.counts()).toMatchObject({ accepted: taken.size, waiting: taken.size - settled.size })
        }
        expect(await vault.keys()).toEqual([...taken].filter((name) => !settled.has(name)).sort())
        expect(lawOf(vault)).toBe(0)
      }),
      { numRuns: 150 },
    )
  })
})
