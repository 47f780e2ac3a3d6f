/**
 * Writes what the collector receives into PostgreSQL.
 *
 * @module aisle/collector/postgres
 */
import type { PoolConfig } from 'pg'
import { safely } from '../safely'
import type { Sink } from '../sink'
import { loadPackage } from '../sql/load-package'
import { cannotOpen, refuseOption } from '../sql/sink-errors'
import { createSqlSink } from '../sql/sql-sink'
import { parseTableNames } from '../sql/table-names'
import { insertEventsInto, insertRejectionsInto } from './insert-statements'
import { makeTables } from './make-tables'
import type { PostgresPool } from './postgres-pool'

export type { PostgresPool } from './postgres-pool'

/**
 * Options of {@link openPostgresSink}: either `connection` or `pool`.
 *
 * @example
 * const options: PostgresSinkOptions = {
 *   connection: { host: 'db.example', database: 'shop', user: 'collector', max: 4 },
 *   table: 'analytics.events',
 *   rejected_table: 'analytics.rejected',
 * }
 * const open = () => openPostgresSink(options)
 */
export interface PostgresSinkOptions {
  /**
   * Where the server is: a connection string, or what `pg.Pool` takes. What it does not say is: two connections (one works
   * too), 10 seconds to get one, 30 seconds for a statement (`query_timeout`), and TCP keep-alive.
   */
  readonly connection?: string | object | undefined
  /** A pool that is there already, of `pg` or what behaves like it. It stays open when the sink is closed. */
  readonly pool?: PostgresPool | undefined
  /**
   * The table of events, with a schema or without.
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
  /**
   * Told where a connection breaks that nothing waits for (code `connection_lost`); the next write makes another.
   * @default reports to the console
   */
  readonly on_error?: ((error: Error) => void) | undefined
}

/**
 * Opens a sink that writes into tables of PostgreSQL 10 and later, with the package `pg`. They are made where they are
 * missing, also where several instances start at once:
 *
 * - events: `id` (primary key), `name`, `time`, `shopper_id`, `session_id`, `received_at` (both times in milliseconds since
 *   1970), `event` (all of it, as `json`), `arrival` (grows with the order in which they came);
 * - what was rejected: `received_at`, `id`, `code`, `message`, `text`, `arrival`.
 *
 * ```text
 * select to_timestamp(time / 1000.0), event -> 'props' ->> 'currency' from aisle_events where name = 'order_completed'
 * ```
 *
 * An id is stored once, for as long as its row is there: the primary key says so, for any number of instances on a table. A
 * write is done when it is committed, as durable as the server's `synchronous_commit` has it. One group of writes is one
 * statement, whatever came meanwhile goes with the next. In texts that PostgreSQL cannot hold, U+FFFD is in the place of each
 * NUL and each half of a surrogate pair. There is no index but that of ids: add what your queries want, such as one on
 * `(shopper_id, time)`.
 *
 * A role that may make no tables needs them made, once, by opening a sink as one that may. Then it needs `insert` on both,
 * `select (id)` on that of events, and `usage` on the sequence of its `arrival`.
 *
 * @throws TypeError with code `invalid_sink_options` for what cannot be used; Error with code `package_missing` where `pg` is
 * not installed, and with code `cannot_open_sink` where the server cannot be reached, the role lacks a right, or a table is
 * another one.
 *
 * @example
 * const sink = await openPostgresSink({ connection: 'postgres://collector@db.example/shop' })
 */
export async function openPostgresSink(options: PostgresSinkOptions): Promise<Sink> {
  const names = parseTableNames(options)
  const { max_rejected_bytes_per_day = 2 ** 26, on_error = console.error } = options
  const { pool, release } = await takePool(options, on_error)
  try {
    const arrival = await makeTables(pool, names)
    const event_statement = insertEventsInto(names.events)
    const rejection_statement = insertRejectionsInto(names.rejected)
    const insertEvents = async (rows: string) => {
      const result = await pool.query(event_statement, [rows, arrival])
      return result.rows.map(({ id }) => id as string)
    }
    const insertRejections = (rows: string) => pool.query(rejection_statement, [rows])
    // Of nothing: so that a table of another shape, or a right that is missing, is found now and not with the first event.
    await insertEvents('[]')
    await insertRejections('[]')
    return createSqlSink({ insertEvents, insertRejections, isOfValues, release }, max_rejected_bytes_per_day)
  } catch (cause) {
    await release()
    throw cannotOpen(names.events.text, 'tables that this role may insert into', { cause })
  }
}

/** The pool to use, and how to let go of it. */
async function takePool(
  { connection, pool: given }: PostgresSinkOptions,
  on_error: (error: Error) => void,
): Promise<{ pool: PostgresPool; release: () => Promise<void> }> {
  if ((connection === undefined) === (given === undefined))
    refuseOption('connection', given && connection ? 'pool as well' : undefined, 'either connection or pool')
  // Without a listener, a connection that breaks while nobody uses it ends the process.
  const tell = ({ message }: Error) => {
    // Another error, as that of `pg` has the whole client with it, which would all be printed.
    const error = new Error(`Cannot keep a connection to PostgreSQL: ${message}, expected it to stay open`)
    safely(on_error)(Object.assign(error, { code: 'connection_lost' }))
  }
  if (given) {
    given.on('error', tell)
    return { pool: given, release: async () => void given.off('error', tell) }
  }
  const { Pool } = await loadPackage('pg', () => import('pg'))
  const config = typeof connection === 'string' ? { connectionString: connection } : connection
  const pool = new Pool({ ...POOL_DEFAULTS, ...config } as PoolConfig)
  pool.on('error', tell)
  return { pool, release: () => pool.end() }
}

const POOL_DEFAULTS: PoolConfig = {
  application_name: 'aisle',
  // One for events, one for what was rejected: neither waits for the other.
  max: 2,
  connectionTimeoutMillis: 10_000,
  // A server that is gone without a word would have every write wait for it.
  query_timeout: 30_000,
  keepAlive: true,
}

/**
 * Whether PostgreSQL says of values that it cannot store them: data exceptions, constraints, limits.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
function isOfValues(error: unknown): boolean {
  const { code } = Object(error) as { readonly code?: unknown }
  return typeof code === 'string' && /^(22|23|54)...$/.test(code)
}
