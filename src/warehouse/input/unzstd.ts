import { Decompress, type ZstdError, ZstdErrorCode } from 'fzstd'
import { UnreadableFile } from './unreadable-file'

/**
 * Unpacks zstd (RFC 8878), of any number of frames. Node itself only does from version 22 on.
 *
 * @throws UnreadableFile after all that could be unpacked, where it is cut off or damaged. Not all damage shows: checksums are
 * not looked at, so that the lines tell.
 */
export async function* unzstd(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const ready: Buffer[] = []
  // What it hands over is overwritten by what comes next.
  const stream = new Decompress((piece) => ready.push(Buffer.from(piece)))
  const push = (chunk: Uint8Array, isLast: boolean): unknown => {
    try {
      stream.push(chunk, isLast)
      return undefined
    } catch (error) {
      return error
    }
  }
  for await (const chunk of chunks) {
    const failure = push(chunk, false)
    yield* ready.splice(0)
    if (failure !== undefined) throw unreadable(failure)
  }
  const failure = push(new Uint8Array(), true)
  yield* ready.splice(0)
  if (failure !== undefined) throw unreadable(failure)
}

function unreadable(failure: unknown): UnreadableFile {
  const { code, message } = failure as ZstdError
  const what = code === ZstdErrorCode.UnexpectedEOF ? 'the end of a zstd file missing' : `damaged zstd (${message})`
  return new UnreadableFile(`found ${what}; what was read before is used`)
}
