import { describe, expect, test } from 'vitest'
import { createGroups } from '../../../src/collector/sql/create-groups'

/** A store whose groups are let go by hand. */
function makeStore() {
  const groups: string[] = []
  const ends: ((error?: Error) => void)[] = []
  const store = async (lists: readonly (readonly string[])[]) => {
    groups.push(lists.map((list) => list.join('')).join('|'))
    const error = await new Promise<Error | undefined>((end) => ends.push(end))
    if (error) throw error
    return lists.map((list) => list.length)
  }
  /** What came so far is under way then. */
  const turn = () => new Promise((done) => setTimeout(done, 5))
  const end = async (error?: Error) => {
    ends.shift()!(error)
    await turn()
  }
  return { store, groups, turn, end }
}

describe('createGroups()', () => {
  test('stores one group at a time, and what comes meanwhile with the next', async () => {
    const { store, groups, turn, end } = makeStore()
    const { add } = createGroups({ store, max_items: 100, isOfItems: () => false })
    const first = Promise.all([add(['a', 'b']), add(['c'])])
    await turn()
    const second = Promise.all([add([]), add(['d', 'e'])])
    await turn()
    expect(groups).toEqual(['ab|c'])
    await end()
    expect(await first).toEqual([2, 1])
    expect(groups).toEqual(['ab|c', '|de'])
    await end()
    expect(await second).toEqual([0, 2])
    const late = add(['f'])
    await turn()
    expect(groups).toEqual(['ab|c', '|de', 'f'])
    await end()
    expect(await late).toBe(1)
  })

  test('ends a group with the list that fills it', async () => {
    const { store, groups, turn, end } = makeStore()
    const { add, settle } = createGroups({ store, max_items: 3, isOfItems: () => false })
    for (const list of ['a', 'b', 'cd', 'e', 'fghij', 'k']) void add([...list])
    await turn()
    for (let i = 0; i < 3; i++) await end()
    await settle()
    expect(groups).toEqual(['a|b|cd', 'e|fghij', 'k'])
  })

  test('fails all of a group with what is not about its items, and goes on', async () => {
    const { store, groups, turn, end } = makeStore()
    const { add } = createGroups({ store, max_items: 9, isOfItems: () => false })
    const results = Promise.allSettled([add(['a']), add(['b'])])
    await turn()
    await end(new Error('gone'))
    expect((await results).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    const late = add(['c'])
    await turn()
    await end()
    expect(await late).toBe(1)
    expect(groups).toEqual(['a|b', 'c'])
  })

  test('fails a bad list alone', async () => {
    const { store, groups, turn, end } = makeStore()
    const { add } = createGroups({ store, max_items: 9, isOfItems: (error) => (error as Error).message === 'bad' })
    const results = Promise.allSettled(['a', 'b', 'c'].map((item) => add([item])))
    await turn()
    await end(new Error('bad'))
    await end()
    await end(new Error('bad'))
    await end()
    expect((await results).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(groups).toEqual(['a|b|c', 'a', 'b', 'c'])
  })

  test('settles when all is stored that was added', async () => {
    const { store, turn, end } = makeStore()
    const { add, settle } = createGroups<string>({ store, max_items: 9, isOfItems: () => false })
    await settle()
    void add(['a'])
    await turn()
    void add(['b'])
    let settled = false
    const settling = settle().then(() => {
      settled = true
    })
    await end()
    expect(settled).toBe(false)
    await end()
    await settling
    expect(settled).toBe(true)
  })
})
