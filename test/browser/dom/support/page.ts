/** Puts a property on the document or the window for one test; the returned function takes it away again. */
export function pretend(target: object, name: string, value: unknown): () => void {
  const before = Object.getOwnPropertyDescriptor(target, name)
  Object.defineProperty(target, name, { value, configurable: true, writable: true })
  return () => {
    if (before) Object.defineProperty(target, name, before)
    else Reflect.deleteProperty(target, name)
  }
}

/** Dispatches an event with some fields of its own, as a browser would. */
export function dispatch(target: EventTarget, type: string, fields: object = {}): void {
  target.dispatchEvent(Object.assign(new Event(type), fields))
}

/** A clock that moves when it is told. */
export interface TestClock {
  readonly now: () => number
  readonly after: (ms: number, act: () => void) => () => void
  /** Lets time pass, and what is due happen. */
  readonly pass: (ms: number) => void
  /** How many timers wait. */
  readonly waiting: () => number
}

/** A clock at `start`, in milliseconds since the epoch. */
export function testClock(start = 1_700_000_000_000): TestClock {
  let now = start
  let timers: { readonly at: number; readonly act: () => void }[] = []
  return {
    now: () => now,
    after: (ms, act) => {
      const timer = { at: now + ms, act }
      timers.push(timer)
      return () => {
        timers = timers.filter((each) => each !== timer)
      }
    },
    pass: (ms) => {
      now += ms
      const due = timers.filter(({ at }) => at <= now)
      timers = timers.filter(({ at }) => at > now)
      for (const { act } of due) act()
    },
    waiting: () => timers.length,
  }
}

/** Listeners of some targets. */
export interface ListenerCount {
  /** Those that were added since and not removed again, as `type` or `type (captured)`, in order. */
  readonly left: () => string[]
  readonly restore: () => void
}

/** Counts the listeners that come and go from now on. */
export function countListeners(...targets: EventTarget[]): ListenerCount {
  let left: { name: string; target: EventTarget; listener: unknown }[] = []
  const nameOf = (type: string, options: unknown) => {
    const captures = typeof options === 'object' ? (options as AddEventListenerOptions | null)?.capture : options
    return captures ? `${type} (captured)` : type
  }
  const restores = targets.flatMap((target) => {
    const add = target.addEventListener
    const remove = target.removeEventListener
    return [
      pretend(target, 'addEventListener', (...call: Parameters<EventTarget['addEventListener']>) => {
        left.push({ name: nameOf(call[0], call[2]), target, listener: call[1] })
        add.apply(target, call)
      }),
      pretend(target, 'removeEventListener', (...call: Parameters<EventTarget['removeEventListener']>) => {
        const name = nameOf(call[0], call[2])
        left = left.filter((each) => each.name !== name || each.target !== target || each.listener !== call[1])
        remove.apply(target, call)
      }),
    ]
  })
  return {
    left: () => left.map(({ name }) => name).sort(),
    restore: () => {
      for (const restore of restores) restore()
    },
  }
}

/** A Navigation API as far as it is used; who changes the address dispatches its events. */
export function fakeNavigation(
  currentEntry: object | null = {},
): EventTarget & { readonly currentEntry: object | null } {
  return Object.assign(new EventTarget(), { currentEntry })
}
