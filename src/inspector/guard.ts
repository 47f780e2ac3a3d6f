/** Carries something out; what it throws, or rejects with, is told and goes no further. */
export type Guard = (what: string, act: () => unknown) => void

/** Makes a guard that tells of each kind of failure once. */
export function createGuard(on_error: (error: Error) => void): Guard {
  const told = new Set<string>()
  const fail = (what: string, cause: unknown) => {
    const message = `Cannot ${what} (inspector): ${String(cause)}`
    if (told.has(message)) return
    told.add(message)
    try {
      on_error(Object.assign(new Error(message, { cause }), { code: 'inspector_failed' }))
    } catch {}
  }
  return (what, act) => {
    try {
      Promise.resolve(act()).catch((cause) => fail(what, cause))
    } catch (cause) {
      fail(what, cause)
    }
  }
}
