/** Whether a tab is there, and what is to be done when it is not any more. */
export interface Life {
  readonly is_over: boolean
  /** Acts at the end. */
  onEnd(act: () => void): void
  end(): void
}

/** Begins the life of a tab. */
export function createLife(): Life {
  const acts: (() => void)[] = []
  let is_over = false
  return {
    get is_over() {
      return is_over
    },
    onEnd(act) {
      acts.push(act)
    },
    end() {
      is_over = true
      for (const act of acts.splice(0)) act()
    },
  }
}

/** A tab's life, and its turns. */
export interface TabTurns {
  readonly life: Life
  /** Acts in the tab, in a turn of its own. */
  readonly soon: (act: () => void) => void
}
