import type { AisleDocument } from '../language/ast'
import type { LogFile } from '../warehouse/duckdb/ready-files'
import { type LogOptions, openLog } from '../warehouse/open-log'
import { readHistories } from '../warehouse/shoppers/read-histories'
import { loadDraw } from './charts/draw'
import { readingFacts } from './reading-facts'
import { type Report, reportOf } from './report-of'

/**
 * Options of {@link report}.
 *
 * @example
 * const found: string[] = []
 * const options: ReportOptions = { definitions: builtin, onProblem: ({ code }) => void found.push(code) }
 * await report(['events.ndjson'], options)
 * found // => []
 */
export interface ReportOptions extends LogOptions {
  /** What is asked of the shoppers: a document of definitions, such as `builtin`. */
  readonly definitions: AisleDocument
  /**
   * The instant to answer for, in milliseconds since 1970.
   * @default that of the latest event
   */
  readonly now?: number | undefined
  /**
   * The instant to compare with, likewise: before `now`.
   * @default 28 days before `now`
   */
  readonly compare?: number | undefined
}

/**
 * Reads a shop's log and says who its shoppers are, as one HTML page: what `aisle report` writes. Whose an event is, and of
 * which visit, is told by the whole log, as by `decide`.
 *
 * Files are NDJSON or CSV, plain or gzip. What is bad is left out and told, in the page too; the rest is used.
 *
 * @throws DefinitionError where the definitions have mistakes; RangeError with code `invalid_report` where an instant is none;
 * Error with code `package_missing` where `echarts`, which draws the charts, is not installed, `log_unreadable`, `invalid_map`,
 * and `log_empty` where no event can be used to take an instant from.
 * @example
 * const { html, facts } = await report(['events.ndjson.gz'], { definitions: builtin })
 */
export async function report(files: readonly LogFile[], options: ReportOptions): Promise<Report> {
  const { definitions, compare } = options
  // First, since a log takes longer, and without it that is for nothing.
  await loadDraw()
  const log = await openLog(files, options)
  try {
    const { now, all } = await readHistories(log.inputs, { ...log.reading, now: options.now })
    log.tellCounts()
    if (now === undefined) throw empty()
    return await reportOf(all, { definitions, now, compare, reading: readingFacts(log.reading.report) })
  } finally {
    log.close()
  }
}

function empty(): Error {
  const error = new Error('Cannot report on the log: found no event that can be used, expected one')
  return Object.assign(error, { code: 'log_empty' })
}
