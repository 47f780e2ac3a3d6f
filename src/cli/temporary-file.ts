import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { UsageError } from './errors'
import { onInterrupt } from './on-interrupt'
import { printable } from './terminal'

/**
 * Sees to it that a file, or a folder with all in it, which is there for the time being goes, also where the user stops the command.
 *
 * @returns Removes it now.
 */
export function removeAtEnd(name: string): () => void {
  const remove = () => rmSync(name, { force: true, recursive: true })
  const forget = onInterrupt(remove)
  return () => {
    forget()
    remove()
  }
}

/**
 * A new folder that goes with all in it, also where the user stops the command.
 *
 * @param within The folder to make it in.
 * @throws UsageError where none can be made there.
 */
export function temporaryFolder(within = tmpdir()): { readonly path: string; readonly remove: () => void } {
  try {
    const made = mkdtempSync(path.join(within, 'aisle-'))
    return { path: made, remove: removeAtEnd(made) }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new UsageError(`Cannot use folder ${printable(within)}: ${code}, expected one that can be written to`)
  }
}
