import { parse } from 'csv-parse/sync'
import { renderValue } from '../../vocabulary/problem'
import { LineSplitter } from './lines'
import { BAD_ENCODING, isBadlyEncoded, type RowLimits, type RowReader, type RowSink, tooLong } from './rows'

/** How a CSV file is written. */
export interface CsvOptions extends RowLimits {
  /** What stands between two fields. @default the commonest in the first line of `,` `;` tab and `|` */
  readonly delimiter?: string | undefined
  /** The names of the columns of a file without a header. @default the first line */
  readonly columns?: readonly string[] | undefined
}

/** A record that is complete: its text, over one line or several, and the first one's number. */
interface CsvRecord {
  text: string
  line: number
}

// As many records as make one call of the parser worth while.
const BATCH = 512
// Quoted fields may hold line ends; more than this in one record is a quote that nobody closed.
const MAX_RECORD_LINES = 1000

/**
 * Reads CSV (RFC 4180): each row an object of texts by column. A record that cannot be read is told, and reading goes on
 * with the next; one with a quote that is never closed takes only its own first line with it.
 */
export function createCsvReader(sink: RowSink, options: CsvOptions): RowReader {
  return new CsvReader(sink, options)
}

class CsvReader implements RowReader {
  readonly #sink: RowSink
  readonly #options: CsvOptions
  readonly #splitter: LineSplitter
  #delimiter: string | undefined
  #columns: readonly string[] | undefined
  #batch: CsvRecord[] = []
  /** Lines of a record whose quote is still open. */
  #open: { lines: string[]; line: number; length: number } | undefined

  constructor(sink: RowSink, options: CsvOptions) {
    this.#sink = sink
    this.#options = options
    this.#delimiter = options.delimiter
    if (options.columns) this.#setColumns(options.columns)
    this.#splitter = new LineSplitter(
      { line: (text, line) => this.#line(text, line), tooLong: (line, bytes) => this.#tooLong(line, bytes) },
      options.max_line_bytes,
    )
  }

  push(chunk: Buffer): void {
    this.#splitter.push(chunk)
  }

  end(): void {
    this.#splitter.end()
    while (this.#open) this.#giveUp()
    // What is read anew is put into a batch again.
    while (this.#batch.length) this.#flush()
  }

  #tooLong(line: number, bytes: number): void {
    while (this.#open) this.#giveUp()
    this.#flush()
    this.#sink.bad(tooLong(bytes, this.#options), line)
  }

  #line(text: string, line: number): void {
    if (!this.#open && text.trim() === '') return
    this.#delimiter ??= commonestDelimiter(text)
    const open = this.#open
    if (endsInQuotes(text, this.#delimiter, open !== undefined)) {
      if (!open) this.#open = { lines: [text], line, length: text.length }
      else {
        open.lines.push(text)
        open.length += text.length + 1
        if (open.lines.length > MAX_RECORD_LINES || open.length > this.#options.max_line_bytes) this.#giveUp()
      }
      return
    }
    this.#open = undefined
    this.#add(open ? { text: [...open.lines, text].join('\n'), line: open.line } : { text, line })
  }

  /** A quote that nobody closes: its line is told, and the lines after it are read anew. */
  #giveUp(): void {
    const { lines, line } = this.#open!
    this.#open = undefined
    this.#flush()
    const found = `${renderValue(lines[0])} with a quote that is never closed`
    this.#sink.bad({ code: 'bad_csv', path: '', found, wanted: 'quotes in pairs' }, line)
    for (let i = 1; i < lines.length; i++) this.#line(lines[i]!, line + i)
  }

  #add(record: CsvRecord): void {
    this.#batch.push(record)
    if (this.#batch.length >= BATCH || !this.#columns) this.#flush()
  }

  #flush(): void {
    const batch = this.#batch
    this.#batch = []
    if (!batch.length) return
    const rows = this.#parse(batch.map(({ text }) => text).join('\n'))
    const isWhole = rows?.length === batch.length
    for (const [i, record] of batch.entries()) {
      if (isWhole) this.#record(rows[i]!, record)
      else this.#alone(record)
    }
  }

  /** One record by itself, where a batch of them could not be read. */
  #alone({ text, line }: CsvRecord): void {
    const [first, ...others] = text.split('\n')
    // A quote within an unquoted field is what it is, in one line; over several, it swallows rows that are good.
    const rows = this.#parse(text) ?? (others.length ? undefined : this.#parse(text, true))
    if (rows?.length === 1) {
      this.#record(rows[0]!, { text, line })
      return
    }
    const found = renderValue(first)
    this.#sink.bad({ code: 'bad_csv', path: '', found, wanted: 'quotes around whole fields, in pairs' }, line)
    this.#again(others, line + 1)
  }

  /** Reads lines anew that a record did not deserve. */
  #again(lines: readonly string[], from: number): void {
    lines.forEach((text, i) => {
      this.#line(text, from + i)
    })
    while (this.#open) this.#giveUp()
  }

  #parse(text: string, relax_quotes = false): string[][] | undefined {
    const delimiter = this.#delimiter!
    try {
      // The record's end is given, so that a stray return within a field is not taken for one.
      return parse(text, { delimiter, relax_column_count: true, relax_quotes, record_delimiter: '\n' })
    } catch {
      return undefined
    }
  }

  #record(fields: string[], { text, line }: CsvRecord): void {
    const columns = this.#columns
    if (!columns) {
      this.#setColumns(fields.map((name) => name.trim()))
      return
    }
    while (fields.length > columns.length && fields[fields.length - 1] === '') fields.pop()
    if (fields.length !== columns.length) {
      const wanted = `${columns.length}, as in the header`
      this.#sink.bad({ code: 'wrong_columns', path: '', found: `${fields.length} columns`, wanted }, line)
      return
    }
    // fromEntries makes own fields of any name, `__proto__` included.
    this.#sink.row(Object.fromEntries(columns.map((name, i) => [name, fields[i]])), line)
    if (isBadlyEncoded(text)) this.#sink.odd(BAD_ENCODING, line)
  }

  #setColumns(names: readonly string[]): void {
    this.#columns = names
    this.#sink.columns(names)
  }
}

/** Whether a line leaves a quoted field open. A quote opens only where a field begins. */
function endsInQuotes(line: string, delimiter: string, startsInQuotes: boolean): boolean {
  let isOpen = startsInQuotes
  for (let i = line.indexOf('"'); i >= 0; i = line.indexOf('"', i + 1)) {
    if (!isOpen) isOpen = i === 0 || line.startsWith(delimiter, i - delimiter.length)
    else if (line[i + 1] === '"') i += 1
    else isOpen = false
  }
  return isOpen
}

function commonestDelimiter(header: string): string {
  const counts = [',', ';', '\t', '|'].map((delimiter) => [delimiter, header.split(delimiter).length] as const)
  return counts.reduce((best, each) => (each[1] > best[1] ? each : best))[0]
}
