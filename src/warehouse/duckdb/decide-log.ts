import type { Input } from '../input/input'
import type { ReadOptions } from '../input/read-events'
import { Report } from '../input/report'
import type { Decisions } from './ask'
import { type ReadDecisionsOptions, readDecisions } from './decisions'
import { isForDuckdb, rewriteLog } from './rewrite-log'

/** How {@link decideLog} reads. */
export interface DecideLogOptions extends Omit<ReadDecisionsOptions, 'is_ndjson' | 'max_line_bytes' | 'report'> {
  /** How the reader in JavaScript reads it, which tells what is wrong as it finds it. */
  readonly reading: ReadOptions
  /**
   * What DuckDB finds wrong goes there, in no order.
   * @default that of `reading`
   */
  readonly found?: Report | undefined
}

/** The longest event that a row of any kind makes, as JSON. */
const MAX_EVENT_BYTES = 2 ** 24

/**
 * Has DuckDB decide a log, or what the reader in JavaScript makes of it where it is none that DuckDB reads.
 *
 * @returns The decisions, and where it stands what was wrong.
 */
export async function decideLog(
  inputs: readonly Input[],
  options: DecideLogOptions,
): Promise<{ readonly decisions: Decisions; readonly report: Report }> {
  const { reading, found = reading.report, folder, memory_limit } = options
  if (await isForDuckdb(inputs, reading)) {
    const files = inputs.map(({ name }) => name)
    const { format, max_line_bytes } = reading
    const how = { ...options, is_ndjson: format === 'ndjson', max_line_bytes, report: found }
    return { decisions: await readDecisions(files, how), report: found }
  }
  const file = await rewriteLog(inputs, { ...reading, folder, memory_limit })
  // What was wrong has been told.
  const how = {
    ...options,
    is_ndjson: true,
    max_line_bytes: MAX_EVENT_BYTES,
    report: new Report(),
    onProgress: undefined,
  }
  return { decisions: await readDecisions([file], how), report: reading.report }
}
