/**
 * Writes what the collector receives into a DuckDB file, to be asked at once.
 *
 * @module aisle/collector/duckdb
 */
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import type { Sink } from '../sink'
import { loadPackage } from '../sql/load-package'
import { cannotOpen, refuseOption } from '../sql/sink-errors'
import { createSqlSink, type Database } from '../sql/sql-sink'
import { parseTableNames, type TableNames } from '../sql/table-names'
import { insertEventsInto, insertRejectionsInto, makeTables } from './statements'

/**
 * Options of {@link openDuckdbSink}.
 *
 * @example
 * const options: DuckdbSinkOptions = { path: '/var/lib/shop/shop.duckdb', table: 'events', rejected_table: 'rejected' }
 * const open = () => openDuckdbSink(options)
 */
export interface DuckdbSinkOptions {
  /** A file on a local disk, made where it is missing, as is its folder. No other process may have it open. */
  readonly path: string
  /**
   * The table of events, with a schema that is there or without.
   * @default 'aisle_events'
   */
  readonly table?: string | undefined
  /**
   * The table of what was rejected.
   * @default 'aisle_rejected_events'
   */
  readonly rejected_table?: string | undefined
  /**
   * The most that is kept of what was rejected, in characters of JSON each day: a hostile sender must not fill the disk.
   * @default 67_108_864
   */
  readonly max_rejected_bytes_per_day?: number | undefined
}

/**
 * Opens a sink that writes into tables of a DuckDB file, with the package `@duckdb/node-api`. They are made where they are
 * missing:
 *
 * - events: `id` (primary key), `name`, `time`, `shopper_id`, `session_id`, `received_at` (both times in milliseconds since
 *   1970), `event` (all of it, as JSON), `arrival` (grows with the order in which they came);
 * - what was rejected: `received_at`, `id`, `code`, `message`, `text`, `arrival`.
 *
 * ```text
 * select make_timestamp(time * 1000), event ->> '$.props.currency' from aisle_events where name = 'order_completed'
 * ```
 *
 * **One process at a time has the file**, for reading too: `duckdb` on the command line cannot open it while this sink has
 * it, so query a copy, or use the sink of NDJSON files, which DuckDB reads at any time. Within the process there may be
 * several sinks on a file, and what else gets it by `DuckDBInstance.fromCache(path)`. (Not by `DuckDBInstance.create(path)`:
 * DuckDB does not notice then that it is open, and the file breaks.)
 *
 * An id is stored once, for as long as its row is there: the primary key says so. A write is done when it is committed, which
 * syncs DuckDB's log. One group of writes is one transaction, whatever came meanwhile goes with the next. In texts, U+FFFD is
 * in the place of each NUL and each half of a surrogate pair.
 *
 * @throws TypeError with code `invalid_sink_options` for what cannot be used; Error with code `package_missing` where
 * `@duckdb/node-api` is not installed, `file_in_use` where another process has the file, and `cannot_open_sink` where it is no
 * DuckDB file, or a table is another one.
 *
 * @example
 * const sink = await openDuckdbSink({ path: 'events.duckdb' })
 */
export async function openDuckdbSink(options: DuckdbSinkOptions): Promise<Sink> {
  const { path, max_rejected_bytes_per_day = 2 ** 26 } = options
  const names = parseTableNames(options)
  if (typeof path !== 'string' || path === '' || path.startsWith(':memory:'))
    refuseOption('path', path, 'that of a file: what is in memory is gone with the process')
  const { DuckDBInstance } = await loadPackage('@duckdb/node-api', () => import('@duckdb/node-api'))
  let instance: DuckDBInstance
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    instance = await DuckDBInstance.fromCache(path)
  } catch (cause) {
    throw notOpened(path, cause as Error)
  }
  const connections: DuckDBConnection[] = []
  const release = async () => {
    for (const connection of connections) connection.closeSync()
    instance.closeSync()
  }
  try {
    // Two: a connection runs one statement at a time.
    connections.push(await instance.connect(), await instance.connect())
    return createSqlSink(await prepare(connections, names, release), max_rejected_bytes_per_day)
  } catch (cause) {
    await release()
    throw cannotOpen(path, `tables of events in "${names.events.text}", of the rest in "${names.rejected.text}"`, {
      cause,
    })
  }
}

async function prepare(
  [first, second]: readonly DuckDBConnection[],
  names: TableNames,
  release: () => Promise<void>,
): Promise<Database> {
  await insistently(() => first!.run(makeTables(names)))
  const events = await first!.prepare(insertEventsInto(names.events))
  const rejections = await second!.prepare(insertRejectionsInto(names.rejected))
  return {
    async insertEvents(rows) {
      events.bindVarchar(1, rows)
      const stored = await insistently(() => events.runAndReadAll())
      return stored.getRows().map(([id]) => id as string)
    },
    async insertRejections(rows) {
      rejections.bindVarchar(1, rows)
      await insistently(() => rejections.run())
    },
    isOfValues: (error) => /^(Conversion|Constraint|Invalid Input|Out of Range) Error/.test((error as Error).message),
    release,
  }
}

/** So often a transaction is tried where others of this process are at the same rows. */
const MAX_TRIES = 20

const PAUSE_MS = 5

/**
 * Runs what is one transaction again where another one was quicker. DuckDB does not wait for one that is about to insert the
 * same id: it fails, and passes over the id only once that one is committed.
 */
async function insistently<Result>(run: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await run()
    } catch (error) {
      const is_conflict = /conflict|duplicate key/i.test((error as Error).message)
      if (!is_conflict || tries === MAX_TRIES) throw error
      // Not all after the same time, as then they meet again.
      await new Promise((done) => setTimeout(done, PAUSE_MS * tries * Math.random()))
    }
  }
}

function notOpened(path: string, cause: Error): Error {
  const owner = /lock is held in .*\(PID (\d+)\)/.exec(cause.message)?.[1]
  if (owner === undefined && !/could not set lock|being used by another process/i.test(cause.message))
    return cannotOpen(path, 'a DuckDB file', { cause })
  const found = `${owner === undefined ? 'another process' : `process ${owner}`} has it open`
  return cannotOpen(path, 'a file that no other process has', { code: 'file_in_use', found, cause })
}
