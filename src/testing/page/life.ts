/** Whether a tab is there, and what is to be done when it is not any more. */
export interface Life {
  readonly is_over: boolean
  /** Acts at the end; gives what takes that back. */
  onEnd(act: () => void): () => void
  end(): void
}

/** Begins the life of a tab. */
export function createLife(): Life {
  const acts = new Set<() => void>()
  let is_over = false
  return {
    get is_over() {
      return is_over
    },
    onEnd(act) {
      acts.add(act)
      return () => void acts.delete(act)
    },
    end() {
      is_over = true
      for (const act of acts) act()
      acts.clear()
    },
  }
}

/** A tab's life, and its turns. */
export interface TabTurns {
  readonly life: Life
  /** Acts in the tab, in a turn of its own. */
  readonly soon: (act: () => void) => void
}
