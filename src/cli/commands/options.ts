import { readTime } from '../../vocabulary/read-time'
import type { Format } from '../../warehouse/input/format'
import type { Input } from '../../warehouse/input/input'
import type { ReadOptions } from '../../warehouse/input/read-events'
import { describeReported, Report } from '../../warehouse/input/report'
import { UsageError } from '../errors'
import { loadMap } from '../load-map'
import { createProgress, type Progress } from '../progress'
import { printable, type Terminal } from '../terminal'

/** The options of every command that reads a log. */
export interface LogOptions {
  readonly definitions: string
  readonly now: string
  readonly map?: string | undefined
  readonly format?: Format | undefined
  readonly maxLine: number
  readonly json?: boolean | undefined
  readonly progress?: boolean | undefined
}

/** The options of `aisle decide`. */
export interface DecideOptions extends LogOptions {
  readonly out?: string | undefined
  readonly changes?: boolean | undefined
  readonly limitToLog?: boolean | undefined
  readonly engine?: 'js' | 'duckdb' | undefined
  /** The most memory that DuckDB may take, as it writes it. */
  readonly memory?: string | undefined
  /** The folder for what does not fit in memory. */
  readonly temporary?: string | undefined
}

/**
 * The instant of `--now`, ms; undefined for that of the latest event.
 *
 * @throws UsageError where it is no instant.
 */
export function parseNow(text: string): number | undefined {
  return text === 'latest' ? undefined : parseInstant('--now', text, '"latest", or ')
}

/**
 * The instant of an option, ms.
 *
 * @param or What else the option may be, for the message.
 * @throws UsageError where it is no instant.
 */
export function parseInstant(option: string, text: string, or = ''): number {
  const read = readTime(/^\d+$/.test(text) ? Number(text) : text)
  if ('time' in read) return read.time
  throw new UsageError(`Cannot use ${option} ${printable(JSON.stringify(text))}: expected ${or}${read.wanted}`)
}

/** What reading a log takes: how, a report that tells of problems as they are found, and a bar. */
export interface Reading {
  readonly options: ReadOptions & { readonly now: number | undefined }
  readonly report: Report
  readonly progress: Progress
}

/** Makes ready to read a log. */
export async function startReading(
  inputs: readonly Input[],
  options: LogOptions,
  { stderr }: Terminal,
): Promise<Reading> {
  const now = parseNow(options.now)
  const map = options.map === undefined ? undefined : await loadMap(options.map)
  const progress = createProgress(inputs, stderr, options.progress)
  const report = new Report((problem) => {
    if (!options.json) progress.print([describeReported(problem)])
  })
  const { format, maxLine: max_line_bytes } = options
  return { options: { now, map, format, max_line_bytes, report, onProgress: progress.advance }, report, progress }
}

/** A warning where the latest event is later than this machine's clock; none where it is not. */
export function futureWarning(now: number | undefined, given: number | undefined): string[] {
  if (given !== undefined || now === undefined || now <= Date.now() + 86_400_000) return []
  const said = new Date(now).toISOString()
  return [`--now latest: found ${said}, later than this machine's clock: one wrong time moves every age; give --now`]
}
