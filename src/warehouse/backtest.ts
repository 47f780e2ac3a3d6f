import { type Backtest, backtest as foretold, type BacktestOptions as HistoryOptions } from '../history/backtest'
import type { AisleDocument } from '../language/ast'
import type { LogFile } from './duckdb/ready-files'
import { type LogOptions, openLog } from './open-log'
import { readHistoriesAt } from './shoppers/read-histories'

/**
 * Options of {@link backtest}.
 *
 * @example
 * const options: BacktestOptions = {
 *   definitions: builtin, groups: ['vip', 'lapsed'],
 *   at: Date.UTC(2026, 0, 1), outcome: { event: 'order_completed' }, within: '30d',
 * }
 * const { groups } = await backtest(['events.ndjson'], options)
 * groups.map(({ name }) => name) // => ['vip', 'lapsed']
 */
export interface BacktestOptions extends LogOptions, Omit<HistoryOptions, 'observed_until' | 'onProblem'> {
  /** What is asked: a document of definitions, such as `builtin`. */
  readonly definitions: AisleDocument
}

/**
 * What being in a segment or a stage strictly before an instant said of what happened after it, in a log: `backtest` of
 * `aisle/history`, of shoppers as they were known at the instant. A visitor who identified later is nobody yet, and no later event
 * tells visits apart.
 *
 * Files are NDJSON or CSV, plain or gzip. What is bad is left out and told, the rest is used.
 *
 * @throws DefinitionError where the document or the outcome has mistakes, RangeError with code `invalid_history` where an option is
 * wrong, and Error with code `log_unreadable` or `invalid_map`.
 *
 * @example
 * const { groups } = await backtest(['events.ndjson'], {
 *   definitions: builtin, at: Date.UTC(2026, 0, 1), outcome: { event: 'order_completed', once: 'order_id' }, within: '14d',
 * })
 */
export async function backtest(files: readonly LogFile[], options: BacktestOptions): Promise<Backtest> {
  const { definitions, onProblem: _, ...asked } = options
  // Says at once what is wrong, before a long log is read.
  foretold([], definitions, asked)
  const log = await openLog(files, options)
  try {
    const { now, all } = await readHistoriesAt(log.inputs, { ...log.reading, at: asked.at })
    log.tellCounts()
    return foretold(all, definitions, { ...asked, ...(now !== undefined && { observed_until: now }) })
  } finally {
    log.close()
  }
}
