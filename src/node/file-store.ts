import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseJson } from '../tracker/parse-json'
import type { Changes, Store } from '../tracker/store'
import { type Disk, nodeDisk } from './disk'
import { lockFolder } from './lock-folder'
import { type LogFile, openLogFile } from './log-file'

/** A store in a folder. */
export interface FileStore extends Store {
  /** Done when all is on disk and the folder is free for others. */
  close(): Promise<void>
}

/** A file so long, in characters, is written anew once most of it is of no use any more. */
const WASTEFUL_LENGTH = 2 ** 20

/**
 * Opens a store in a folder: all of it in memory, and every change a line of JSON at the end of a file. A change is in the
 * file when `update` returns, so that it outlives the process, and on disk when its promise resolves, so that it outlives
 * the machine; changes that come together share one fsync. A line that a crash has torn counts for nothing.
 *
 * @param folder On a local disk, made where it is missing; of one process at a time.
 *
 * @throws Error with code `log_in_use` where another process has the folder, `log_unusable` where it cannot be used.
 *
 * @example
 * const store = openFileStore('/var/lib/shop/aisle')
 * await store.update([], () => ({ a: 'text' }))
 * await store.close()
 */
export function openFileStore(folder: string, { disk = nodeDisk }: { readonly disk?: Disk } = {}): FileStore {
  let unlock = () => {}
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    unlock = lockFolder(folder)
    return createFileStore(openLogFile(join(folder, 'events.ndjson'), disk), unlock)
  } catch (cause) {
    unlock()
    if ((cause as { code?: unknown }).code === 'log_in_use') throw cause
    const message = `Cannot open the log "${folder}": ${cause}, expected a folder that can be written`
    throw Object.assign(new Error(message, { cause }), { code: 'log_unusable' })
  }
}

function createFileStore(file: LogFile, unlock: () => void): FileStore {
  const texts = new Map<string, string>()
  /** The length of what is in `texts`. */
  let live = 0
  /** The file is written anew where it is longer. */
  let length_limit = -1
  /** What was there before each change that is not on disk yet, oldest first. */
  const undo: Changes[] = []
  let failures = 0
  let failure: unknown
  let isClosed = false
  /** When all that goes on is over: never rejects. */
  let idle = Promise.resolve()
  /** The next sync, for all who come before it begins. */
  let next: Promise<void> | undefined

  const lengthOf = (key: string) => (texts.has(key) ? key.length + texts.get(key)!.length : 0)

  function apply(changes: object): void {
    for (const [key, text] of Object.entries(changes)) {
      live -= lengthOf(key)
      if (typeof text === 'string') texts.set(key, text)
      else texts.delete(key)
      live += lengthOf(key)
    }
  }

  const append = (changes: Changes) => file.append(JSON.stringify(changes, (_, text) => text ?? null))

  async function sync(): Promise<void> {
    next = undefined
    const covered = undo.length
    try {
      await file.sync()
      undo.splice(0, covered)
    } catch (error) {
      rollBack(error)
      throw error
    }
  }

  /** Nothing that is not known to be on disk was ever there. */
  function rollBack(error: unknown): void {
    failures++
    failure = error
    for (const before of undo.splice(0).reverse()) {
      apply(before)
      try {
        append(before)
      } catch {}
    }
    // What a system failed to put on disk it may have forgotten: all is written anew.
    length_limit = -1
  }

  async function tidy(): Promise<void> {
    if (file.length() <= length_limit) return
    await file.rewrite(Array.from(texts, ([key, text]) => `\n${JSON.stringify({ [key]: text })}`).join(''))
    // Escaped, a text is a little longer. Where it could not be written it is tried again in a while.
    length_limit = Math.max(WASTEFUL_LENGTH, 3 * live, 2 * file.length())
  }

  function commit(): Promise<void> {
    if (!next) {
      next = idle.then(sync)
      idle = next.then(tidy, tidy)
    }
    return next
  }

  for (const line of file.lines) apply(Object(parseJson(line)))
  idle = tidy()

  return {
    async update(keys, change) {
      if (isClosed) throw new Error('the log is closed')
      const changes = change(keys.map((key) => texts.get(key)))
      const names = Object.keys(changes)
      if (names.length === 0) return
      const before = Object.fromEntries(names.map((name) => [name, texts.get(name)]))
      append(changes)
      apply(changes)
      undo.push(before)
      const failures_before = failures
      await commit()
      if (failures !== failures_before) throw failure
    },
    keys: async () => [...texts.keys()].filter((key) => key[0] !== '~'),
    read: async (keys) => keys.map((key) => texts.get(key)),
    async close() {
      isClosed = true
      await idle
      file.close()
      unlock()
    },
  }
}
