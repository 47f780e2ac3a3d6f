import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { builtin } from '../../src/lifecycle/builtin'
import { dialects } from '../../src/warehouse/sql/dialects/by-name'
import { sql } from '../../src/warehouse/sql/sql'
import { ask, questions } from '../warehouse/support/agreement'
import { inAwkwardWords } from '../warehouse/support/awkward'
import { problemOf } from './support/sqlglot'

const { AISLE_SEED = Date.now() % 1e9 } = process.env
const seed = Number(AISLE_SEED)
const RUNS = 100

describe.each(Object.keys(dialects) as (keyof typeof dialects)[])('the SQL of %s', (dialect) => {
  it('is read as such where it is all that is built in', async () => {
    const query = sql(builtin, { dialect, now: Date.UTC(2026, 0, 1) }).sql
    expect(await problemOf(dialect, query)).toBeNull()
  })

  it(`is read as such, whatever the document, in ${RUNS} random ones (seed ${seed})`, async () => {
    for (const question of fc.sample(questions(), { numRuns: RUNS, seed })) {
      const { sql } = ask(inAwkwardWords(question), dialect).query
      expect({ sql, problem: await problemOf(dialect, sql) }).toEqual({ sql, problem: null })
    }
  })
})

describe('what reads dialects', () => {
  it.each([
    ['snowflake', "SELECT STRPOSITION('a', 'b')", /^unknown functions/],
    ['spark', 'DROP TABLE events', /^Drop, not a query/],
    ['bigquery', 'SELECT 1; SELECT 2', /^2 statements/],
  ])('tells %s what is wrong with %s', async (dialect, query, problem) => {
    expect(await problemOf(dialect, query)).toMatch(problem)
  })

  it('throws where it cannot read', async () => {
    await expect(problemOf('postgres', 'SELECT FROM WHERE (')).rejects.toThrow('ParseError')
  })
})
