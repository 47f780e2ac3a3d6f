import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compile } from '../engine/compile'
import type { AisleDocument } from '../language/ast'
import { decideLog } from './duckdb/decide-log'
import type { LogFile } from './duckdb/ready-files'
import { type LogOptions, type OpenLog, openLog } from './open-log'
import type { DecisionRow } from './shoppers/decision-row'
import { LogEvents } from './shoppers/log-events'
import { decisionRows, readShoppers } from './shoppers/read-shoppers'

/**
 * Options of {@link decide}.
 *
 * @example
 * const definitions = defineDocument({ segments: [cartAbandoner] })
 * // How it will be in half an hour, if nothing more happens.
 * const options: DecideOptions = { definitions, now: Date.now() + 1_800_000, engine: 'js' }
 * for await (const { segments } of decide(['events.ndjson'], options))
 *   segments.cart_abandoner // => 'in'
 */
export interface DecideOptions extends LogOptions {
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
   * What works the answers out: DuckDB, or `js`, the engine that runs in a page, which needs no package and holds a log's events in
   * memory.
   * @default duckdb
   */
  readonly engine?: 'duckdb' | 'js' | undefined
  /**
   * Say of each segment, too, when its outcome will be another if nothing more happens: with `js` alone.
   * @default false
   */
  readonly changes?: boolean | undefined
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
}

/**
 * Reads a shop's log and says what definitions say of each shopper: a row each, in the order of the bytes of their ids, exactly the
 * same with DuckDB, in the package `@duckdb/node-api`, as with the engine in JavaScript.
 *
 * Files are NDJSON, an event a line, or CSV, each plain, gzip or zstd, or Parquet, an event a row, with DuckDB; a pattern such as
 * `logs/*.ndjson` stands for the files that it matches. With DuckDB a log may be larger than memory. What is bad is left out and told,
 * as `readEvent` has it; what no rule reads DuckDB does not look at.
 *
 * @throws DefinitionError where the document has mistakes; RangeError with code `invalid_decide_options`; Error with code
 * `log_unreadable` or `invalid_map`, `no_match` where a pattern matches no file, `package_missing` where `@duckdb/node-api` is not
 * installed, `invalid_duckdb_options` where DuckDB refuses an option, and `duckdb_failed` where it fails.
 *
 * @example
 * for await (const { shopper_id, segments } of decide(['events.ndjson.gz'], { definitions: builtin }))
 *   if (segments.cart_abandoner === 'in') console.log(shopper_id)
 */
export async function* decide(files: readonly LogFile[], options: DecideOptions): AsyncGenerator<DecisionRow> {
  const { engine = 'duckdb', changes } = options
  if (changes && engine !== 'js')
    throw Object.assign(new RangeError('Cannot decide: found changes, expected engine "js", which foresees'), {
      code: 'invalid_decide_options',
    })
  const log = await openLog(files, options)
  try {
    if (engine === 'js') yield* withJavaScript(log, options)
    // One by one here alone: each generator that hands a row on takes its time.
    else for await (const rows of withDuckdb(log, options)) for (const row of rows) yield row
  } finally {
    log.close()
  }
}

async function* withDuckdb({ inputs, reading, tellCounts }: OpenLog, options: DecideOptions) {
  const folder = await mkdtemp(join(options.temporary ?? tmpdir(), 'aisle-'))
  try {
    const { decisions } = await decideLog(inputs, { ...options, reading, folder })
    try {
      tellCounts()
      yield* decisions.rows()
    } finally {
      decisions.close()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function* withJavaScript({ inputs, reading, tellCounts }: OpenLog, options: DecideOptions) {
  const { definitions, now, changes = false, limit_to_log } = options
  const engine = compile(definitions)
  const sent = limit_to_log ? new LogEvents(definitions) : undefined
  const book = await readShoppers(inputs, { ...reading, engine, now, changes, onName: sent?.add })
  tellCounts()
  yield* decisionRows(book, changes, sent?.asked())
}
