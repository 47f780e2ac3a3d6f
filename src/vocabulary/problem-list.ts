import { type Problem, type ProblemCode, renderValue } from './problem'

/** The most problems that are told of one event; the rest are counted. */
export const MAX_PROBLEMS = 100

/** The problems of one event, as they are found. */
export interface ProblemList {
  /** Adds one: of what kind, where, the value found there, and what was wanted. */
  add(code: ProblemCode, path: string, value: unknown, wanted: string): void
  /** Adds one whose words are made already. */
  tell(problem: Problem): void
  /** All that were added, and how many were not told. */
  all(): Problem[]
}

/**
 * Collects the problems of one event. Bounded, so that a hostile event cannot be answered by a report much larger
 * than itself.
 *
 * @example
 * ```ts
 * const list = createProblemList()
 * list.add('wrong_type', 'props.total', '19.90', 'a number')
 * list.all() // [{ code: 'wrong_type', path: 'props.total', found: '"19.90" (string)', wanted: 'a number' }]
 * ```
 */
export function createProblemList(): ProblemList {
  const problems: Problem[] = []
  let more = 0
  function tell(problem: Problem): void {
    if (problems.length === MAX_PROBLEMS) more += 1
    else problems.push(problem)
  }
  return {
    tell,
    add(code, path, value, wanted) {
      tell({ code, path, found: renderValue(value), wanted })
    },
    all() {
      if (more === 0) return problems
      return [...problems, { code: 'more_problems', path: '', found: `${more} more problems`, wanted: 'none' }]
    },
  }
}
