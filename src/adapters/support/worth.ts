import type { ProductLine } from '../../vocabulary/event-types'
import { addExactly, timesExactly } from './decimal'

/**
 * What lines come to, exactly; undefined where there is none, or one has no price.
 *
 * @example
 * ```ts
 * worth([{ price: 0.1, quantity: 3 }]) // 0.3
 * ```
 */
export function worth(products: readonly ProductLine[]): number | undefined {
  if (products.length === 0 || products.some(({ price }) => price === undefined)) return undefined
  return addExactly(products.map(({ price, quantity }) => timesExactly(price!, quantity ?? 1)))
}
