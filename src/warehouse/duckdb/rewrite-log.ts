import { closeSync, createReadStream, openSync, writeSync } from 'node:fs'
import path from 'node:path'
import { formatOf } from '../input/format'
import type { Input } from '../input/input'
import { type ReadOptions, readEvents } from '../input/read-events'
import { unpack } from '../input/unpack'
import { eventLine } from './event-line'
import { type Duckdb, openDuckdb } from './open-duckdb'
import { isParquet, parquetLines } from './parquet-lines'

const BATCH_CHARS = 2 ** 20

/** Whether DuckDB can read a log itself: files of NDJSON, which are there to be read more than once. */
export async function isForDuckdb(inputs: readonly Input[], { map, format }: ReadOptions): Promise<boolean> {
  if (map || format === 'csv') return false
  for (const input of inputs) {
    if (input.size === undefined) return false
    if (format === undefined && formatOf(input.name, await startOf(input)) === 'csv') return false
  }
  return true
}

/** The first bytes of a log as NDJSON, where its name does not say what it is. */
async function startOf(input: Input): Promise<Buffer> {
  const none = Buffer.from('{')
  if (formatOf(input.name, none) === formatOf(input.name, Buffer.alloc(0))) return none
  try {
    for await (const chunk of unpack(input.open())) return chunk.length ? chunk : none
  } catch {
    // Whoever reads it tells what is wrong.
  }
  return none
}

/** What {@link rewriteLog} goes by. */
export interface RewriteOptions extends ReadOptions {
  /** A folder of its own, for the file and for what is needed meanwhile. */
  readonly folder: string
  readonly memory_limit?: string | undefined
}

/** Reads a log of any kind into one file of normal events; gives its name. */
export async function rewriteLog(inputs: readonly Input[], options: RewriteOptions): Promise<string> {
  const name = path.join(options.folder, 'events.ndjson')
  const readable = await withoutParquet(inputs, options)
  const file = openSync(name, 'wx', 0o600)
  let text = ''
  try {
    await readEvents(readable, options, (event, is_open) => {
      text += eventLine(event, is_open)
      if (text.length < BATCH_CHARS) return
      writeSync(file, text)
      text = ''
    })
    writeSync(file, text)
  } finally {
    closeSync(file)
  }
  return name
}

/** Inputs with lines of JSON in the place of Parquet; what is damaged is told by whoever reads it. */
async function withoutParquet(inputs: readonly Input[], options: RewriteOptions): Promise<Input[]> {
  let db: Duckdb | undefined
  const all: Input[] = []
  try {
    for (const [i, input] of inputs.entries()) {
      const isOther = input.size === undefined || !isParquet(await headOf(input))
      if (!isOther) db ??= await openDuckdb(options)
      all.push(isOther ? input : await linesOf(input, db!, { ...options, to: path.join(options.folder, `rows-${i}`) }))
    }
  } finally {
    db?.close()
  }
  return all
}

async function headOf(input: Input): Promise<Buffer> {
  for await (const chunk of input.open()) return chunk
  return Buffer.alloc(0)
}

/** An input with the rows of one of Parquet. */
async function linesOf(input: Input, db: Duckdb, { map, to }: RewriteOptions & { to: string }): Promise<Input> {
  let failure: unknown
  await parquetLines(db, input.name, to, { is_mapped: map !== undefined }).catch((error) => {
    failure = error
  })
  async function* open(): AsyncGenerator<Buffer> {
    if (failure !== undefined) throw failure
    yield* createReadStream(to)
  }
  return { ...input, open }
}
