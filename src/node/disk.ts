import { closeSync, fsync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { promisify } from 'node:util'

/** What a log needs of a file system. */
export interface Disk {
  /** What is in a file; nothing where there is none. */
  read(path: string): string
  /** Opens a file, made where it is missing, to add to its end (`a`) or to begin anew (`w`). */
  open(path: string, flag: 'a' | 'w'): number
  /** Adds a text to a file, whole or with an error; it outlives the process from then on. */
  write(file: number, text: string): void
  /** Has what was written outlive the machine, too. */
  sync(file: number): Promise<void>
  /** Puts a file in the place of another, in one step. */
  replace(from: string, to: string): void
  close(file: number): void
}

/** The file system of this machine. What is kept there is of persons: for this user alone. */
export const nodeDisk: Disk = {
  read(path) {
    try {
      return readFileSync(path, 'utf8')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
      throw error
    }
  },
  open: (path, flag) => openSync(path, flag, 0o600),
  write(file, text) {
    let left = Buffer.from(text)
    while (left.length > 0) left = left.subarray(writeSync(file, left))
  },
  sync: promisify(fsync),
  replace(from, to) {
    renameSync(from, to)
    try {
      const folder = openSync(dirname(to), 'r')
      fsyncSync(folder)
      closeSync(folder)
    } catch {
      // Not every system opens folders; then it keeps names by itself.
    }
  },
  close: closeSync,
}
