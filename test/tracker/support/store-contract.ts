import { expect, it } from 'vitest'
import type { Store } from '../../../src/tracker/store'

/** A place where a store keeps things, made anew for each case. */
export interface Place {
  /** A store there; where several may be open at a time, one more. */
  readonly open: () => Store
  /** Has the store begin anew with what is kept there; absent where nothing outlives it. */
  readonly reopen?: () => Promise<Store>
  readonly remove?: () => Promise<void>
}

const KEY = '017f22e2-79b0-7000-8000-000000000000.1.9'

/**
 * What every store must do, whatever it keeps things in.
 *
 * @param makePlace Makes an empty place.
 * @param options `has_several`: whether two stores may be open in one place, side by side.
 *
 * @example
 * describe('memory', () => holdStore(() => placeInMemory(), { has_several: true }))
 */
export function holdStore(
  makePlace: () => Promise<Place> | Place,
  { has_several }: { readonly has_several: boolean },
): void {
  const test = (name: string, hold: (store: Store, place: Place) => Promise<void>) =>
    it(name, async () => {
      const place = await makePlace()
      try {
        await hold(place.open(), place)
      } finally {
        await place.remove?.()
      }
    })

  test('update() hands over what is there, and writes all that it is given', async (store) => {
    await store.update([], () => ({ a: '1', b: '', [KEY]: '{"😀":"\\n\\u2028"}' }))
    let found: readonly (string | undefined)[] = []
    await store.update(['b', 'none', 'a'], (texts) => {
      found = texts
      return { a: '2', c: '3' }
    })
    expect(found).toEqual(['', undefined, '1'])
    expect(await store.read([KEY, 'c', 'a', 'none', 'b'])).toEqual(['{"😀":"\\n\\u2028"}', '3', '2', undefined, ''])
    expect([...(await store.keys())].sort()).toEqual([KEY, 'a', 'b', 'c'])
  })

  test('update() takes away what is undefined', async (store) => {
    await store.update([], () => ({ a: '1', b: '2' }))
    await store.update(['a'], () => ({ a: undefined, none: undefined }))
    expect(await store.read(['a', 'b'])).toEqual([undefined, '2'])
    expect(await store.keys()).toEqual(['b'])
  })

  test('keys() leaves out the tracker’s own', async (store) => {
    await store.update([], () => ({ '~ledger': '{}', [KEY]: 'x' }))
    expect(await store.keys()).toEqual([KEY])
    expect(await store.read(['~ledger'])).toEqual(['{}'])
  })

  test('update() writes nothing, and rejects, when its change throws', async (store) => {
    await store.update([], () => ({ a: '1' }))
    const failing = store.update(['a'], () => {
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await store.read(['a'])).toEqual(['1'])
    await store.update([], () => ({ a: '2' }))
    expect(await store.read(['a'])).toEqual(['2'])
  })

  test('update() never loses what another has written', async (store, place) => {
    const stores = has_several ? [store, place.open()] : [store, store]
    const add = (one: Store) => one.update(['n'], ([n = '0']) => ({ n: `${Number(n) + 1}` }))
    await Promise.all(Array.from({ length: 40 }, (_, i) => add(stores[i % 2]!)))
    for (const each of stores) expect(await each.read(['n'])).toEqual(['40'])
  })

  test('keeps a text of a million bytes', async (store, place) => {
    const text = '"\\é'.repeat(250_000)
    await store.update([], () => ({ a: text }))
    expect(await store.read(['a'])).toEqual([text])
    if (place.reopen) expect(await (await place.reopen()).read(['a'])).toEqual([text])
  })

  test('keeps what was written, and only that, when it is opened anew', async (store, { reopen }) => {
    await store.update([], () => ({ a: '1', b: '2', '~me': 'x' }))
    await store.update([], () => ({ a: undefined, c: '3' }))
    if (!reopen) return
    const again = await reopen()
    expect([...(await again.keys())].sort()).toEqual(['b', 'c'])
    expect(await again.read(['a', 'b', 'c', '~me'])).toEqual([undefined, '2', '3', 'x'])
  })
}
