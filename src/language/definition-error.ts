/**
 * What is wrong in one place: where, what stands there, and what should.
 *
 * @example
 * const [problem]: DefinitionProblem[] = check({ ...builtin, zone: 'Mars' })
 * problem?.path // => 'zone'
 * problem?.wanted // => 'a time zone such as "Europe/Berlin"'
 */
export interface DefinitionProblem {
  /** The place, as one would write it in code: `segments[2].when.all[0].gte`. */
  readonly path: string
  readonly found: string
  readonly wanted: string
}

/**
 * Thrown where a document cannot be compiled: every problem of it at once.
 *
 * @example
 * try {
 *   compile({ ...builtin, zone: 'Mars' })
 * } catch (error) {
 *   if (error instanceof DefinitionError) console.log(error.problems) // [{ path, found, wanted }, ...]
 * }
 */
export class DefinitionError extends Error {
  override readonly name = 'DefinitionError'
  readonly code = 'invalid_definition'

  constructor(readonly problems: readonly DefinitionProblem[]) {
    const lines = problems.map(({ path, found, wanted }) => `\n  ${path || 'document'}: ${found}, expected ${wanted}`)
    super(`Cannot compile "document":${lines.join('')}`)
  }
}
