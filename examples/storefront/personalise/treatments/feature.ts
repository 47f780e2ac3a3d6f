import type { SelectedTreatment } from 'aisle'
import { h } from '../../dom'
import { buyNow } from '../../parts/buy'
import { picture } from '../../parts/picture'
import { smallList } from '../../parts/product-row'
import { treatmentBlock } from '../../parts/treatment'
import { findProducts, isReduced, products, reductionOf } from '../../shop/catalogue'
import type { Product } from '../../shop/product'
import { comparison, history } from '../../state/lists'
import { orderBook } from '../../state/orders'
import { cartProducts } from '../cart-products'
import type { Renderer, Renderers } from '../renderers'

/** As many as there is room for. */
const MOST = 3

const link = (href: string, text: string) => h('a', { class: 'button primary', href }, text)

/** The cart with its pictures, and a way back into it. */
const cartPanel =
  (title: string, href: string, text: string): Renderer =>
  (due) => {
    const few = cartProducts().slice(0, MOST)
    return few.length ? treatmentBlock(due, { title, body: [smallList(few), link(href, text)] }) : undefined
  }

function salePanel(due: SelectedTreatment): HTMLElement {
  const best = products.filter(isReduced).sort((a, b) => reductionOf(b) - reductionOf(a))
  const body = [smallList(best.slice(0, MOST)), link('/sale', 'To the sale')]
  return treatmentBlock(due, {
    title: 'The sale, first',
    text: `Up to ${reductionOf(best[0]!)} % off, while it lasts.`,
    body,
  })
}

function oneClickPanel(due: SelectedTreatment): HTMLElement {
  const again = findProducts(orderBook.latest()?.lines.map(({ product_id }) => product_id) ?? [])
  const few = [...new Set([...again, ...history.products(), ...findProducts(['harbour-mugs'])])].slice(0, MOST)
  const row = (product: Product) =>
    h(
      'li',
      {},
      h('span', { class: 'thumbnail' }, picture(product)),
      h('span', {}, product.name),
      h(
        'button',
        { type: 'button', class: 'primary', onclick: () => buyNow(product) },
        `Buy now`,
        h('span', { class: 'hidden' }, ` ${product.name}`),
      ),
    )
  const body = [h('ul', { class: 'buy-list' }, ...few.map(row))]
  return treatmentBlock(due, { title: 'In one click', text: 'To the address and with the payment of last time.', body })
}

function comparisonPanel(due: SelectedTreatment): HTMLElement | undefined {
  const few = history.products().slice(0, MOST)
  if (!few.length) return undefined
  const go = link('/compare', 'Compare them')
  go.addEventListener('click', () => comparison.set(few.map(({ id }) => id)))
  return treatmentBlock(due, { title: 'Compare what you have looked at', body: [smallList(few), go] })
}

function progressPanel(due: SelectedTreatment): HTMLElement | undefined {
  const order = orderBook.latest()
  if (!order) return undefined
  const bought = findProducts(order.lines.map(({ product_id }) => product_id)).slice(0, MOST)
  const body = [smallList(bought), link(`/orders/${order.id}`, 'Follow your order')]
  return treatmentBlock(due, { title: `Your order is ${order.status}`, body })
}

function accessoriesPanel(due: SelectedTreatment): HTMLElement | undefined {
  const bought = findProducts(orderBook.latest()?.lines.map(({ product_id }) => product_id) ?? [])
  const around = findProducts([...new Set(bought.flatMap(({ goes_with }) => goes_with))])
  const fresh = around.filter((product) => !bought.includes(product)).slice(0, MOST)
  if (!fresh.length) return undefined
  const title = due.treatment === 'second_order' ? 'What others bought next' : `Goes with your ${bought[0]!.name}`
  return treatmentBlock(due, { title, body: [smallList(fresh)] })
}

/** A picture that fills the place. */
function picturePanel(due: SelectedTreatment): HTMLElement {
  const product = findProducts(['burrow-armchair'])[0]!
  const body = [
    picture(product, { view: 'room', colour: 'rose', isFirst: true }),
    link(`/products/${product.id}`, 'See the Burrow'),
  ]
  return treatmentBlock(due, { title: 'A room to sink into', class: 'full-picture', body })
}

/** What each treatment shows at the top of the home page, where one has room. */
export const featureTreatments: Renderers = {
  tell_progress: progressPanel,
  help_with_checkout: cartPanel('You were nearly there', '/checkout/contact', 'Go on'),
  cart_reminder: cartPanel('You left this behind', '/cart', 'Back to the cart'),
  sale_first: salePanel,
  one_click: oneClickPanel,
  shortest_path: cartPanel('Straight to the checkout', '/checkout/contact', 'Check out'),
  offer_comparison: comparisonPanel,
  eye_catching_page: picturePanel,
  remind_of_cart: cartPanel('Your cart, as it was', '/cart', 'See the cart'),
  second_order: accessoriesPanel,
  accessories: accessoriesPanel,
}
