import type { SelectedTreatment } from 'aisle'
import { h } from '../../dom'
import { buyNow } from '../../parts/buy'
import { openChat } from '../../parts/chat'
import { compareTable } from '../../parts/compare-table'
import { icon } from '../../parts/icon'
import { productCards } from '../../parts/product-row'
import { stars } from '../../parts/rating'
import { treatmentBlock } from '../../parts/treatment'
import { findProducts, products } from '../../shop/catalogue'
import type { Product } from '../../shop/product'
import { reviewsOf } from '../../shop/reviews'
import { cart } from '../../state/cart'
import { comparison, history } from '../../state/lists'
import type { Renderers, SlotContext } from '../renderers'

/** The comparison box: what was looked at, side by side, with what else answers the same need where that is too little. */
function comparisonBox(due: SelectedTreatment, { product }: SlotContext): HTMLElement {
  const seen = history.products()
  const same = products.filter((each) => each.category === (product ?? seen[0])?.category)
  // Of one kind first: a lamp beside a lamp says more than a lamp beside a rug.
  const kin = seen.filter((each) => same.includes(each))
  const few = [...new Set([...(product ? [product] : []), ...kin, ...same])].slice(0, 3)
  const link = h('a', { class: 'button secondary', href: '/compare' }, 'Compare in full')
  link.addEventListener('click', () => comparison.set(few.map(({ id }) => id)))
  const body = [compareTable(few, 'What you have looked at', 'shared'), link]
  return treatmentBlock(due, { title: 'Side by side', class: 'wide', body })
}

function advice(due: SelectedTreatment): HTMLElement {
  const ask = h('button', { type: 'button', class: 'secondary', onclick: openChat }, icon('chat'), 'Ask Juno')
  return treatmentBlock(due, {
    title: 'Shall we help you choose?',
    text: 'Somebody who knows the thing answers within a minute.',
    body: [ask],
  })
}

function reviews(due: SelectedTreatment, { product }: SlotContext): HTMLElement | undefined {
  const [first] = product ? reviewsOf(product.id) : []
  if (!first) return undefined
  const quote = h(
    'blockquote',
    {},
    h('p', {}, `“${first.text}”`),
    h('footer', {}, stars(first.rating), ` ${first.author}`),
  )
  return treatmentBlock(due, { title: first.title, body: [quote] })
}

function alternatives(due: SelectedTreatment, { product }: SlotContext): HTMLElement | undefined {
  if (!product) return undefined
  const few = products.filter(({ category, id }) => category === product.category && id !== product.id).slice(0, 4)
  return treatmentBlock(due, {
    title: 'For the same need',
    class: 'wide',
    body: [productCards(few, 'alternatives')],
  })
}

function around(due: SelectedTreatment, { product }: SlotContext): HTMLElement | undefined {
  if (!product) return undefined
  const body = [productCards(findProducts(product.goes_with), 'goes_with')]
  return treatmentBlock(due, { title: `Around the ${product.name}`, class: 'wide', body })
}

/** What stands beside and under a product. */
export const productTreatments: Renderers = {
  offer_comparison: comparisonBox,
  show_reviews: reviews,
  offer_advice: advice,
  suggest_alternatives: alternatives,
  more_around_product: around,
  choose_right: advice,
  patient_advice: advice,
}

/** What stands under a list of products. */
export const listingTreatments: Renderers = {
  offer_comparison: comparisonBox,
  offer_advice: advice,
  choose_right: advice,
}

const named = ({ name }: Product) => h('span', { class: 'hidden' }, ` ${name}`)

/** What stands beside the button that puts a product into the cart, where there is room for one. */
export const buyTreatments: Renderers = {
  one_click: (due, { product }) => {
    if (!product) return undefined
    const buy = { type: 'button', class: 'primary', onclick: () => buyNow(product, colourInView()) }
    return h(
      'div',
      { class: 'quick', 'data-treatment': due.treatment },
      h('button', buy, icon('bolt'), 'Buy now', named(product)),
    )
  },
  shortest_path: (due) => {
    if (!cart.count()) return undefined
    const link = h(
      'a',
      { class: 'button primary', href: '/checkout/contact' },
      icon('bolt'),
      'Straight to the checkout',
    )
    return h('div', { class: 'quick', 'data-treatment': due.treatment }, link)
  },
}

/** The colour that is chosen on the page. */
function colourInView(): string | undefined {
  return document.querySelector<HTMLInputElement>('input[name="colour"]:checked')?.value
}
