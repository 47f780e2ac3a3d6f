import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream, createWriteStream, rmSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { finished } from 'node:stream/promises'

/** A log to read, as often as need be. */
export interface Input {
  /** As the user named it, for messages. */
  readonly name: string
  /** Bytes as they lie there; undefined where nobody knows before the end. */
  readonly size: number | undefined
  /** The bytes, from the beginning. */
  readonly open: () => AsyncIterable<Buffer>
  /** Lets go of what was kept to be read again. */
  readonly close: () => void
}

/** Sees to it that a file goes in the end, whatever ends the process; gives what removes it now. */
export type RemoveAtEnd = (path: string) => () => void

// Small enough that a damaged block of a compressed file takes little with it, large enough to cost nothing.
const CHUNK_BYTES = 65_536

/** Opens a file, or what else has a name in the file system; gives what is wrong with it where it cannot be read. */
export async function openFile(name: string, removeAtEnd: RemoveAtEnd = removedLater): Promise<Input | string> {
  try {
    const found = await stat(name)
    if (found.isDirectory()) return `${name} is a directory, expected a file`
    const open = () => createReadStream(name, { highWaterMark: CHUNK_BYTES })
    if (found.isFile()) return { name, size: found.size, open, close: () => {} }
    return streamInput(name, open, removeAtEnd)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return code === 'ENOENT' ? `${name}: no such file` : `${name}: ${code ?? String(error)}`
  }
}

function removedLater(copy: string): () => void {
  return () => rmSync(copy, { force: true })
}

/** What can be read once only (standard input, a pipe): it is copied to a temporary file, to be read again from there. */
export function streamInput(name: string, stream: () => AsyncIterable<Buffer>, removeAtEnd: RemoveAtEnd): Input {
  let copy: string | undefined
  let remove = () => {}
  async function* readAndCopy(): AsyncGenerator<Buffer> {
    copy = path.join(tmpdir(), `aisle-${randomUUID()}`)
    remove = removeAtEnd(copy)
    const file = createWriteStream(copy, { mode: 0o600 })
    // Without a listener a full disk would end the process; the write below tells of it.
    file.on('error', () => {})
    try {
      for await (const chunk of stream()) {
        const bytes = Buffer.from(chunk)
        if (!file.write(bytes)) await once(file, 'drain')
        yield bytes
      }
    } finally {
      // Also where nobody wants the rest, because it is damaged: what was read is to be read again.
      file.end()
      await finished(file)
    }
  }
  return {
    name,
    size: undefined,
    open: () => (copy === undefined ? readAndCopy() : createReadStream(copy, { highWaterMark: CHUNK_BYTES })),
    close: () => remove(),
  }
}
