/** What a sink needs of a `pg.Pool`. */
export interface PostgresPool {
  /** Runs a statement on a connection of its own choice. */
  query(text: string, values?: unknown[]): Promise<{ readonly rows: readonly { readonly [column: string]: unknown }[] }>
  /** Told where a connection breaks that nobody uses. */
  on(name: 'error', listener: (error: Error) => void): unknown
  /** Takes the listener away. */
  off(name: 'error', listener: (error: Error) => void): unknown
}
