import { closeSync, openSync, writeSync } from 'node:fs'
import path from 'node:path'
import { formatOf } from '../input/format'
import type { Input } from '../input/input'
import { type ReadOptions, readEvents } from '../input/read-events'
import { unpack } from '../input/unpack'
import { eventLine } from './event-line'

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

/** Reads a log of any kind into one file of normal events; gives its name. */
export async function rewriteLog(inputs: readonly Input[], options: ReadOptions, folder: string): Promise<string> {
  const name = path.join(folder, 'events.ndjson')
  const file = openSync(name, 'wx', 0o600)
  let text = ''
  try {
    await readEvents(inputs, options, (event, is_open) => {
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
