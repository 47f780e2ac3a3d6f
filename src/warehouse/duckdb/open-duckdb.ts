import type { DuckDBConnection } from '@duckdb/node-api'
import { loadPackage } from '../../collector/sql/load-package'
import { type ColumnType, columnType } from './column-type'

/** A value of a row: whole numbers as `bigint`; a byte order mark at the beginning of a text is lost. */
export type Cell = string | number | bigint | boolean | null

/** How {@link openDuckdb} opens one. */
export interface DuckdbOptions {
  /** The folder for what does not fit in memory. */
  readonly folder: string
  /** As DuckDB writes it: `4GB`. */
  readonly memory_limit?: string | undefined
  readonly threads?: number | undefined
}

/** A DuckDB of its own, in memory and beyond. */
export interface Duckdb {
  run(sql: string): Promise<void>
  /** All rows of a short answer. */
  rows(sql: string): Promise<Cell[][]>
  /** The one row of an answer in numbers. */
  numbers(sql: string): Promise<number[]>
  /** The columns that a query gives, with their types. */
  columns(sql: string): Promise<Map<string, ColumnType>>
  /** Rows as they come, some at once. Meanwhile nothing else may be asked. */
  stream(sql: string): AsyncGenerator<Cell[][]>
  /** Puts rows into a table, the first column's type being `BIGINT`, those of the rest `VARCHAR` or `BIGINT`. */
  append(
    table: string,
    rows: Iterable<readonly (number | string)[]> | AsyncIterable<readonly (number | string)[]>,
  ): Promise<void>
  /** How far it is with what is running, from 0 to 1; undefined where it cannot say. */
  progress(): number | undefined
  close(): void
}

/**
 * Opens a DuckDB.
 *
 * @throws Error with code `package_missing` where `@duckdb/node-api` is not installed, and `invalid_duckdb_options` where DuckDB
 * refuses an option.
 */
export async function openDuckdb({ folder, memory_limit, threads }: DuckdbOptions): Promise<Duckdb> {
  const load = () => import('@duckdb/node-api')
  const { DuckDBInstance, JSDuckDBValueConverter } = await loadPackage('@duckdb/node-api', load, 'decide with DuckDB')
  const instance = await DuckDBInstance.create(':memory:', {
    temp_directory: folder,
    ...(memory_limit !== undefined && { memory_limit }),
    ...(threads !== undefined && { threads: String(threads) }),
  }).catch((cause: Error) => {
    const message = `Cannot open DuckDB with ${JSON.stringify({ memory_limit, threads })}: ${cause.message}`
    throw Object.assign(new RangeError(message, { cause }), { code: 'invalid_duckdb_options' })
  })
  const connection = await instance.connect()
  // Without it there is no telling how far it is; nothing is printed.
  await connection.run('SET enable_progress_bar = true; SET enable_progress_bar_print = false')
  // A second one, since a stream has its own to itself.
  let writing: DuckDBConnection | undefined
  return {
    async run(sql) {
      await connection.run(sql).catch(failed)
    },
    async rows(sql) {
      const reader = await connection.runAndReadAll(sql).catch(failed)
      return reader.getRowsJS() as Cell[][]
    },
    async numbers(sql) {
      const reader = await connection.runAndReadAll(sql).catch(failed)
      return reader.getRowsJS()[0]!.map(Number)
    },
    async columns(sql) {
      const reader = await connection.runAndReadAll(`FROM (${sql}) LIMIT 0`).catch(failed)
      return new Map(reader.columnNames().map((name, i) => [name, columnType(reader.columnType(i))]))
    },
    async *stream(sql) {
      try {
        const result = await connection.stream(sql)
        for (;;) {
          const chunk = await result.fetchChunk()
          if (!chunk?.rowCount) return
          yield rowsOf(chunk.convertColumns(JSDuckDBValueConverter) as Cell[][])
        }
      } catch (error) {
        failed(error)
      }
    },
    async append(table, rows) {
      writing ??= await instance.connect()
      const appender = await writing.createAppender(table)
      for await (const row of rows) {
        for (const cell of row)
          if (typeof cell === 'string') appender.appendVarchar(cell)
          else appender.appendBigInt(BigInt(cell))
        appender.endRow()
      }
      appender.closeSync()
    },
    progress() {
      const { percentage } = connection.progress
      return percentage < 0 ? undefined : percentage / 100
    },
    close() {
      writing?.closeSync()
      connection.closeSync()
      instance.closeSync()
    },
  }
}

/** Columns are read several times as quickly as rows, each of which asks the package how many columns it has. */
function rowsOf(columns: readonly (readonly Cell[])[]): Cell[][] {
  return columns[0]!.map((_, row) => columns.map((column) => column[row]!))
}

/** Says what was being done, where a disk or the memory is full. */
function failed(cause: unknown): never {
  const message = `Cannot decide with DuckDB: ${(cause as Error).message}`
  throw Object.assign(new Error(message, { cause }), { code: 'duckdb_failed' })
}
