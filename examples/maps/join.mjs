// Writes the view `log` of one of the queries here, with the DuckDB that Aisle uses: node join.mjs QUERY.sql FOLDER OUT,
// where OUT ends in `.parquet` or, as `aisle report` wants it, `.csv.gz`.
import { readFile } from 'node:fs/promises'
import { DuckDBInstance } from '@duckdb/node-api'

const [query, folder, out] = process.argv.slice(2)
if (out === undefined) {
  console.error('usage: node join.mjs QUERY.sql FOLDER OUT')
  process.exit(2)
}
const quoted = (text) => `'${text.replaceAll("'", "''")}'`
const database = await DuckDBInstance.create()
const connection = await database.connect()
await connection.run(`SET file_search_path = ${quoted(folder)}`)
await connection.run(await readFile(query, 'utf8'))
await connection.run(`COPY log TO ${quoted(out)}`)
