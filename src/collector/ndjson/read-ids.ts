import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createGunzip } from 'node:zlib'
import { parseJson } from '../../tracker/parse-json'
import type { KnownIds } from './known-ids'

/** How a line of the sink's begins. */
const HEAD = Buffer.from('{"id":"')

/** The longest id, which is of ASCII alone. */
const MAX_ID_LENGTH = 128

/** No line of the sink's is longer: what is, is none. */
const MAX_LINE_BYTES = 2 ** 22

const LINE_END = 10

/**
 * Adds the ids in a folder's files of events that were written to since an instant. Lines that are no events are passed
 * over.
 *
 * @param since In milliseconds since 1970.
 * @throws whatever the file system says, and for a packed file that is damaged: what it holds could come twice.
 *
 * @example
 * await readIds('data', { since: Date.now() - 604_800_000, ids: createKnownIds() })
 */
export async function readIds(
  folder: string,
  { since, ids }: { readonly since: number; readonly ids: KnownIds },
): Promise<void> {
  const names = await readdir(folder)
  for (const name of names.filter((each) => /^events(-.+)?\.ndjson(\.gz)?$/.test(each))) {
    const path = join(folder, name)
    const { mtimeMs, size } = await stat(path)
    if (mtimeMs < since || size === 0) continue
    await eachLine(path, (line) => {
      const id = idOf(line)
      if (id !== undefined) ids.add(id, mtimeMs)
    })
  }
}

/** The id of an event; undefined for a line that is none. */
function idOf(line: Buffer): string | undefined {
  if (line.indexOf(HEAD) === 0) {
    const end = line.indexOf(0x22, HEAD.length)
    const id = line.toString('latin1', HEAD.length, end)
    // A backslash is the beginning of what takes reading.
    if (end > HEAD.length && id.length <= MAX_ID_LENGTH && !id.includes('\\')) return id
  }
  const { id } = Object(parseJson(line.toString())) as { readonly id?: unknown }
  return typeof id === 'string' ? id : undefined
}

/** Tells each line of a file, without its end. */
async function eachLine(path: string, tell: (line: Buffer) => void): Promise<void> {
  const file = createReadStream(path, { highWaterMark: 2 ** 20 })
  const isPacked = path.endsWith('.gz')
  const input = isPacked ? file.pipe(createGunzip({ chunkSize: 2 ** 20 })) : file
  // What fails between the two is told by neither.
  if (isPacked) file.once('error', (error) => input.destroy(error))
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of input as AsyncIterable<Buffer>) {
    const data = rest.length ? Buffer.concat([rest, chunk]) : chunk
    let start = 0
    for (let end = data.indexOf(LINE_END); end >= 0; end = data.indexOf(LINE_END, start)) {
      tell(data.subarray(start, end))
      start = end + 1
    }
    rest = data.length - start > MAX_LINE_BYTES ? Buffer.alloc(0) : data.subarray(start)
  }
  if (rest.length) tell(rest)
}
