import type { z } from 'zod'
import { flag, flatObject, identifier, number, text } from './scalar'

/**
 * The named fields of a product line. Own fields (`size`, `colour`, ...) may be added, as scalars.
 *
 * @example
 * productLineSchema.safeParse({ product_id: 'SKU-1', price: 39.9, quantity: 1 }).success // => true
 */
export const productLineSchema = flatObject({
  /** The product, whatever its variant. */
  product_id: identifier,
  /** The variant of the product: one size in one colour. */
  variant_id: identifier,
  /** The stock keeping unit. */
  sku: identifier,
  name: text,
  brand: text,
  /** The path in the shop's tree, widest first: `Clothing / Shoes / Boots`. */
  category: text,
  /** The name of the variant: `Red, 42`. */
  variant: text,
  /** Paid for one unit, after the discounts on it, in the event's currency. */
  price: number,
  /** Asked for one unit before any discount, in the event's currency. */
  list_price: number,
  /** How many units; 1 where absent. */
  quantity: number,
  coupon: identifier,
  /** The place in the list that the product was shown in, 1 being the first. */
  position: number,
  /** The list that the product was shown in. */
  list_id: identifier,
  url: text,
  image_url: text,
  in_stock: flag,
}).meta({ id: 'ProductLine', description: 'One product of an event: flat, prices for one unit.' })

/**
 * One product of an event: the vocabulary's fields, all optional, and any own scalar fields.
 *
 * @example
 * const line: ProductLine = { product_id: 'SKU-1', price: 39.9, list_price: 59.9, quantity: 2, size: '42' }
 * productLineSchema.safeParse(line).success // => true
 */
export type ProductLine = z.infer<typeof productLineSchema>
