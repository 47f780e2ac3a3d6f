import { createReadStream } from 'node:fs'
import { open, stat, symlink } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { formatOf, refuseJsonList } from '../input/format'
import type { Report } from '../input/report'
import { unpack } from '../input/unpack'
import { tellEmpty, tellUnreadable, UnreadableFile } from '../input/unreadable-file'
import { copyLines } from './copy-lines'
import { hasLongLine } from './long-lines'
import type { Duckdb } from './open-duckdb'
import { isParquet, parquetLines } from './parquet-lines'

/**
 * A file of a log, as its user has it: a path, or bytes with a name for messages.
 *
 * @example
 * const queue: LogFile = {
 *   name: 'the queue',
 *   async *open() { for (const each of events) yield Buffer.from(`${JSON.stringify(each)}\n`) },
 * }
 * for await (const { shopper_id } of decide([queue, 'events.ndjson'], { definitions: builtin, engine: 'js' }))
 *   shopper_id // => 'u-42'
 */
export type LogFile =
  | string
  | {
      /** What messages call it. */
      readonly name: string
      /** Its bytes, from the beginning. */
      readonly open: () => AsyncIterable<Uint8Array>
    }

/** A plain file that DuckDB can read, and what its user calls it. */
export interface ReadyFile {
  readonly path: string
  readonly name: string
  readonly size: number
}

/** How {@link readyFiles} makes files ready. */
export interface ReadyOptions {
  readonly db: Duckdb
  /** Where copies are put. */
  readonly folder: string
  /** Whether all files are NDJSON, whatever they look like. */
  readonly is_ndjson: boolean
  readonly max_line_bytes: number
  /** What is wrong with a file, or with a line that is too long, goes there. */
  readonly report: Report
}

const CHUNK_BYTES = 65_536

/**
 * Makes files ready for DuckDB, in their order: plain ones as they are, and plain copies of the others, which are packed, Parquet,
 * have a byte order mark or lines that are too long. So all is refused, cut off or damaged as it is for the reader in JavaScript.
 *
 * @throws Error where a file is not there.
 */
export async function readyFiles(files: readonly LogFile[], options: ReadyOptions): Promise<ReadyFile[]> {
  const ready: ReadyFile[] = []
  for (const [i, file] of files.entries()) {
    const name = typeof file === 'string' ? file : file.name
    const copy = join(options.folder, `log-${i}.ndjson`)
    const path = await readyPath(file, name, { ...options, copy })
    if (path === undefined) continue
    const { size } = await stat(path)
    ready.push({ path, name, size })
  }
  return ready
}

interface PathOptions extends ReadyOptions {
  readonly copy: string
}

async function readyPath(file: LogFile, name: string, options: PathOptions): Promise<string | undefined> {
  const { db, copy, report } = options
  if (typeof file !== 'string' || !(await isParquetFile(file)))
    return (await plainPath(file, copy, options)) ?? (await copyOf(file, name, copy, options))
  const rows = `${copy}.rows`
  try {
    await parquetLines(db, file, rows, { is_mapped: false })
  } catch (error) {
    tellUnreadable(error, name, report)
    return undefined
  }
  const open = () => createReadStream(rows, { highWaterMark: CHUNK_BYTES })
  return (await plainPath(rows, copy, options)) ?? (await copyOf({ name, open }, name, copy, options))
}

/** The path of a file that can be read as it is, under a name that DuckDB takes for no pattern; undefined of any other. */
async function plainPath(file: LogFile, copy: string, { max_line_bytes }: ReadyOptions): Promise<string | undefined> {
  if (typeof file !== 'string') return undefined
  const found = await stat(file)
  if (!found.isFile()) return undefined
  if (!(await isPlain(file)) || (await hasLongLine(file, max_line_bytes))) return undefined
  const path = resolve(file)
  if (!/[*?[\]\\]/.test(path)) return path
  await symlink(path, copy)
  return copy
}

/** Whether a file begins as a JSON object does. */
async function isPlain(path: string): Promise<boolean> {
  const start = await startOf(path)
  return start.indexOf(0) < 0 && /^[\t\n\r ]*\{/.test(start.toString('latin1'))
}

/** Whether a file is Parquet. */
export async function isParquetFile(path: string): Promise<boolean> {
  return isParquet(await startOf(path))
}

/** The first bytes of a file; none of what is none, such as a pipe, that can be read but once. */
async function startOf(path: string): Promise<Buffer> {
  if (!(await stat(path)).isFile()) return Buffer.alloc(0)
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** The path of a plain copy; undefined where nothing of the file can be used, which has been told. */
async function copyOf(
  file: LogFile,
  name: string,
  copy: string,
  { max_line_bytes, report, is_ndjson }: ReadyOptions,
): Promise<string | undefined> {
  const source = typeof file === 'string' ? createReadStream(file, { highWaterMark: CHUNK_BYTES }) : file.open()
  let failure: unknown
  async function* readable() {
    let isFirst = true
    try {
      for await (const chunk of unpack(buffersOf(source))) {
        if (isFirst && !is_ndjson && chunk.length) refuseCsv(name, chunk)
        if (isFirst) refuseJsonList(chunk)
        isFirst = false
        yield chunk
      }
    } catch (error) {
      failure = error
    }
  }
  const rows = await copyLines(readable(), copy, { name, max_line_bytes, report })
  if (failure !== undefined) tellUnreadable(failure, name, report)
  else if (rows === 0) tellEmpty(name, report)
  return rows ? copy : undefined
}

async function* buffersOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const chunk of source) yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
}

function refuseCsv(name: string, start: Buffer): void {
  if (formatOf(name, start) === 'csv')
    throw new UnreadableFile('found CSV, wanted NDJSON (`aisle decide` reads CSV, with any engine)')
}
