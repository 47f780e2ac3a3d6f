import { h } from '../dom'
import { pageHeading } from '../parts/heading'
import { productRow } from '../parts/product-row'
import type { Page } from '../router'
import { findProducts } from '../shop/catalogue'

/** Where there is nothing. */
export function notFoundPage(): Page {
  const few = findProducts(['fenn-kettle', 'alba-lamp', 'burrow-armchair', 'potted-fern'])
  return {
    title: 'Not here',
    node: h(
      'div',
      { class: 'page' },
      pageHeading(
        'There is nothing here',
        h('p', {}, 'It may have been sold out, or never have been. Perhaps one of these?'),
      ),
      productRow('Well liked', few, 'not_found'),
    ),
  }
}
