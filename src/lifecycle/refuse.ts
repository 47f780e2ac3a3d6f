import type { DefinitionProblem } from '../language/definition-error'
import { renderValue } from '../vocabulary/problem'

/** What cannot be made of data that somebody wrote. */
export type CreationErrorCode = 'invalid_loyalty_programme' | 'invalid_playbook'

/** A list of problems that is filled while data is looked through. */
export interface Findings {
  readonly problems: DefinitionProblem[]
  /** Notes a problem where a value is not as wanted; gives whether it is. */
  readonly expect: (isFine: boolean, path: string, value: unknown, wanted: string) => boolean
}

/** An empty list of problems. */
export function findings(): Findings {
  const problems: DefinitionProblem[] = []
  const expect: Findings['expect'] = (isFine, path, value, wanted) => {
    if (!isFine) problems.push({ path, found: renderValue(value), wanted })
    return isFine
  }
  return { problems, expect }
}

/** Throws one error for all problems of a thing, in the manner of `DefinitionError`; does nothing where there are none. */
export function refuse(what: string, code: CreationErrorCode, problems: readonly DefinitionProblem[]): void {
  if (!problems.length) return
  const lines = problems.map(({ path, found, wanted }) => `  ${path}: ${found}, expected ${wanted}`)
  const message = `Cannot create "${what}": ${problems.length} problem${problems.length > 1 ? 's' : ''}\n${lines.join('\n')}`
  throw Object.assign(new RangeError(message), { code, problems })
}

/** A name as every name of a definition is. */
export function isName(value: unknown): value is string {
  return typeof value === 'string' && /^[a-z][a-z0-9_]*$/.test(value)
}

/** An object that is neither null nor a list. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
