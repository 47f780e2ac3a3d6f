import { describe, expect, it } from 'vitest'
import { runOnDuckdb } from '../warehouse/support/duckdb'
import { runOnPostgres } from '../warehouse/support/postgres'
import { itAnswersVectors } from '../warehouse/support/vectors'
import { aboutSpark, oneBy, runOnClickhouse, runOnSpark, runOnSparkAsItComes } from './support/engines'
import { type Asked, itAgrees } from './support/law'

const clickhouse = { dialect: 'clickhouse', run: oneBy(runOnClickhouse) } as const

const engines: readonly (readonly [string, Asked])[] = [
  ['Spark', { dialect: 'spark', run: oneBy(runOnSpark), at_once: 2 }],
  ['ClickHouse', clickhouse],
  ['DuckDB', { dialect: 'duckdb', run: runOnDuckdb }],
  ['PostgreSQL', { dialect: 'postgres', run: runOnPostgres }],
]

describe.each(engines)('the SQL of a document, in %s', (_name, engine) => {
  itAgrees(engine)
})

const asTheyCome: readonly (readonly [string, Asked])[] = [
  ['Spark', { dialect: 'spark', run: oneBy(runOnSparkAsItComes) }],
  ['ClickHouse', clickhouse],
]

describe.each(asTheyCome)('the SQL of a vector, in %s as it comes', (_name, { dialect, run }) => {
  itAnswersVectors(dialect, run)
})

describe('Spark', () => {
  it('runs on several executors, as strict with numbers as it comes, or as Spark 3 was', async () => {
    expect(await aboutSpark({ as_it_comes: true })).toMatchObject({ executors: 2, ansi: 'true' })
    expect(await aboutSpark({})).toMatchObject({ executors: 2, ansi: 'false' })
  })
})
