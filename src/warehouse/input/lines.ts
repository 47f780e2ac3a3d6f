/** What a {@link LineSplitter} tells. */
export interface LineSink {
  /** A line without its end, and its number from 1. */
  readonly line: (text: string, number: number) => void
  /** A line longer than the bound; nothing of it was kept. */
  readonly tooLong: (number: number, bytes: number) => void
}

/** The longest line by default, in bytes: a normal event has about one thousandth of that. */
export const MAX_LINE_BYTES = 1_000_000

const NEWLINE = 10
const RETURN = 13

/** Cuts bytes into lines of UTF-8. Holds one unfinished line at most, and of that no more than the bound. */
export class LineSplitter {
  #number = 1
  #held: Buffer[] = []
  #length = 0

  constructor(
    private readonly sink: LineSink,
    private readonly max_bytes: number = MAX_LINE_BYTES,
  ) {}

  /** Takes the next bytes. */
  push(chunk: Buffer): void {
    let start = 0
    for (;;) {
      const end = chunk.indexOf(NEWLINE, start)
      if (end < 0) break
      if (this.#length === 0 && end - start <= this.max_bytes) this.#tell(chunk, start, end)
      else {
        this.#hold(chunk.subarray(start, end))
        this.#finish()
      }
      this.#number += 1
      start = end + 1
    }
    if (start < chunk.length) this.#hold(chunk.subarray(start))
  }

  /** The last line, where it has no end. */
  end(): void {
    if (this.#length > 0) this.#finish()
  }

  #hold(part: Buffer): void {
    this.#length += part.length
    if (this.#length > this.max_bytes) this.#held = []
    else this.#held.push(part)
  }

  #finish(): void {
    if (this.#length > this.max_bytes) this.sink.tooLong(this.#number, this.#length)
    else {
      const bytes = Buffer.concat(this.#held)
      this.#tell(bytes, 0, bytes.length)
    }
    this.#held = []
    this.#length = 0
  }

  #tell(bytes: Buffer, start: number, end: number): void {
    const last = end > start && bytes[end - 1] === RETURN ? end - 1 : end
    this.sink.line(bytes.toString('utf8', start, last), this.#number)
  }
}
