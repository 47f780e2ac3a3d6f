import type { Store } from '../../tracker/store'
import { type ContractCase, casesOf } from './contract-case'
import { same } from './same'

/**
 * A place where a store keeps things, made anew for each case.
 *
 * @example
 * const makePlace = (openStore: (name: string) => Store): StorePlace => {
 *   const name = crypto.randomUUID() // a new place for each case, and an empty one
 *   return { open: () => openStore(name), reopen: async () => openStore(name) }
 * }
 */
export interface StorePlace {
  /** A store there; where several may be open at a time, one more. */
  readonly open: () => Store
  /** Has the store begin anew with what is kept there; absent where nothing outlives it. */
  readonly reopen?: () => Promise<Store>
  /** Takes it away. */
  readonly remove?: () => unknown
}

interface Given {
  readonly store: Store
  readonly place: StorePlace
}

const KEY = '017f22e2-79b0-7000-8000-000000000000.1.9'

/**
 * What every store of a tracker must do, whatever it keeps things in: all of a change or nothing, and nobody's lost.
 *
 * @param makePlace Makes an empty place.
 * @param options `has_several`: whether two stores may be open in one place, side by side.
 *
 * @example
 * const casesOf = (makePlace: () => Promise<StorePlace>) => storeContract(makePlace, { has_several: true })
 * // In any test framework: for (const { name, run } of casesOf(makePlace)) test(name, run)
 */
export function storeContract(
  makePlace: () => Promise<StorePlace> | StorePlace,
  { has_several }: { readonly has_several: boolean },
): readonly ContractCase[] {
  const setUp = async () => {
    const place = await makePlace()
    return { given: { store: place.open(), place }, tearDown: () => place.remove?.() }
  }
  return casesOf(setUp, {
    ...changing,
    ...lasting,
    async 'update() never loses what another has written'({ store, place }: Given) {
      const stores = has_several ? [store, place.open()] : [store, store]
      const add = (one: Store) => one.update(['n'], ([n = '0']) => ({ n: `${Number(n) + 1}` }))
      await Promise.all(Array.from({ length: 40 }, (_, i) => add(stores[i % 2]!)))
      for (const each of stores) same('loses no change', { found: await each.read(['n']), wanted: ['40'] })
    },
  })
}

const changing = {
  async 'update() hands over what is there, and writes all that it is given'({ store }: Given) {
    await store.update([], () => ({ a: '1', b: '', [KEY]: '{"😀":"\\n\\u2028"}' }))
    let found: readonly (string | undefined)[] = []
    await store.update(['b', 'none', 'a'], (texts) => {
      found = texts
      return { a: '2', c: '3' }
    })
    same('hands over what is there', { found, wanted: ['', undefined, '1'] })
    const texts = await store.read([KEY, 'c', 'a', 'none', 'b'])
    same('writes what it is given', { found: texts, wanted: ['{"😀":"\\n\\u2028"}', '3', '2', undefined, ''] })
    same('has all keys', { found: [...(await store.keys())].sort(), wanted: [KEY, 'a', 'b', 'c'] })
  },

  async 'update() takes away what is undefined'({ store }: Given) {
    await store.update([], () => ({ a: '1', b: '2' }))
    await store.update(['a'], () => ({ a: undefined, none: undefined }))
    same('takes texts away', { found: await store.read(['a', 'b']), wanted: [undefined, '2'] })
    same('takes keys away', { found: await store.keys(), wanted: ['b'] })
  },

  async 'keys() leaves out the tracker’s own'({ store }: Given) {
    await store.update([], () => ({ '~ledger': '{}', [KEY]: 'x' }))
    same('lists the keys of events', { found: await store.keys(), wanted: [KEY] })
    same('keeps the own as well', { found: await store.read(['~ledger']), wanted: ['{}'] })
  },

  async 'update() writes nothing, and rejects, when its change throws'({ store }: Given) {
    await store.update([], () => ({ a: '1' }))
    const failing = store.update(['a'], () => {
      throw new Error('no')
    })
    const found = await failing.then(
      () => 'resolved',
      () => 'rejected',
    )
    same('rejects', { found, wanted: 'rejected' })
    same('writes nothing', { found: await store.read(['a']), wanted: ['1'] })
    await store.update([], () => ({ a: '2' }))
    same('goes on', { found: await store.read(['a']), wanted: ['2'] })
  },
}

const lasting = {
  async 'keeps a text of a million bytes'({ store, place }: Given) {
    const text = '"\\é'.repeat(250_000)
    await store.update([], () => ({ a: text }))
    same('reads it', { found: await store.read(['a']), wanted: [text] })
    if (place.reopen) same('reads it again', { found: await (await place.reopen()).read(['a']), wanted: [text] })
  },

  async 'keeps what was written, and only that, when it is opened anew'({ store, place }: Given) {
    await store.update([], () => ({ a: '1', b: '2', '~me': 'x' }))
    await store.update([], () => ({ a: undefined, c: '3' }))
    const again = (await place.reopen?.()) ?? store
    same('has the keys', { found: [...(await again.keys())].sort(), wanted: ['b', 'c'] })
    const texts = await again.read(['a', 'b', 'c', '~me'])
    same('has the texts', { found: texts, wanted: [undefined, '2', '3', 'x'] })
  },
}
