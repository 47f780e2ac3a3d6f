import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { UsageError } from '../errors'
import { removeAtEnd } from '../temporary-file'
import { printable } from '../terminal'

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

// Small enough that a damaged block of a compressed file takes little with it, large enough to cost nothing.
const CHUNK_BYTES = 65_536

/**
 * The inputs of a command. `-` is standard input.
 *
 * @throws UsageError naming every file that is not there or is none.
 */
export async function openInputs(names: readonly string[], stdin: Readable): Promise<Input[]> {
  const problems: string[] = []
  const inputs: Input[] = []
  if (names.filter((name) => name === '-').length > 1) problems.push('found "-" twice, expected standard input once')
  for (const name of names) {
    const input = name === '-' ? createStreamInput('standard input', () => stdin) : await openFile(name)
    if (typeof input === 'string') problems.push(input)
    else inputs.push(input)
  }
  if (problems.length) throw new UsageError(`Cannot read: ${problems.join('\n  ')}`)
  return inputs
}

async function openFile(name: string): Promise<Input | string> {
  const shown = printable(name)
  try {
    const found = await stat(name)
    if (found.isDirectory()) return `${shown} is a directory, expected a file`
    const open = () => createReadStream(name, { highWaterMark: CHUNK_BYTES })
    if (found.isFile()) return { name, size: found.size, open, close: () => {} }
    return createStreamInput(name, open)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return code === 'ENOENT' ? `${shown}: no such file` : `${shown}: ${code ?? String(error)}`
  }
}

/** What can be read once only (standard input, a pipe): it is copied to a temporary file, to be read again from there. */
function createStreamInput(name: string, stream: () => Readable): Input {
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
