import { renderValue } from '../../vocabulary/problem'
import { LineSplitter } from './lines'
import { BAD_ENCODING, isBadlyEncoded, type RowLimits, type RowReader, type RowSink, tooLong } from './rows'

const WANTED = 'one JSON object a line'

/** Reads newline-delimited JSON: one value a line, blank lines aside. */
export function createNdjsonReader(sink: RowSink, limits: RowLimits): RowReader {
  const splitter = new LineSplitter(
    {
      line: (text, line) => readJsonLine(text, line, sink),
      tooLong: (line, bytes) => sink.bad(tooLong(bytes, limits), line),
    },
    limits.max_line_bytes,
  )
  return { push: (chunk) => splitter.push(chunk), end: () => splitter.end() }
}

/** Reads one line, which may be blank. */
export function readJsonLine(text: string, line: number, sink: Pick<RowSink, 'row' | 'bad' | 'odd'>): void {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    if (text.trim() === '') return
    const found = `${renderValue(text)} (${reason(error, text)})`
    sink.bad({ code: 'not_json', path: '', found, wanted: WANTED }, line)
    return
  }
  sink.row(value, line)
  if (isBadlyEncoded(text)) sink.odd(BAD_ENCODING, line)
}

/** Why JSON.parse refused, without the text itself, which some of its messages repeat. */
function reason(error: unknown, text: string): string {
  const { message } = error as Error
  const position = /at position (\d+)/.exec(message)?.[1]
  const isCut = /unexpected end|unterminated/i.test(message) || Number(position) >= text.trimEnd().length
  return isCut ? 'it is cut off' : `no JSON${position === undefined ? '' : ` at position ${position}`}`
}
