import { once } from 'node:events'
import { createWriteStream, existsSync, realpathSync, statSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import path from 'node:path'
import type { Writable } from 'node:stream'
import { finished, pipeline } from 'node:stream/promises'
import { UsageError } from '../errors'
import { removeAtEnd } from '../temporary-file'
import { isTerminal, printable } from '../terminal'

/** Where rows go. */
export interface RowWriter {
  /** Writes rows as NDJSON, and texts as lines. False where the reader has gone away and wants no more. */
  readonly write: (rows: Iterable<object | string>) => Promise<boolean>
  /** Writes bytes as they are. */
  readonly copy: (bytes: AsyncIterable<Buffer>) => Promise<void>
  /** Puts the file in its place. */
  readonly commit: () => Promise<void>
  /** Leaves nothing behind. */
  readonly abandon: () => void
}

const BATCH_CHARS = 65_536

/**
 * Writes to a file, or to standard output where there is no name. A file has its name only when it is whole; what is no
 * regular file (a pipe, a device) is written to as it is.
 *
 * @param read The files that are read, which are not to be written over.
 * @throws UsageError where nothing can be written there.
 */
export async function createRowWriter(
  name: string | undefined,
  stdout: Writable,
  read: readonly { readonly name: string }[] = [],
): Promise<RowWriter> {
  if (name === undefined || name === '-')
    return {
      write: (rows) => writeRows(rows, stdout),
      copy: (bytes) => copyBytes(bytes, stdout),
      commit: async () => {},
      abandon: () => {},
    }
  const found = statSync(name, { throwIfNoEntry: false })
  if (found?.isDirectory()) throw refused(name, 'it is a directory')
  // What a link leads to is replaced, not the link.
  const target = found ? realpathSync(name) : path.resolve(name)
  const isPlain = found === undefined || found.isFile()
  if (found?.isFile() && read.some((file) => existsSync(file.name) && realpathSync(file.name) === target))
    throw refused(name, 'it is one of the files to read')
  const written = isPlain ? `${target}.${process.pid}.tmp` : target
  const stream = createWriteStream(written)
  await once(stream, 'open').catch((error) => {
    throw refused(name, (error as NodeJS.ErrnoException).code ?? String(error))
  })
  const remove = isPlain ? removeAtEnd(written) : () => {}
  return {
    write: (rows) => writeRows(rows, stream),
    copy: (bytes) => copyBytes(bytes, stream),
    commit: async () => {
      stream.end()
      await finished(stream)
      if (isPlain) await rename(written, target)
      remove()
    },
    abandon: () => {
      stream.destroy()
      remove()
    },
  }
}

function refused(name: string, why: string): UsageError {
  return new UsageError(`Cannot write ${printable(name)}: ${why}, expected a file that can be written`)
}

async function writeRows(rows: Iterable<object | string>, stream: Writable): Promise<boolean> {
  let failure: NodeJS.ErrnoException | undefined
  const fail = (error: Error) => {
    failure = error
  }
  stream.on('error', fail)
  const show = isTerminal(stream) ? (line: string) => printable(line) : (line: string) => line
  const send = async (text: string) => {
    if (!failure && !stream.write(text)) await once(stream, 'drain').catch(() => {})
    if (failure && failure.code !== 'EPIPE') throw failure
    return failure === undefined
  }
  let text = ''
  // The next rows are made while those before them are written.
  let sent = Promise.resolve(true)
  for (const row of rows) {
    text += `${show(typeof row === 'string' ? row : JSON.stringify(row))}\n`
    if (text.length < BATCH_CHARS) continue
    if (!(await sent)) return false
    sent = send(text)
    // Where the rows end with an error of their own, that one is told.
    sent.catch(() => {})
    text = ''
  }
  const isWanted = (await sent) && (await send(text))
  stream.off('error', fail)
  return isWanted
}

async function copyBytes(bytes: AsyncIterable<Buffer>, stream: Writable): Promise<void> {
  await pipeline(bytes, stream, { end: false })
}
