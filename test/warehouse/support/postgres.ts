import { PGlite } from '@electric-sql/pglite'
import type { Row, RunQuery } from './engine'
import { insertsOf } from './inserts'

const TYPES = { text: 'TEXT', number: 'DOUBLE PRECISION', boolean: 'BOOLEAN', integer: 'BIGINT' }

let database: PGlite | undefined

/** Runs a query over tables in PostgreSQL, compiled to WebAssembly. */
export const runOnPostgres: RunQuery = async (tables, sql) => {
  database ??= await PGlite.create()
  for (const { name } of tables) await database.exec(`DROP TABLE IF EXISTS ${name}`)
  for (const table of tables) {
    const columns = table.columns.map(([column, type]) => `${column} ${TYPES[type]}`)
    await database.exec(`CREATE TABLE ${table.name} (${columns.join(', ')})`)
    for (const insert of insertsOf(table)) await database.exec(insert)
  }
  const { rows } = await database.query<Row>(sql)
  return rows
}
