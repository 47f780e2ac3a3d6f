/**
 * Where a row stands, for messages.
 *
 * @example
 * const inEditor = ({ file, line }: Place) => `${file}:${line}`
 * inEditor({ file: 'shop.csv', line: 2 }) // => 'shop.csv:2'
 */
export interface Place {
  readonly file: string
  readonly line: number
}

/**
 * What is wrong with a row: found and wanted, with the place in it.
 *
 * @example
 * const inWords = ({ path, found, wanted }: RowProblem) => `${path || 'the row'} is ${found}, not ${wanted}`
 * const problem = { code: 'wrong_type', path: 'props.total', found: '"x"', wanted: 'a number' }
 * inWords(problem) // => 'props.total is "x", not a number'
 */
export interface RowProblem {
  /** Stable, so that problems can be counted by it. */
  readonly code: string
  /** A field, a column; empty for the row itself. */
  readonly path: string
  readonly found: string
  readonly wanted: string
}

/** What a reader of rows tells, in the order of the file. Lines count from 1. */
export interface RowSink {
  /** A row as it stands in the file. */
  readonly row: (value: unknown, line: number) => void
  /** A row that cannot be read. */
  readonly bad: (problem: RowProblem, line: number) => void
  /** Something that is wrong with a row that was read. */
  readonly odd: (problem: RowProblem, line: number) => void
  /** The names of the columns, once, of a file that has such. */
  readonly columns: (names: readonly string[]) => void
}

/** Takes the text of one file, in pieces. */
export interface RowReader {
  readonly push: (chunk: Buffer) => void
  readonly end: () => void
}

/** How long a row may be. */
export interface RowLimits {
  readonly max_line_bytes: number
}

/** A line over the bound. */
export function tooLong(bytes: number, { max_line_bytes }: RowLimits): RowProblem {
  return {
    code: 'line_too_long',
    path: '',
    found: `a line of ${bytes} bytes`,
    wanted: `at most ${max_line_bytes} (--max-line)`,
  }
}

/** What stands where bytes were no UTF-8: such bytes are read as U+FFFD. */
export const BAD_ENCODING: RowProblem = {
  code: 'bad_encoding',
  path: '',
  found: 'bytes that are not UTF-8',
  wanted: 'UTF-8 (convert with iconv)',
}

/** Whether a text had bytes that are no UTF-8. Nearly free: a text of one byte a character cannot hold it. */
export function isBadlyEncoded(text: string): boolean {
  return text.includes('\ufffd')
}
