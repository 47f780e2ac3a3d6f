import type { AisleDocument } from '../language/ast'
import { type Plan, plan } from './plan'
import { Shopper } from './shopper'
import type { Snapshot } from './snapshot'

/**
 * A compiled document: makes shoppers.
 *
 * @example
 * const engine: Engine = compile(builtin)
 * const returning = engine.shopper(saved) // as they were left; new where nothing was saved
 * returning.at(Date.now()).segments
 */
export interface Engine {
  /** A shopper who is new, or as a snapshot left them. What is no snapshot of this version starts anew. */
  readonly shopper: (snapshot?: Snapshot) => Shopper
  readonly document: AisleDocument
  /** What was made of the document; its shape may change between versions. */
  readonly plan: Plan
}

/**
 * Makes a document ready to be asked that was checked before, such as the built-in one: without the checker, a page has less
 * to load. What it does with one that breaks the rules is open; `compile` refuses it.
 *
 * @example
 * compileChecked(builtin).shopper().at(Date.now()).segments
 */
export function compileChecked(document: AisleDocument): Engine {
  const made = plan(document)
  return { document, plan: made, shopper: (snapshot) => new Shopper(made, snapshot) }
}
