import { AsyncLocalStorage } from 'node:async_hooks'

/** What a page finds on the global object, by name. */
export type Globals = Readonly<Record<string, unknown>>

/** Whose code runs now: promises, timers and callbacks stay with the tab that they were begun in. */
const running = new AsyncLocalStorage<Globals | undefined>()

/** Runs code with what a tab finds on the global object. */
export function runWith<T>(globals: Globals, act: () => T): T {
  return running.run(globals, act)
}

/** Runs code of the world around the tabs, such as that of a collector. */
export function runOutside<T>(act: () => T): T {
  return running.run(undefined, act)
}

/** Names on the global object that are a tab's own; those that a tab lacks are undefined there. */
const NAMES = [
  ...['window', 'self', 'document', 'navigator', 'location', 'history', 'screen', 'localStorage', 'indexedDB'],
  ...['IDBKeyRange', 'BroadcastChannel', 'fetch', 'addEventListener', 'removeEventListener', 'dispatchEvent'],
  ...['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'],
] as const

let users = 0
let restores: (() => void)[] = []

/** Code of a tab that is gone runs on until it waits for what such a tab never hears of: in fewer turns than these. */
const LAST_TURNS = 1_000

/**
 * Has the global object be a tab's while its code runs, and what it was for all other code. The returned function takes this
 * back, when all who asked for it have called theirs, and nothing of theirs runs any more: it must find neither the world's clock
 * and network nor nothing at all.
 */
export function shareGlobals(): () => Promise<void> {
  users += 1
  if (users === 1)
    restores = [
      ...NAMES.map((name) => replace(globalThis, name)),
      replace(AbortSignal, 'timeout'),
      replace(Math, 'random'),
    ]
  let isOver = false
  return async () => {
    if (isOver) return
    isOver = true
    for (let turn = 0; turn < LAST_TURNS; turn++) await undefined
    users -= 1
    if (!users) for (const restore of restores.splice(0)) restore()
  }
}

/** Has a property give what the running tab has under its name, and what it is without tabs where none runs. */
function replace(target: object, name: string): () => void {
  let own = Object.getOwnPropertyDescriptor(target, name)
  Object.defineProperty(target, name, {
    configurable: true,
    enumerable: own?.enumerable ?? false,
    get() {
      const globals = running.getStore()
      if (globals) return globals[name]
      return own?.get ? own.get.call(target) : own?.value
    },
    set(value) {
      if (own?.set) own.set.call(target, value)
      else own = { ...(own ?? { configurable: true, enumerable: true, writable: true }), value }
    },
  })
  return () => {
    if (own) Object.defineProperty(target, name, own)
    else Reflect.deleteProperty(target, name)
  }
}
