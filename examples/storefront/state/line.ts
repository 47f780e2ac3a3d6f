import type { ProductLine } from 'aisle'
import { findCategory } from '../shop/catalogue'
import type { Product } from '../shop/product'

/** Of which kind a product line is in the tracked events: the same wherever the product turns up. */
export function lineOf(
  { id, name, category, price, list_price = price, colours }: Product,
  colour?: string,
): ProductLine {
  const chosen = colours.find((each) => each.id === colour) ?? colours[0]!
  return {
    product_id: id,
    variant_id: `${id}-${chosen.id}`,
    name,
    category: findCategory(category)!.name,
    variant: chosen.name,
    price,
    list_price,
  }
}
