import type { AisleDocument } from '../language/ast'
import { check } from '../language/check'
import { DefinitionError } from '../language/definition-error'
import { compileChecked, type Engine } from './compile-checked'

/**
 * Checks a document as a whole and makes it ready to be asked. Nothing throws after this.
 *
 * @throws DefinitionError where the document breaks the rules of LANGUAGE.md; it lists every problem with its place.
 * @example
 * const engine = compile(builtin)
 * const shopper = engine.shopper()
 * shopper.add(event, Date.now())
 * shopper.at(Date.now()).segments
 */
export function compile(document: AisleDocument): Engine {
  const problems = check(document)
  if (problems.length) throw new DefinitionError(problems)
  return compileChecked(document)
}
