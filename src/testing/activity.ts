import { setImmediate } from 'node:timers'

/** Lets all happen that waits for nothing but its turn. */
export function turn(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve))
}

/** What is under way in a made-up world and takes no time there. */
export interface Activity {
  /** Acts in a turn of its own, as a browser does with what it answers. */
  soon(act: () => void): void
  /** Counts as under way until it settles. */
  during<T>(work: Promise<T>): Promise<T>
  /**
   * Done when nothing is under way any more.
   *
   * @throws Error with code `never_settles` where that takes longer than ten real seconds.
   */
  settle(): Promise<void>
}

/** Some promises of a page take a few turns before they ask for more. */
const QUIET_TURNS = 4
const PATIENCE_MS = 10_000

const realNow = Date.now

/**
 * Keeps count of what is under way.
 *
 * @example
 * const activity = createActivity()
 * activity.soon(() => console.log('answered'))
 * await activity.settle()
 */
export function createActivity(): Activity {
  let under_way = 0
  /** Grows with all that begins or ends. */
  let moves = 0
  const begin = () => {
    under_way += 1
    moves += 1
  }
  const end = () => {
    under_way -= 1
    moves += 1
  }
  return {
    soon(act) {
      begin()
      setImmediate(() => {
        end()
        act()
      })
    },
    during(work) {
      begin()
      return work.finally(end)
    },
    async settle() {
      const start = realNow()
      for (let quiet = 0; quiet < QUIET_TURNS; quiet += 1) {
        const before = moves
        await turn()
        if (under_way || moves !== before) quiet = -1
        if (realNow() - start > PATIENCE_MS) {
          const message = `Cannot let the shop settle: ${under_way} things still under way, expected none after ${PATIENCE_MS / 1_000} s`
          throw Object.assign(new Error(message), { code: 'never_settles' })
        }
      }
    },
  }
}
