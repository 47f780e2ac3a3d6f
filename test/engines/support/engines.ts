import type { Row, RunQuery } from '../../warehouse/support/engine'
import type { Table } from '../../warehouse/support/tables'
import { startWorker, type Worker } from './worker'

/** Runs queries over the same tables, and gives the rows of each. */
export type RunQueries = (tables: readonly Table[], queries: readonly string[]) => Promise<Row[][]>

const workers = new Map<string, Worker>()

/** One process for all tests. */
export function workerOf(script: string): Worker {
  const worker = workers.get(script) ?? startWorker(script)
  workers.set(script, worker)
  return worker
}

/** A request to run queries over tables. */
function requestOf(tables: readonly Table[], queries: readonly string[], more: object): string {
  const told = tables.map(({ name, columns, rows }) => {
    const cells = rows.map((row) => `[${row.map(cellOf).join(',')}]`)
    return `{"name":${JSON.stringify(name)},"columns":${JSON.stringify(columns)},"rows":[${cells.join(',')}]}`
  })
  return `{"tables":[${told.join(',')}],${JSON.stringify({ queries, ...more }).slice(1)}`
}

/** JSON, and NaN, the infinities and -0, as Python reads them. */
function cellOf(value: Table['rows'][number][number]): string {
  if (typeof value !== 'number') return JSON.stringify(value)
  return Object.is(value, -0) ? '-0.0' : String(value)
}

function runOn(script: string, more: object = {}): RunQueries {
  return (tables, queries) => workerOf(script).ask(requestOf(tables, queries, more)) as Promise<Row[][]>
}

/** Runs one query. */
export function oneBy(run: RunQueries): RunQuery {
  return async (tables, sql) => (await run(tables, [sql]))[0]!
}

/** Spark, quickly: without making Java of queries first, nor looking at the tables' sizes. */
export const runOnSpark = runOn('spark_worker.py')

/** Spark with the settings that it comes with. */
export const runOnSparkAsItComes = runOn('spark_worker.py', { as_it_comes: true })

export const runOnClickhouse = runOn('clickhouse_worker.py')

/** What Spark says of itself. */
export function aboutSpark(session: object): Promise<unknown> {
  return workerOf('spark_worker.py').ask(JSON.stringify({ ask: 'about', ...session }))
}
