import { rmSync } from 'node:fs'
import { onInterrupt } from './on-interrupt'

/**
 * Sees to it that a file which is there for the time being goes, also where the user stops the command.
 *
 * @returns Removes it now.
 */
export function removeAtEnd(name: string): () => void {
  const remove = () => rmSync(name, { force: true })
  const forget = onInterrupt(remove)
  return () => {
    forget()
    remove()
  }
}
