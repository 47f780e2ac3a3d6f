import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import type { Report } from '../input/report'
import { tooLong } from '../input/rows'

/** What {@link copyLines} goes by. */
export interface CopyOptions {
  /** What the file is called in messages. */
  readonly name: string
  readonly max_line_bytes: number
  readonly report: Report
}

const NEWLINE = 10

/**
 * Copies the lines of a file, all but those that are too long, which are told and left blank.
 *
 * @returns How many lines had something in them.
 */
export async function copyLines(chunks: AsyncIterable<Buffer>, to: string, options: CopyOptions): Promise<number> {
  const { name: file, max_line_bytes, report } = options
  const stream = createWriteStream(to, { mode: 0o600 })
  // Without a listener a full disk would end the process; `finished` tells of it.
  stream.on('error', () => {})
  let rows = 0
  let line = 0
  let held: Buffer[] = []
  let length = 0
  const hold = (part: Buffer) => {
    length += part.length
    // Of a line that is too long its length is all that is kept.
    if (length > max_line_bytes) held = []
    else held.push(part)
  }
  const end = (out: Buffer[]) => {
    line += 1
    if (length > max_line_bytes) {
      rows += 1
      report.counts.rows += 1
      report.counts.rejected += 1
      report.add('rejected', tooLong(length, options), { file, line })
    } else {
      if (held.some((part) => part.some((byte) => byte > 32))) rows += 1
      out.push(...held)
    }
    out.push(LINE_END)
    held = []
    length = 0
  }
  for await (const chunk of chunks) {
    const out: Buffer[] = []
    let start = 0
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, start)) {
      hold(chunk.subarray(start, at))
      end(out)
      start = at + 1
    }
    if (start < chunk.length) hold(Buffer.from(chunk.subarray(start)))
    if (out.length && !stream.write(Buffer.concat(out)) && !stream.destroyed) await once(stream, 'drain')
  }
  const out: Buffer[] = []
  if (length) end(out)
  stream.end(Buffer.concat(out))
  await finished(stream)
  return rows
}

const LINE_END = Buffer.from('\n')
