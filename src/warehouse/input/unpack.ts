import { once } from 'node:events'
import { setImmediate } from 'node:timers/promises'
import { createGunzip } from 'node:zlib'
import { UnreadableFile } from './unreadable-file'
import { unzstd } from './unzstd'

const MAGIC: readonly (readonly [bytes: string, what: string])[] = [
  ['28b52ffd', 'zstd within gzip'],
  ['50415231', 'Parquet, which decide --engine duckdb reads from a file'],
  ['504b0304', 'a zip archive: unpack it first (unzip -p FILE | aisle ... -)'],
  ['425a68', 'bzip2: unpack it first (bzip2 -dc FILE | aisle ... -)'],
  ['fd377a585a00', 'xz: unpack it first (xz -dc FILE | aisle ... -)'],
  ['fffe', 'UTF-16 text: convert it first (iconv -f UTF-16 -t UTF-8)'],
  ['feff', 'UTF-16 text: convert it first (iconv -f UTF-16 -t UTF-8)'],
]

const WANTED = 'UTF-8 text, plain, gzip or zstd'

/**
 * The text of a file, in pieces, unpacked where its first bytes say gzip or zstd, without a byte order mark.
 *
 * @throws UnreadableFile where it is no UTF-8 text, and, after all that could be read, where it is cut off or damaged.
 */
export async function* unpack(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const packed = await startOf(chunks)
  const unpacker = unpackerOf(packed.head)
  const { head, rest } = unpacker ? await startOf(unpacker(joined(packed))) : packed
  refuseBinary(head)
  const isMarked = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf
  yield isMarked ? head.subarray(3) : head
  yield* rest
}

function unpackerOf(head: Buffer): typeof gunzip | undefined {
  if (head[0] === 0x1f && head[1] === 0x8b) return gunzip
  return head.subarray(0, 4).toString('hex') === '28b52ffd' ? unzstd : undefined
}

interface Start {
  /** At least eight bytes, where there are as many. */
  readonly head: Buffer
  readonly rest: AsyncIterable<Buffer>
}

async function startOf(chunks: AsyncIterable<Buffer>): Promise<Start> {
  const iterator = chunks[Symbol.asyncIterator]()
  let head: Buffer = Buffer.alloc(0)
  let failure: unknown
  while (head.length < 8) {
    try {
      const next = await iterator.next()
      if (next.done) break
      head = head.length ? Buffer.concat([head, next.value]) : next.value
    } catch (error) {
      // What came before is read first.
      failure = error
      break
    }
  }
  async function* others() {
    if (failure !== undefined) throw failure
    yield* { [Symbol.asyncIterator]: () => iterator }
  }
  return { head, rest: others() }
}

async function* joined({ head, rest }: Start): AsyncGenerator<Buffer> {
  yield head
  yield* rest
}

function refuseBinary(head: Buffer): void {
  const hex = head.subarray(0, 8).toString('hex')
  const known = MAGIC.find(([bytes]) => hex.startsWith(bytes))
  if (known) throw new UnreadableFile(`found ${known[1]}, wanted ${WANTED}`)
  const sample = head.subarray(0, 4096)
  const zero = sample.indexOf(0)
  if (zero < 0) return
  const zeros = sample.filter((byte) => byte === 0).length
  const what = zeros * 3 > sample.length && sample.length > 3 ? 'UTF-16 text, or binary data' : 'binary data'
  throw new UnreadableFile(`found ${what} (a zero at byte ${zero}), wanted ${WANTED}`)
}

/** Unpacks gzip. Every piece that could be unpacked comes out before an error does, which a pipe does not promise. */
async function* gunzip(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const stream = createGunzip({ chunkSize: 65_536 })
  const ready: Buffer[] = []
  let failure: Error | undefined
  let written = () => {}
  stream.on('data', (piece: Buffer) => ready.push(piece))
  stream.on('error', (error) => {
    failure = error
    // Nobody calls back for a piece that turned out to be damaged.
    written()
  })
  const take = () => ready.splice(0)
  const write = (chunk: Buffer) =>
    new Promise<void>((done) => {
      written = done
      stream.write(chunk, () => done())
    })
  // The next piece is unpacked (on another thread) while the caller reads the one before it.
  let writing = Promise.resolve()
  for await (const chunk of chunks) {
    await writing
    if (failure) break
    const pieces = take()
    writing = write(chunk)
    for (const piece of pieces) {
      yield piece
      // Each piece that is unpacked has to be fetched from there before the next one is begun.
      await setImmediate()
    }
  }
  await writing
  if (!failure) {
    // Only now: a last piece that is written together with the end would be lost where the end is missing.
    const end = Promise.race([once(stream, 'end'), once(stream, 'close')]).catch(() => {})
    stream.end()
    await end
  }
  yield* take()
  if (!failure) return
  const { code, message } = failure as NodeJS.ErrnoException
  const what = code === 'Z_BUF_ERROR' ? 'the end of a gzip file missing' : `damaged gzip (${message})`
  throw new UnreadableFile(`found ${what}; what was read before is used`)
}
