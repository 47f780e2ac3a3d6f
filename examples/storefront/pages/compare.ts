import { h } from '../dom'
import { compareTable } from '../parts/compare-table'
import { pageHeading } from '../parts/heading'
import { productRow } from '../parts/product-row'
import { type Page, redraw } from '../router'
import { findProducts } from '../shop/catalogue'
import { lineOf } from '../state/line'
import { comparison, history } from '../state/lists'
import { tracker } from '../tracking'

/** Products side by side: those that were chosen, else those that were looked at. */
export function comparePage(): Page {
  const chosen = comparison.products()
  const products = chosen.length > 1 ? chosen : [...new Set([...chosen, ...history.products()])].slice(0, 3)
  const isEnough = products.length > 1
  const clear = () => {
    comparison.set([])
    redraw()
  }
  const body = isEnough
    ? [
        compareTable(products, 'Products side by side'),
        chosen.length > 0 && h('button', { type: 'button', class: 'secondary', onclick: clear }, 'Begin anew'),
      ]
    : [
        h('p', { class: 'empty' }, 'Choose two things or more by the scales on their pictures.'),
        productRow(
          'To begin with',
          findProducts(['alba-lamp', 'wren-lamp', 'heron-lamp', 'ember-lantern']),
          'compare_empty',
        ),
      ]
  return {
    title: 'Compare',
    node: h(
      'div',
      { class: 'page' },
      pageHeading('Compare', h('p', {}, 'Side by side, with all that is known.')),
      ...body,
    ),
    viewed: () => {
      if (isEnough)
        tracker.track('products_compared', { products: products.map((product) => lineOf(product)), currency: 'EUR' })
    },
  }
}
