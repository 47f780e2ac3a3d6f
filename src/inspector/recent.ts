/** The latest of what happened, newest first. */
export interface Recent<Item> {
  /** The same array until something is added. */
  readonly items: () => readonly Item[]
  readonly add: (...items: readonly Item[]) => void
}

/** Keeps the latest, so many at most. */
export function createRecent<Item>(most: number): Recent<Item> {
  let kept: readonly Item[] = []
  return {
    items: () => kept,
    add(...items) {
      kept = [...[...items].reverse(), ...kept].slice(0, most)
    },
  }
}
