/** Signals that ask a command to end, with the exit code that a shell expects of one that they ended. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const

const cleanups = new Set<() => void>()

const listeners = Object.entries(SIGNALS).map(([signal, code]) => {
  const end = () => {
    // All of them before the one exit: a listener each would leave to the first what only the others clean up.
    for (const clean of cleanups) clean()
    process.exit(code)
  }
  return [signal, end] as const
})

/**
 * Has something cleaned up where the user stops the command (Ctrl-C).
 *
 * @param clean Must not wait for anything: the process ends right after it.
 * @returns Forgets it again.
 */
export function onInterrupt(clean: () => void): () => void {
  if (cleanups.size === 0) for (const [signal, end] of listeners) process.on(signal, end)
  cleanups.add(clean)
  return () => {
    cleanups.delete(clean)
    if (cleanups.size === 0) for (const [signal, end] of listeners) process.off(signal, end)
  }
}
