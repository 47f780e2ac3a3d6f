import type { LogFile } from './duckdb/ready-files'
import { expandPatterns } from './input/expand-patterns'
import type { Format } from './input/format'
import { type Input, openFile } from './input/input'
import type { ReadOptions } from './input/read-events'
import { type Counts, Report, type ReportedProblem } from './input/report'
import { checkMap } from './map/check-map'
import type { MapDefinition } from './map/map-schema'

/**
 * How a log is read.
 *
 * @example
 * const problems: string[] = []
 * const options: LogOptions = { max_line_bytes: 100, onProblem: ({ code }) => problems.push(code) }
 * await replay(['events.ndjson'], { definitions: builtin, ...options }).next()
 * problems // => ['line_too_long', 'line_too_long', 'line_too_long']
 */
export interface LogOptions {
  /**
   * What other people's columns are in the vocabulary, as the file of `--map` says it.
   * @default undefined, for columns that bear the vocabulary's own names
   */
  readonly map?: MapDefinition | undefined
  /**
   * How the rows of all files are written.
   * @default by the map, the name, or the first bytes
   */
  readonly format?: Format | undefined
  /**
   * The longest line that is read, in bytes.
   * @default 1_000_000
   */
  readonly max_line_bytes?: number | undefined
  /**
   * Called with what is wrong with the log, the first twenty of each kind, before the first row comes.
   * @default undefined
   */
  readonly onProblem?: ((problem: ReportedProblem) => void) | undefined
  /**
   * Called with what has been counted, before the first row comes.
   * @default undefined
   */
  readonly onCounts?: ((counts: Readonly<Counts>) => void) | undefined
}

/** A log that can be read. */
export interface OpenLog {
  readonly inputs: readonly Input[]
  readonly reading: ReadOptions
  /** Tells what has been counted. */
  tellCounts(): void
  /** Lets go of what was kept to be read again. */
  close(): void
}

/**
 * Opens the files of a log, and those that patterns match.
 *
 * @throws Error with code `log_unreadable` naming every file that is not there or is none, and `invalid_map` with every
 * problem of a mapping.
 */
export async function openLog(files: readonly LogFile[], options: LogOptions): Promise<OpenLog> {
  const { map, format, max_line_bytes, onProblem, onCounts } = options
  const mistakes = map === undefined ? [] : checkMap(map)
  if (mistakes.length) {
    const lines = mistakes.map(({ path, found, wanted }) => `${path || 'map'}: found ${found}, expected ${wanted}`)
    throw failure('invalid_map', `Cannot use the map: ${lines.join('; ')}`)
  }
  const named = await Promise.all(files.map((file) => (typeof file === 'string' ? expandPatterns([file]) : [file])))
  const opened = await Promise.all(
    named.flat().map((file) => (typeof file === 'string' ? openFile(file) : inputOf(file))),
  )
  const inputs = opened.filter((each) => typeof each !== 'string')
  const close = () => {
    for (const input of inputs) input.close()
  }
  if (inputs.length < opened.length) {
    close()
    throw failure('log_unreadable', `Cannot read: ${opened.filter((each) => typeof each === 'string').join('; ')}`)
  }
  const report = new Report(onProblem)
  return {
    inputs,
    reading: { map, format, max_line_bytes, report },
    tellCounts: () => onCounts?.(report.counts),
    close,
  }
}

function inputOf({ name, open }: Exclude<LogFile, string>): Input {
  return { name, size: undefined, open: () => buffersOf(open()), close: () => {} }
}

async function* buffersOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
}

function failure(code: string, message: string): Error {
  return Object.assign(new Error(message), { code })
}
