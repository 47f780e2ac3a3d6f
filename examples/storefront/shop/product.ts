/** A colour that a product comes in. */
export interface Colour {
  readonly id: string
  readonly name: string
}

/** What somebody wrote of a product. */
export interface Review {
  readonly author: string
  /** 1 to 5. */
  readonly rating: number
  readonly title: string
  readonly text: string
}

export type CategoryId = 'kitchen' | 'lighting' | 'seating' | 'textiles' | 'garden'

/** Something that the shop sells. */
export interface Product {
  readonly id: string
  readonly name: string
  readonly category: CategoryId
  /** In euros. */
  readonly price: number
  /** Before it was reduced, in euros. */
  readonly list_price?: number
  readonly blurb: string
  readonly description: string
  /** The first is shown unless another is chosen. */
  readonly colours: readonly Colour[]
  readonly specification: readonly (readonly [name: string, value: string])[]
  /** How to look after it. */
  readonly care: string
  /** Ids of what goes with it. */
  readonly goes_with: readonly string[]
  /** The greater, the newer. */
  readonly rank_new: number
}
