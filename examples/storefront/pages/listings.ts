import { h } from '../dom'
import { pageHeading } from '../parts/heading'
import { productBrowser } from '../parts/product-browser'
import { slot } from '../parts/slot'
import type { Page, Place } from '../router'
import { findCategory, isReduced, products } from '../shop/catalogue'
import type { Product } from '../shop/product'
import { tracker } from '../tracking'

interface Listing {
  readonly title: string
  readonly blurb: string
  readonly list_id: string
  readonly category?: string
  readonly of: readonly Product[]
}

function listing({ title, blurb, list_id, category, of }: Listing): Page {
  return {
    title,
    isFluid: true,
    node: h(
      'div',
      { class: 'page' },
      pageHeading(title, h('p', {}, blurb)),
      productBrowser({ products: of, list_id }),
      slot('listing'),
    ),
    viewed: () => tracker.track('list_viewed', { list_id, ...(category && { category }) }),
  }
}

/** A department. */
export function categoryPage({ params }: Place): Page | undefined {
  const category = findCategory(params.category!)
  if (!category) return undefined
  const { id, name, blurb } = category
  return listing({
    title: name,
    blurb,
    list_id: id,
    category: name,
    of: products.filter((each) => each.category === id),
  })
}

/** What is reduced. */
export function salePage(): Page {
  const blurb = 'Eight things that make room for new ones. Last pieces, same quality.'
  return listing({ title: 'Autumn sale', blurb, list_id: 'sale', of: products.filter(isReduced) })
}

/** What came last. */
export function newPage(): Page {
  const of = [...products].sort((a, b) => b.rank_new - a.rank_new).slice(0, 8)
  return listing({ title: 'New', blurb: 'What came in this autumn.', list_id: 'new', of })
}
