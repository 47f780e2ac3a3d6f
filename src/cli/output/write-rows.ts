import { once } from 'node:events'
import { createWriteStream, realpathSync, statSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import path from 'node:path'
import type { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { UsageError } from '../errors'
import { removeAtEnd } from '../temporary-file'
import { isTerminal, printable } from '../terminal'

/** Where rows go. */
export interface RowWriter {
  /** Writes rows as NDJSON. False where the reader has gone away and wants no more. */
  readonly write: (rows: Iterable<object>) => Promise<boolean>
  /** Writes a text as it is. */
  readonly text: (text: string) => Promise<boolean>
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
  read: readonly string[] = [],
): Promise<RowWriter> {
  if (name === undefined || name === '-') return { ...writesTo(stdout), commit: async () => {}, abandon: () => {} }
  const found = statSync(name, { throwIfNoEntry: false })
  if (found?.isDirectory()) throw refused(name, 'it is a directory')
  // What a link leads to is replaced, not the link.
  const target = found ? realpathSync(name) : path.resolve(name)
  const isPlain = found === undefined || found.isFile()
  if (found?.isFile() && read.some((file) => file !== '-' && realpathSync(file) === target))
    throw refused(name, 'it is one of the files to read')
  const written = isPlain ? `${target}.${process.pid}.tmp` : target
  const stream = createWriteStream(written)
  await once(stream, 'open').catch((error) => {
    throw refused(name, (error as NodeJS.ErrnoException).code ?? String(error))
  })
  const remove = isPlain ? removeAtEnd(written) : () => {}
  return {
    ...writesTo(stream),
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

function writesTo(stream: Writable): Pick<RowWriter, 'write' | 'text'> {
  const show = isTerminal(stream) ? (line: string) => printable(line) : (line: string) => line
  return {
    write: (rows) => writePieces(rowLines(rows, show), stream),
    text: (text) => writePieces([text], stream),
  }
}

function* rowLines(rows: Iterable<object>, show: (line: string) => string): Generator<string> {
  for (const row of rows) yield `${show(JSON.stringify(row))}\n`
}

async function writePieces(pieces: Iterable<string>, stream: Writable): Promise<boolean> {
  let failure: NodeJS.ErrnoException | undefined
  const fail = (error: Error) => {
    failure = error
  }
  stream.on('error', fail)
  const send = async (text: string) => {
    if (!failure && !stream.write(text)) await once(stream, 'drain').catch(() => {})
    if (failure && failure.code !== 'EPIPE') throw failure
    return failure === undefined
  }
  let text = ''
  for (const piece of pieces) {
    text += piece
    if (text.length < BATCH_CHARS) continue
    if (!(await send(text))) return false
    text = ''
  }
  const isWanted = await send(text)
  stream.off('error', fail)
  return isWanted
}
