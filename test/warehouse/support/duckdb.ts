import { DuckDBInstance } from '@duckdb/node-api'
import type { Row, RunQuery } from './engine'
import type { Table } from './tables'

const TYPES = { text: 'VARCHAR', number: 'DOUBLE', boolean: 'BOOLEAN', integer: 'BIGINT' }

/** Runs a query over tables in a DuckDB of its own. */
export const runOnDuckdb: RunQuery = async (tables, sql) => (await runAllOnDuckdb(tables, [sql]))[0]!

/** Runs several queries over the same tables. */
export async function runAllOnDuckdb(tables: readonly Table[], queries: readonly string[]): Promise<Row[][]> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  try {
    for (const table of tables) await load(connection, table)
    const all: Row[][] = []
    for (const sql of queries) all.push((await connection.runAndReadAll(sql)).getRowObjectsJS() as Row[])
    return all
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

async function load(connection: Awaited<ReturnType<DuckDBInstance['connect']>>, { name, columns, rows }: Table) {
  await connection.run(
    `CREATE TABLE ${name} (${columns.map(([column, type]) => `${column} ${TYPES[type]}`).join(', ')})`,
  )
  const appender = await connection.createAppender(name)
  for (const row of rows) {
    for (const [i, value] of row.entries()) {
      const type = columns[i]![1]
      if (value === null) appender.appendNull()
      else if (type === 'text') appender.appendVarchar(value as string)
      else if (type === 'boolean') appender.appendBoolean(value as boolean)
      else if (type === 'integer') appender.appendBigInt(BigInt(value as number))
      else appender.appendDouble(value as number)
    }
    appender.endRow()
  }
  appender.closeSync()
}
