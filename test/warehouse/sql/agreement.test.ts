import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DialectName } from '../../../src/warehouse/sql/dialect'
import { answersOfEngine, answersOfSql } from '../support/agreement'
import { anyQuestions } from '../support/awkward'
import { runOnDuckdb } from '../support/duckdb'
import type { RunQuery } from '../support/engine'
import { runOnPostgres } from '../support/postgres'
import { itAnswersVectors } from '../support/vectors'

const { AISLE_RUNS = 20, AISLE_SEED = Date.now() % 1e9 } = process.env
const seed = Number(AISLE_SEED)

const engines: readonly [DialectName, RunQuery][] = [
  ['duckdb', runOnDuckdb],
  ['postgres', runOnPostgres],
]

describe.each(engines)('the SQL of a document, in %s', (dialect, run) => {
  it(`answers as the engine in JavaScript does, whatever the rules and the log (seed ${seed})`, async () => {
    const holds = fc.asyncProperty(anyQuestions(), async (question) => {
      const found = await answersOfSql(question, dialect, run)
      expect(Object.fromEntries(found)).toEqual(Object.fromEntries(answersOfEngine(question)))
    })
    await fc.assert(holds, { numRuns: Number(AISLE_RUNS), seed })
  }, 600_000)

  itAnswersVectors(dialect, run)
})
