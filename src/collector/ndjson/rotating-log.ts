import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type DurableFile, openDurableFile } from './durable-file'
import { packFile } from './pack-file'

/** Options of {@link openRotatingLog}. */
export interface RotatingLogOptions {
  readonly folder: string
  /** Of the files: `events.ndjson` is written to, `events-<when it was closed>.ndjson.gz` is whole. */
  readonly name: string
  /** A file of so many bytes is closed. */
  readonly max_file_bytes: number
  /** So is one that was begun so long ago, in milliseconds. */
  readonly max_file_age_ms: number
  /** Whether closed files are packed. */
  readonly gzip: boolean
  /** Told where packing fails: the file stays as it is, and is tried again at the next start. */
  readonly on_error: (error: Error) => void
}

/** Lines in files that take turns. */
export interface RotatingLog {
  /** Settles when the lines are on disk. What comes while others are being written goes with one write, and one sync. */
  append(lines: string): Promise<void>
  /** Begins to finish what a crash has left undone: closed files that are not packed. Files go meanwhile, packed ones come. */
  tidy(): Promise<void>
  close(): Promise<void>
}

interface Waiting {
  readonly lines: string
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/** How often the age of a file is looked at where nothing comes, in milliseconds. */
const LOOK_MS = 60_000

/**
 * Opens a log. What a crash has torn off at the end of the file that is written to goes.
 *
 * @throws whatever the file system says where it cannot be opened.
 *
 * @example
 * const log = await openRotatingLog({ folder: 'data', name: 'events', max_file_bytes: 2 ** 27, ...rest })
 * await log.append('{"id":"e-1"}\n')
 */
export async function openRotatingLog(options: RotatingLogOptions): Promise<RotatingLog> {
  const { folder, name, max_file_bytes, max_file_age_ms, gzip, on_error } = options
  const path = join(folder, `${name}.ndjson`)
  let file: DurableFile | undefined = await openDurableFile(path)
  /** Where a file could not be closed it is not tried again at once. */
  let rotate_at = 0
  let waiting: Waiting[] = []
  /** All that is to do with files, one after the other. */
  let working: Promise<void> = Promise.resolve()
  let packing: Promise<void> = Promise.resolve()
  let isWriting = false

  const pack = (closed: string) => {
    if (gzip) packing = packing.then(() => packFile(closed)).catch(on_error)
  }
  const write = async () => {
    const group = waiting
    waiting = []
    try {
      file ??= await openDurableFile(path)
      await file.append(group.map(({ lines }) => lines).join(''))
      for (const { resolve } of group) resolve()
    } catch (error) {
      // Those that came meanwhile may count on what was not written: all are to come again.
      for (const { reject } of [...group, ...waiting]) reject(error)
      waiting = []
    }
  }
  const rotate = async () => {
    const now = Date.now()
    if (!file || file.bytes === 0 || now < rotate_at) return
    if (file.bytes < max_file_bytes && now - file.began_at < max_file_age_ms) return
    try {
      const closed = await freePath(folder, name)
      await file.moveTo(closed)
      pack(closed)
      file = undefined
      file = await openDurableFile(path)
    } catch (error) {
      rotate_at = now + LOOK_MS
      // Somebody has taken it away: what comes goes into another.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
        await file?.close()
        file = undefined
      }
      throw error
    }
  }
  const work = async () => {
    while (waiting[0]) {
      await write()
      await rotate().catch(on_error)
    }
    isWriting = false
  }
  const timer = setInterval(() => {
    working = working.then(rotate).catch(on_error)
  }, LOOK_MS).unref()

  return {
    async tidy() {
      for (const left of await leftOver(folder, name)) pack(left)
    },
    append(lines) {
      const appended = new Promise<void>((resolve, reject) => void waiting.push({ lines, resolve, reject }))
      if (!isWriting) working = working.then(work)
      isWriting = true
      return appended
    },
    async close() {
      clearInterval(timer)
      await working
      await packing
      await file?.close()
    },
  }
}

/** Closed files that are not packed; what was begun of it goes. */
async function leftOver(folder: string, name: string): Promise<string[]> {
  const own = (await readdir(folder)).filter((each) => each.startsWith(`${name}-`))
  for (const draft of own.filter((each) => each.endsWith('.draft'))) await rm(join(folder, draft))
  return own.filter((each) => each.endsWith('.ndjson')).map((each) => join(folder, each))
}

/** A path that no file has, packed or not: a clock may be set back, and two files be closed in a millisecond. */
async function freePath(folder: string, name: string): Promise<string> {
  const taken = new Set(await readdir(folder))
  for (let time = Date.now(); ; time++) {
    // Sorts by time, and is a name on every system.
    const file = `${name}-${new Date(time).toISOString().replaceAll(/[-:]/g, '')}.ndjson`
    if (!taken.has(file) && !taken.has(`${file}.gz`)) return join(folder, file)
  }
}
