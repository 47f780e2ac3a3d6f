/**
 * Holds every number of the pages that show what was measured to that (DESIGN.md, section 9): `node scripts/run.mjs
 * scripts/check-figures.ts`.
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
