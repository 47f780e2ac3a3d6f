/**
 * Holds every number of `README.md`, `bench/README.md` and `docs/comparison.md` to what was measured (DESIGN.md, section 9):
 * `node scripts/run.mjs scripts/check-figures.ts`.
 *
 * @module
 */
import { problemsOfPages } from '../bench/support/results'

/** Prints what is wrong, and fails where anything is. */
export function main(): void {
  const problems = problemsOfPages()
  for (const problem of problems) console.log(problem)
  console.log(`${problems.length} problems with figures`)
  if (problems.length > 0) process.exitCode = 1
}
