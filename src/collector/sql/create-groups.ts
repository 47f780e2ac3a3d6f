/** Lists that are stored together with those that came at the same time. */
export interface Groups<Item> {
  /** Settles when the list is stored, with its count. */
  add(items: readonly Item[]): Promise<number>
  /** Settles when everything is that was added before. */
  settle(): Promise<void>
}

/** What {@link createGroups} is to do. */
export interface GroupOptions<Item> {
  /** Stores lists together, all or none, and gives the count of each. */
  readonly store: (lists: readonly (readonly Item[])[]) => Promise<readonly number[]>
  /** A group ends with the list that has its items be so many, or more. */
  readonly max_items: number
  /** Whether an error says that items cannot be stored, rather than that nothing can. */
  readonly isOfItems: (error: unknown) => boolean
}

interface Waiting<Item> {
  readonly items: readonly Item[]
  readonly done: (count: number) => void
  readonly fail: (error: unknown) => void
}

/**
 * Makes groups of lists: one group is stored at a time, and what comes meanwhile goes with the next. So there is one
 * commit a group, however small the lists, and they are stored in their order. Where a group fails for what is in it, its
 * lists are stored one by one: a bad one fails alone.
 *
 * @example
 * const groups = createGroups({ store, max_items: 2_000, isOfItems: () => false })
 * await Promise.all([groups.add(['a']), groups.add(['b', 'c'])]) // store([['a'], ['b', 'c']])
 */
export function createGroups<Item>({ store, max_items, isOfItems }: GroupOptions<Item>): Groups<Item> {
  const waiting: Waiting<Item>[] = []
  let running: Promise<void> | undefined

  async function storeGroup(group: readonly Waiting<Item>[]): Promise<void> {
    try {
      const counts = await store(group.map(({ items }) => items))
      for (const [i, { done }] of group.entries()) done(counts[i]!)
    } catch (error) {
      if (group.length > 1 && isOfItems(error)) for (const one of group) await storeGroup([one])
      else for (const { fail } of group) fail(error)
    }
  }

  function takeGroup(): Waiting<Item>[] {
    let count = 0
    let end = 0
    while (end < waiting.length && count < max_items) count += waiting[end++]!.items.length
    return waiting.splice(0, end)
  }

  async function run(): Promise<void> {
    do {
      // Those whose lists were stored come again at once: without this turn the first of them would make a group alone.
      await new Promise((done) => setImmediate(done))
      await storeGroup(takeGroup())
    } while (waiting.length > 0)
    running = undefined
  }

  return {
    add: (items) =>
      new Promise((done, fail) => {
        waiting.push({ items, done, fail })
        running ??= run()
      }),
    settle: async () => running,
  }
}
