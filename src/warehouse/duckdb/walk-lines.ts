import { createReadStream } from 'node:fs'
import type { Place } from '../input/rows'
import type { ReadyFile } from './ready-files'

/** A line that was looked for. */
export interface FoundLine extends Place {
  /** Which row it is, from 0 on over all files. */
  readonly row: number
  readonly text: string
}

/** What {@link walkLines} does with what it finds. */
export interface WalkOptions {
  /** Which rows, in ascending order; all where it is absent. */
  readonly wanted?: readonly number[] | undefined
  readonly onLine: (line: FoundLine) => void
  /** Called between pieces of a file, to wait for whatever the lines led to. */
  readonly onPause?: (() => Promise<void>) | undefined
}

const CHUNK_BYTES = 2 ** 20
const NEWLINE = 10
const RETURN = 13

/**
 * Finds rows in files by their numbers, as DuckDB counts them: lines that are not blank. Only those are looked at closely.
 *
 * @returns How many rows there are.
 */
export async function walkLines(files: readonly ReadyFile[], options: WalkOptions): Promise<number> {
  const { wanted, onLine, onPause } = options
  let row = 0
  let next = 0
  for (const { path, name: file } of files) {
    let line = 0
    const take = (bytes: Buffer, start: number, end: number) => {
      line += 1
      if (isBlank(bytes, line === 1 ? afterMark(bytes, start) : start, end)) return
      if (!wanted || wanted[next] === row) {
        const last = bytes[end - 1] === RETURN ? end - 1 : end
        onLine({ row, file, line, text: bytes.toString('utf8', start, last) })
        next += 1
      }
      row += 1
    }
    let rest: Buffer = Buffer.alloc(0)
    for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Buffer>) {
      const bytes = rest.length ? Buffer.concat([rest, chunk]) : chunk
      let start = 0
      for (let end = bytes.indexOf(NEWLINE, rest.length); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
        take(bytes, start, end)
        start = end + 1
      }
      rest = bytes.subarray(start)
      await onPause?.()
    }
    if (rest.length) take(rest, 0, rest.length)
    await onPause?.()
  }
  return row
}

/** Whether there is nothing but the white space of C, as DuckDB skips it. */
function isBlank(bytes: Buffer, start: number, end: number): boolean {
  let at = start
  while (at < end && (bytes[at] === 32 || (bytes[at]! >= 9 && bytes[at]! <= 13))) at += 1
  return at === end
}

/** Past a byte order mark, which DuckDB skips where a file begins with it. */
function afterMark(bytes: Buffer, at: number): number {
  return bytes[at] === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf ? at + 3 : at
}
