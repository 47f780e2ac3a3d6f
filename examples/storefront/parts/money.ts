import { h } from '../dom'
import { isReduced, reductionOf } from '../shop/catalogue'
import type { Product } from '../shop/product'

const format = new Intl.NumberFormat('en-IE', { style: 'currency', currency: 'EUR' })

/** An amount in words: `€39.90`. */
export function money(amount: number): string {
  return format.format(amount)
}

/** What a product costs, and what it did before. */
export function priceOf(product: Product): HTMLElement {
  if (!isReduced(product)) return h('p', { class: 'price' }, money(product.price))
  return h(
    'p',
    { class: 'price reduced' },
    h('span', { class: 'hidden' }, 'Now '),
    money(product.price),
    ' ',
    h('s', {}, h('span', { class: 'hidden' }, 'before '), money(product.list_price!)),
    ' ',
    h('span', { class: 'badge' }, `−${reductionOf(product)} %`),
  )
}
