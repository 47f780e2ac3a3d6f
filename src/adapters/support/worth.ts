import type { ProductLine } from '../../vocabulary/event-types'
import { addExactly, timesExactly, toNumber } from './decimal'
import type { Plain, PlainObject } from './plain'

/**
 * What lines come to, exactly; undefined where there is none, or one has no price, or what is no number for one.
 *
 * @param products Whatever stands where lines should.
 *
 * @example
 * ```ts
 * worth([{ price: 0.1, quantity: 3 }]) // 0.3
 * ```
 */
export function worth(products: readonly (ProductLine | Plain)[] | Plain | undefined): number | undefined {
  if (!Array.isArray(products)) return undefined
  const amounts = (products as readonly (ProductLine | Plain)[]).map((line) => {
    const { price: asked, quantity: many = 1 } = Object(line) as PlainObject
    const [price, quantity] = [toNumber(asked), toNumber(many)]
    return price === undefined || quantity === undefined ? undefined : timesExactly(price, quantity)
  })
  return amounts.includes(undefined) ? undefined : addExactly(amounts)
}
