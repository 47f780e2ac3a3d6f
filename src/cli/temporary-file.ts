import { rmSync } from 'node:fs'

const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const

/**
 * Sees to it that a file which is there for the time being goes, also where the user stops the command.
 *
 * @returns Removes it now.
 */
export function removeAtEnd(name: string): () => void {
  const remove = () => rmSync(name, { force: true })
  const listeners = Object.entries(SIGNALS).map(([signal, code]) => {
    const stop = () => {
      remove()
      process.exit(code)
    }
    process.once(signal, stop)
    return [signal, stop] as const
  })
  return () => {
    for (const [signal, stop] of listeners) process.off(signal, stop)
    remove()
  }
}
