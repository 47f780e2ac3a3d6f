import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AisleDocument } from '../language/ast'
import type { Decision } from './duckdb/ask'
import { readDecisions } from './duckdb/decisions'
import type { LogFile } from './duckdb/ready-files'
import { expandPatterns } from './input/expand-patterns'
import { type Counts, Report, type ReportedProblem } from './input/report'

/** Options of {@link decide}. */
export interface DecideOptions {
  /** What is asked: a document of definitions, such as `builtin`. */
  readonly definitions: AisleDocument
  /**
   * The instant to answer for, in milliseconds since 1970.
   * @default that of the latest event
   */
  readonly now?: number | undefined
  /**
   * Answer unknown, not 0, what there is of events that the log has none of.
   * @default false
   */
  readonly limit_to_log?: boolean | undefined
  /**
   * The longest line that is read, in bytes.
   * @default 1_000_000
   */
  readonly max_line_bytes?: number | undefined
  /**
   * The most memory that DuckDB takes, as it writes it (`4GB`); what does not fit goes to `temporary`.
   * @default 80 % of what there is
   */
  readonly memory_limit?: string | undefined
  /**
   * How many threads DuckDB runs.
   * @default one for each core
   */
  readonly threads?: number | undefined
  /**
   * The folder for what does not fit in memory and for copies of packed files, in a folder of their own, which goes in the end.
   * @default the system's for temporary files
   */
  readonly temporary?: string | undefined
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

/**
 * Reads a shop's log with DuckDB, in the package `@duckdb/node-api`, and says what definitions say of each shopper: a row each,
 * in the order of the bytes of their ids, exactly as the engine in JavaScript has them.
 *
 * Files are NDJSON, an event a line, plain, gzip or zstd, or Parquet, an event a row, all told by content; a pattern such as
 * `logs/*.ndjson` stands for the files that it matches. A log may be larger than memory. What is bad is left out and told, as
 * `readEvent` has it; what no rule reads is not looked at.
 *
 * @throws DefinitionError where the document has mistakes; Error with code `log_unreadable` where a pattern matches no file, `package_missing` where `@duckdb/node-api` is not
 * installed, `invalid_duckdb_options` where DuckDB refuses an option, and `duckdb_failed` where it fails.
 *
 * @example
 * for await (const { shopper_id, segments } of decide(['events.ndjson.gz'], { definitions: builtin }))
 *   if (segments.cart_abandoner === 'in') console.log(shopper_id)
 */
export async function* decide(files: readonly LogFile[], options: DecideOptions): AsyncGenerator<Decision> {
  const { temporary = tmpdir(), onProblem, onCounts } = options
  const report = new Report(onProblem)
  const all = await Promise.all(files.map((file) => (typeof file === 'string' ? expandPatterns([file]) : [file])))
  const folder = await mkdtemp(join(temporary, 'aisle-'))
  try {
    const decisions = await readDecisions(all.flat(), { ...options, folder, report })
    try {
      onCounts?.(report.counts)
      for await (const rows of decisions.rows()) yield* rows
    } finally {
      decisions.close()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
