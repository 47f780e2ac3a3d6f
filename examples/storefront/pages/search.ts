import { h } from '../dom'
import { pageHeading } from '../parts/heading'
import { productBrowser } from '../parts/product-browser'
import { productRow } from '../parts/product-row'
import { slot } from '../parts/slot'
import type { Page, Place } from '../router'
import { findProducts, searchProducts } from '../shop/catalogue'
import { tracker } from '../tracking'

/** What a search has found. */
export function searchPage({ query }: Place): Page {
  const words = (query.get('q') ?? '').trim().slice(0, 100)
  const found = searchProducts(words)
  const title = words ? `“${words}”` : 'Search'
  const nothing = [
    h(
      'p',
      { class: 'empty' },
      words ? 'Nothing goes by that name here. Fewer words find more.' : 'What are you looking for?',
    ),
    productRow(
      'Well liked',
      findProducts(['fenn-kettle', 'orbit-pendant', 'fold-throw', 'potted-fern']),
      'search_empty',
    ),
  ]
  return {
    title,
    isFluid: true,
    node: h(
      'div',
      { class: 'page' },
      pageHeading(title, words && h('p', {}, found.length === 1 ? 'One thing found' : `${found.length} things found`)),
      ...(found.length ? [productBrowser({ products: found, list_id: 'search' })] : nothing),
      slot('listing'),
    ),
    viewed: () => {
      if (words) tracker.track('products_searched', { query: words, results: found.length, method: 'text' })
    },
  }
}
