import type { AisleDocument, Segment, StageSet, Trait } from './ast'

/** A definition as plain data: what builders made keeps its content and loses its methods. */
function plainly<T>(definition: T): T {
  return JSON.parse(JSON.stringify(definition))
}

/**
 * A segment as plain data. `compile` checks it.
 *
 * @example
 * defineSegment({ name: 'reader', version: 1, title: 'Reads a lot', when: count('content_viewed').gte(3) })
 */
export const defineSegment = (segment: Segment): Segment => plainly(segment)

/**
 * A trait as plain data. `compile` checks it.
 *
 * @example
 * defineTrait({ name: 'orders', version: 1, title: 'Orders', value: count('order_completed').once('order_id') })
 */
export const defineTrait = (trait: Omit<Trait, 'value'> & { readonly value: object }): Trait => plainly(trait) as Trait

/**
 * A stage set as plain data: the first stage whose condition holds, else `otherwise`. `compile` checks it.
 *
 * @example
 * defineStages({ name: 'lifecycle', version: 1, stages: [{ name: 'customer', when: count('order_completed').gte(1) }], otherwise: 'visitor' })
 */
export const defineStages = (stages: StageSet): StageSet => plainly(stages)

/**
 * A document of definitions; what is left out is empty, the zone UTC and the currency EUR.
 *
 * @example
 * defineDocument({ segments: [cartAbandoner], stages: [visitIntent] })
 */
export const defineDocument = (document: Partial<Omit<AisleDocument, 'aisle'>>): AisleDocument =>
  plainly({ aisle: 1, zone: 'UTC', currency: 'EUR', segments: [], traits: [], stages: [], ...document })
