import type { Selector } from '../language/ast'
import type { Engine } from './compile-checked'

/**
 * What one leaf of a document needs kept of a shopper; leaves that look for the same events share it.
 *
 * @example
 * const value = count('product_viewed').within('7d')
 * const views = defineTrait({ name: 'views', version: 1, title: 'Products viewed this week', value })
 * const [leaf]: readonly LeafCost[] = documentCost(compile(defineDocument({ traits: [views] }))).leaves
 * leaf?.keeps // => 'window'
 */
export interface LeafCost {
  readonly selector: Selector
  /**
   * `one`: a single entry. `value` or `day`: one entry for each different value, or calendar day. `window`: the events in
   * the window. `event`: an entry for each event ever selected, which is what an exact count that never counts twice takes.
   */
  readonly keeps: 'one' | 'value' | 'day' | 'window' | 'event'
}

/**
 * What a document costs for each shopper.
 *
 * @example
 * const pages = defineTrait({ name: 'pages', version: 1, title: 'Pages ever viewed', value: count('page_viewed') })
 * const cost: DocumentCost = documentCost(compile(defineDocument({ traits: [pages] })))
 * cost.growing // => 1
 */
export interface DocumentCost {
  /** Equal leaves of all rules are one. */
  readonly leaves: readonly LeafCost[]
  /** Leaves that grow with the shopper's history. */
  readonly growing: number
}

/**
 * What a compiled document keeps for each shopper, leaf by leaf.
 *
 * @example
 * documentCost(compile(builtin)).growing // leaves that grow with the history
 */
export function documentCost({ plan }: Engine): DocumentCost {
  const leaves = plan.selections
    .flatMap(({ leaves }) => leaves)
    .map(({ selector, keep }): LeafCost => {
      if (selector.within) return { selector, keeps: 'window' }
      if (selector.once) return { selector, keeps: 'value' }
      return { selector, keeps: ({ all: 'event', distinct: 'value', days: 'day' } as const)[keep as 'all'] ?? 'one' }
    })
  return { leaves, growing: leaves.filter(({ keeps }) => keeps === 'event').length }
}
