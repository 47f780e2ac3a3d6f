import type { CategoryId, Product } from './product'
import { garden } from './products/garden'
import { kitchen } from './products/kitchen'
import { lighting } from './products/lighting'
import { seating } from './products/seating'
import { textiles } from './products/textiles'

/** A department of the shop. */
export interface Category {
  readonly id: CategoryId
  readonly name: string
  readonly blurb: string
  /** The product on its picture. */
  readonly picture: string
}

export const categories: readonly Category[] = [
  { id: 'kitchen', name: 'Kitchen', blurb: 'For the first cup and the last plate.', picture: 'ada-teapot' },
  { id: 'lighting', name: 'Lighting', blurb: 'Light where you sit, not where you look.', picture: 'orbit-pendant' },
  { id: 'seating', name: 'Seating', blurb: 'Chairs that ask you to stay.', picture: 'burrow-armchair' },
  { id: 'textiles', name: 'Textiles', blurb: 'Wool, linen, cotton, and nothing else.', picture: 'fold-throw' },
  { id: 'garden', name: 'Garden', blurb: 'What grows, and what helps it.', picture: 'potted-fern' },
]

/** Everything that the shop sells. */
export const products: readonly Product[] = [...kitchen, ...lighting, ...seating, ...textiles, ...garden]

const byId = new Map(products.map((product) => [product.id, product]))

/** The product of an id; undefined where there is none. */
export function findProduct(id: string): Product | undefined {
  return byId.get(id)
}

/** The products of some ids; those that are no more are left out. */
export function findProducts(ids: readonly string[]): Product[] {
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/** The category of an id; undefined where there is none. */
export function findCategory(id: string): Category | undefined {
  return categories.find((category) => category.id === id)
}

/** Whether a product is reduced. */
export function isReduced({ price, list_price }: Product): boolean {
  return list_price !== undefined && list_price > price
}

/** How much a product is reduced by, in percent; 0 where it is not. */
export function reductionOf({ price, list_price = price }: Product): number {
  return Math.round((1 - price / list_price) * 100)
}

/** The products in whose name, text or category all words of a query are found. */
export function searchProducts(query: string): Product[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  if (!words.length) return []
  const textOf = ({ name, category, blurb, description }: Product) =>
    `${name} ${category} ${blurb} ${description}`.toLowerCase()
  return products.filter((product) => words.every((word) => textOf(product).includes(word)))
}
