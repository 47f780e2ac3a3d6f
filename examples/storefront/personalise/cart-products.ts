import { findProducts } from '../shop/catalogue'
import type { Product } from '../shop/product'
import { cart } from '../state/cart'
import { known } from './known'

/** What is in the cart. A persona of the inspector has none here: it is shown what its script has put there. */
export function cartProducts(): Product[] {
  const own = cart.lines().map(({ product }) => product)
  return own.length || !known.isSimulated() ? own : findProducts(['alba-lamp'])
}
