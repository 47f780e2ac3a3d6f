import type { Clock } from '../tracker/ports'
import { turn } from './activity'

/**
 * A clock that stands still until it is told to move.
 *
 * @example
 * const clock: VirtualClock = createVirtualClock({ start: Date.UTC(2026, 0, 1) })
 * clock.after(1_800_000, () => {}) // the end of a visit
 * await clock.pass(1_799_999)
 * clock.waiting() // => 1
 * await clock.pass(1)
 * clock.waiting() // => 0
 */
export interface VirtualClock extends Clock {
  /** Lets so many milliseconds pass, 0 or more, and all that is due by then happen, each thing at its own instant. */
  pass(ms: number): Promise<void>
  /** Sets what `now` says, in milliseconds since 1970, without time passing: as when a device's clock is put right. */
  set(now: number): void
  /** How many timers wait. */
  waiting(): number
}

/**
 * Options of {@link createVirtualClock}.
 *
 * @example
 * const options: VirtualClockOptions = { start: Date.UTC(2026, 10, 27, 9) } // a sale begins
 * createVirtualClock(options).now() // => Date.UTC(2026, 10, 27, 9)
 */
export interface VirtualClockOptions {
  /**
   * Milliseconds since 1970.
   * @default 1_700_000_000_000
   */
  readonly start?: number | undefined
  /**
   * Waits for what takes no time on this clock; called before time passes, and after each timer.
   * @default one turn of the event loop
   */
  readonly settle?: (() => Promise<void>) | undefined
}

const START = 1_700_000_000_000

/**
 * Makes a clock for tests: what waits for a day happens at once, in the order in which it would.
 *
 * @example
 * const clock = createVirtualClock()
 * clock.after(86_400_000, () => console.log('a day later'))
 * await clock.pass(86_400_000)
 */
export function createVirtualClock({ start = START, settle = turn }: VirtualClockOptions = {}): VirtualClock {
  /** How far `now` is from the time that has passed. */
  let offset = start
  let elapsed = 0
  let timers: { readonly at: number; readonly act: () => void }[] = []

  const takeNext = (end: number) => {
    const due = timers.filter(({ at }) => at <= end)
    const next = due.sort((one, other) => one.at - other.at)[0]
    timers = timers.filter((each) => each !== next)
    return next
  }
  return {
    now: () => offset + elapsed,
    after(ms, act) {
      const timer = { at: elapsed + ms, act }
      timers.push(timer)
      return () => {
        timers = timers.filter((each) => each !== timer)
      }
    },
    async pass(ms) {
      if (!(ms >= 0)) throw new RangeError(`Cannot let time pass by "${ms}": expected milliseconds, 0 or more`)
      const end = elapsed + ms
      await settle()
      for (let next = takeNext(end); next; next = takeNext(end)) {
        elapsed = Math.max(elapsed, next.at)
        next.act()
        await settle()
      }
      elapsed = Math.max(elapsed, end)
    },
    set(now) {
      offset = now - elapsed
    },
    waiting: () => timers.length,
  }
}
