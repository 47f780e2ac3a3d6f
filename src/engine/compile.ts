import type { AisleDocument } from '../language/ast'
import { check } from '../language/check'
import { DefinitionError } from '../language/definition-error'
import { type Plan, plan } from './plan'
import { Shopper } from './shopper'
import type { Snapshot } from './snapshot'

/** A compiled document: makes shoppers. */
export interface Engine {
  /** A shopper who is new, or as a snapshot left them. What is no snapshot of this version starts anew. */
  readonly shopper: (snapshot?: Snapshot) => Shopper
  readonly document: AisleDocument
  /** What was made of the document; its shape may change between versions. */
  readonly plan: Plan
}

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
  const made = plan(document)
  return { document, plan: made, shopper: (snapshot) => new Shopper(made, snapshot) }
}
