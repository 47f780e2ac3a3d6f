import { filesOf, type LoadOptions } from './load-log'
import type { LogColumn } from './log-columns'
import { type ReadLog, readNdjson } from './read-ndjson'
import type { ReadyFile } from './ready-files'
import { type LogSample, sampleLog } from './sample-log'

/** A log that one query can read, whatever its files are. */
export interface LogSource {
  readonly read: ReadLog
  /** What is asked of it, by the types that it has. */
  readonly columns: readonly LogColumn[]
  readonly sample: LogSample
  /** How long each file is, or would be as NDJSON, in bytes. */
  readonly sizes: readonly Pick<ReadyFile, 'size'>[]
  /** Whether by their type product lines can be nothing but lists of objects. */
  readonly has_lists: boolean
}

/** A log of NDJSON. */
export async function ndjsonSource(files: readonly ReadyFile[], options: LoadOptions): Promise<LogSource> {
  const log = await filesOf(files, options)
  const sample = await sampleLog(files, options)
  const { columns } = options
  return { read: (types) => readNdjson(log, types), columns, sample, sizes: files, has_lists: false }
}
