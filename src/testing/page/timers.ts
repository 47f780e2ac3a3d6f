import type { VirtualClock } from '../virtual-clock'
import type { Life } from './life'

/** A timer that is set for longer goes off at once, as in browsers. */
const LONGEST_MS = 2 ** 31 - 1

/** What a tab knows of time, on the clock of its shop. */
export interface Timers {
  readonly setTimeout: (act: (...args: never[]) => void, ms?: number, ...args: never[]) => number
  readonly setInterval: (act: (...args: never[]) => void, ms?: number, ...args: never[]) => number
  readonly clear: (id: unknown) => void
  readonly Date: DateConstructor
  /** `AbortSignal.timeout`. */
  readonly timeout: (ms: number) => AbortSignal
  /** How many timers wait. */
  readonly waiting: () => number
}

/** Makes the timers of a tab; none goes off when it is gone. */
export function createTimers(
  clock: VirtualClock,
  { life, run }: { readonly life: Life; readonly run: (act: () => void) => void },
): Timers {
  const cancels = new Map<number, () => void>()
  let last = 0
  life.onEnd(() => {
    for (const id of cancels.keys()) clear(id)
  })

  const clear = (id: unknown) => {
    cancels.get(id as number)?.()
    cancels.delete(id as number)
  }
  const set = (act: (...args: never[]) => void, { ms = 0, args, isAgain }: SetOptions) => {
    last += 1
    const id = last
    const delay = ms > 0 && ms <= LONGEST_MS ? ms : 0
    const wait = () => {
      if (life.is_over) return
      // What goes off again and again takes time, or time would never pass.
      const cancel = clock.after(isAgain ? Math.max(delay, 1) : delay, () => {
        if (isAgain) wait()
        else cancels.delete(id)
        run(() => act(...args))
      })
      cancels.set(id, cancel)
    }
    wait()
    return id
  }
  class TabDate extends Date {
    constructor(...args: unknown[]) {
      super(...((args.length ? args : [clock.now()]) as [number]))
    }
    static override now = () => clock.now()
  }
  return {
    setTimeout: (act, ms, ...args) => set(act, { ms, args, isAgain: false }),
    setInterval: (act, ms, ...args) => set(act, { ms, args, isAgain: true }),
    clear,
    Date: TabDate as DateConstructor,
    timeout(ms) {
      const giving_up = new AbortController()
      clock.after(ms, () => giving_up.abort(new DOMException('The operation timed out', 'TimeoutError')))
      return giving_up.signal
    },
    waiting: () => cancels.size,
  }
}

interface SetOptions {
  readonly ms: number | undefined
  readonly args: never[]
  readonly isAgain: boolean
}
