import type { TabTurns } from './life'

interface Place {
  readonly soon: TabTurns['soon']
  /** Called when the lock is this one's. Done when it is given back. */
  readonly hold: () => Promise<void>
}

/** The Web Locks that the tabs of a shop share, by name; who holds one stands first. */
export type LockLines = Map<string, Place[]>

/** The `navigator.locks` of a tab, as far as exclusive locks go; all of a tab's are given back when it is gone. */
export function createLocks(lines: LockLines, { life, soon }: TabTurns): Pick<LockManager, 'request'> {
  const leave = (name: string, place: Place) => {
    const line = lines.get(name) ?? []
    const wasFirst = line[0] === place
    const rest = line.filter((each) => each !== place)
    lines.set(name, rest)
    if (wasFirst) advance(name)
  }
  const advance = (name: string) => {
    const first = lines.get(name)?.[0]
    if (!first) return
    first.soon(() => {
      // It may have left the line meanwhile.
      if (lines.get(name)?.[0] !== first) return
      void first.hold().finally(() => leave(name, first))
    })
  }

  const request = (name: string, ...rest: unknown[]): Promise<unknown> => {
    const act = rest.at(-1) as LockGrantedCallback<unknown>
    const { signal, ifAvailable } = (rest.length > 1 ? rest[0] : {}) as LockOptions
    return new Promise((resolve, reject) => {
      if (life.is_over) return
      if (signal?.aborted) return reject(signal.reason)
      if (ifAvailable && lines.get(name)?.length) return resolve(act(null))
      let isHeld = false
      const gone = new Promise<void>(life.onEnd)
      const place: Place = {
        soon,
        hold() {
          isHeld = true
          const held = Promise.resolve({ name, mode: 'exclusive' as const }).then(act)
          held.then(resolve, reject)
          return Promise.race([held.then(() => {}).catch(() => {}), gone])
        },
      }
      const line = [...(lines.get(name) ?? []), place]
      lines.set(name, line)
      if (line.length === 1) advance(name)
      signal?.addEventListener('abort', () => {
        if (isHeld) return
        leave(name, place)
        reject(signal.reason)
      })
      life.onEnd(() => leave(name, place))
    })
  }
  return { request: request as LockManager['request'] }
}
