import { workerOf } from './engines'

/** Dialects whose functions it must know, since no engine is asked whether there are any such. */
const NOT_RUN = ['bigquery', 'snowflake']

/** What is wrong with a query to who knows the dialect; null where nothing is. */
export function problemOf(dialect: string, query: string): Promise<unknown> {
  const request = { dialect, query, knows_functions: NOT_RUN.includes(dialect) }
  return workerOf('sqlglot_worker.py').ask(JSON.stringify(request))
}
