import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { DialectName } from '../../../src/warehouse/sql/dialect'
import { answersOfEngine, answersOfSql, type Question } from '../../warehouse/support/agreement'
import { anyQuestions } from '../../warehouse/support/awkward'
import type { RunQuery } from '../../warehouse/support/engine'

const { AISLE_RUNS = 300, AISLE_SEED = Date.now() % 1e9 } = process.env
const seed = Number(AISLE_SEED)
const numRuns = Number(AISLE_RUNS)

/** How long a counterexample is made smaller, at a second or so for each that is tried. */
const SHRINK_MS = 300_000
const LIMIT_MS = 3_600_000

/** An engine, and how many questions it is asked at once. */
export interface Asked {
  readonly dialect: DialectName
  readonly run: RunQuery
  readonly at_once?: number
}

/** What an engine answers is what the engine in JavaScript does, for every shopper, to the last bit. */
export async function expectAgreement(question: Question, { dialect, run }: Asked): Promise<void> {
  const found = await answersOfSql(question, dialect, run)
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(answersOfEngine(question)))
}

/** Law 6: random documents over random logs. AISLE_RUNS says how many; AISLE_SEED repeats a run. */
export function itAgrees(engine: Asked): void {
  it(
    `agrees on ${numRuns} random documents over random logs (seed ${seed})`,
    async () => {
      const failed = await firstFailure(fc.sample(anyQuestions(), { numRuns, seed }), engine)
      if (!failed) return
      const holds = fc.asyncProperty(anyQuestions(), (question) => expectAgreement(question, engine))
      await fc.assert(holds, { numRuns: 1, seed, path: `${failed.index}`, interruptAfterTimeLimit: SHRINK_MS })
      throw failed.error
    },
    LIMIT_MS,
  )
}

/** Asks all, several at a time, until one fails. */
async function firstFailure(all: readonly Question[], engine: Asked) {
  const entries = all.entries()
  let failed: { readonly index: number; readonly error: unknown } | undefined
  const one = async () => {
    for (const [index, question] of entries) {
      if (failed) return
      await expectAgreement(question, engine).catch((error) => {
        failed ??= { index, error }
      })
    }
  }
  await Promise.all(Array.from({ length: engine.at_once ?? 1 }, one))
  return failed
}
