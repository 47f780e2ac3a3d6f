/**
 * What a sink needs of a `pg.Pool`.
 *
 * @example
 * import { Pool } from 'pg'
 *
 * const pool: PostgresPool = new Pool({ host: 'db.example', database: 'shop' }) // that of the rest of the shop
 * const open = () => openPostgresSink({ pool })
 */
export interface PostgresPool {
  /** Runs a statement on a connection of its own choice. */
  query(text: string, values?: unknown[]): Promise<{ readonly rows: readonly { readonly [column: string]: unknown }[] }>
  /** Told where a connection breaks that nobody uses. */
  on(name: 'error', listener: (error: Error) => void): unknown
  /** Takes the listener away. */
  off(name: 'error', listener: (error: Error) => void): unknown
}
