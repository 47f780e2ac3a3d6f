/**
 * Writes what the collector receives into files of NDJSON, an event a line.
 *
 * @module aisle/collector/ndjson
 */
import { mkdir } from 'node:fs/promises'
import { lockFolder } from '../../node/lock-folder'
import { createDailyBudget } from '../daily-budget'
import { safely } from '../safely'
import type { Sink } from '../sink'
import { createKnownIds } from './known-ids'
import { readIds } from './read-ids'
import { openRotatingLog, type RotatingLog } from './rotating-log'

/**
 * Options of {@link openNdjsonSink}.
 *
 * @example
 * // A file a day, for a tool that does not read gzip.
 * const options: NdjsonSinkOptions = { folder: 'shop/events', max_file_age_ms: 86_400_000, gzip: false }
 * const open = () => openNdjsonSink(options)
 */
export interface NdjsonSinkOptions {
  /** A folder of this sink's own, on a local disk, made where it is missing. */
  readonly folder: string
  /**
   * A file of so many bytes is closed, and another begun.
   * @default 134_217_728
   */
  readonly max_file_bytes?: number | undefined
  /**
   * So is one that was begun so long ago, in milliseconds.
   * @default 3_600_000
   */
  readonly max_file_age_ms?: number | undefined
  /**
   * Whether closed files are packed.
   * @default true
   */
  readonly gzip?: boolean | undefined
  /**
   * The most that is kept of what was rejected, in bytes of JSON each day: a hostile sender must not fill the disk.
   * @default 67_108_864
   */
  readonly max_rejected_bytes_per_day?: number | undefined
  /**
   * Told where a closed file cannot be packed; it stays as it is, and is tried again when the folder is opened next.
   * @default reports to the console
   */
  readonly on_error?: ((error: Error) => void) | undefined
}

/** An id that comes again within this time, 7 days, is not stored again. */
const REMEMBER_MS = 604_800_000

/**
 * Opens a sink that writes files of NDJSON, an event a line, as `aisle decide` reads them. `events.ndjson` is written to;
 * `events-20261125T103000.123Z.ndjson.gz` and its like are whole. What was rejected is in `rejected*.ndjson*`. One batch of
 * writes has one sync (`fdatasync`), whatever came meanwhile goes with the next.
 *
 * It remembers the ids of the last 7 days in memory, some 100 bytes each, and reads them from the files when it is opened.
 *
 * @throws Error with code `log_in_use` where a living process has the folder, and whatever the file system says.
 *
 * @example
 * const sink = await openNdjsonSink({ folder: 'shop/events' })
 */
export async function openNdjsonSink(options: NdjsonSinkOptions): Promise<Sink> {
  const { folder, max_file_bytes = 2 ** 27, max_file_age_ms = 3_600_000, gzip = true } = options
  const { max_rejected_bytes_per_day = 2 ** 26, on_error = console.error } = options
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const unlock = lockFolder(folder)
  const files = { folder, max_file_bytes, max_file_age_ms, gzip, on_error: safely(on_error) }
  const ids = createKnownIds()
  const fits = createDailyBudget(max_rejected_bytes_per_day)
  const logs: RotatingLog[] = []
  const openLog = async (name: string) => {
    const log = await openRotatingLog({ ...files, name })
    logs.push(log)
    return log
  }
  const closeAll = async () => {
    for (const log of logs) await log.close()
    unlock()
  }
  let closing: Promise<void> | undefined
  try {
    const events = await openLog('events')
    const rejected = await openLog('rejected')
    await readIds(folder, { since: Date.now() - REMEMBER_MS, ids })
    // Not before: files that are being read must not go.
    await Promise.all([events.tidy(), rejected.tidy()])
    return {
      async write(all) {
        const now = Date.now()
        ids.forget(now - REMEMBER_MS)
        const lines: string[] = []
        const added: string[] = []
        for (const event of all) {
          if (ids.has(event.id)) continue
          ids.add(event.id, now)
          added.push(event.id)
          lines.push(`${JSON.stringify(event)}\n`)
        }
        try {
          // Even where nothing is new: what came before may still be on its way to the disk.
          await events.append(lines.join(''))
        } catch (error) {
          for (const id of added) ids.remove(id)
          throw error
        }
        return added.length
      },
      async reject(rejections) {
        const lines = rejections.map((rejection) => `${JSON.stringify(rejection)}\n`).join('')
        if (fits(lines.length)) await rejected.append(lines)
      },
      close() {
        // Once: by then the folder may be another's.
        closing ??= closeAll()
        return closing
      },
    }
  } catch (error) {
    // A log that stays open would move files away, from whoever opens the folder next.
    await closeAll()
    throw error
  }
}
