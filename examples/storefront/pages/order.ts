import { h } from '../dom'
import { pageHeading } from '../parts/heading'
import { icon } from '../parts/icon'
import { money } from '../parts/money'
import { smallList } from '../parts/product-row'
import { reviewForm } from '../parts/review-form'
import { slot } from '../parts/slot'
import { inWords } from '../parts/why'
import { type Page, type Place, redraw } from '../router'
import { findProducts } from '../shop/catalogue'
import { type Order, type OrderStatus, orderBook } from '../state/orders'

const STEPS: readonly (readonly [status: OrderStatus, name: string])[] = [
  ['packed', 'Packed'],
  ['shipped', 'Shipped'],
  ['delivered', 'Delivered'],
]

/** An order: what is in it, and where it is. */
export function orderPage({ params, query }: Place): Page | undefined {
  const order = orderBook.find(params.id!)
  if (!order) return undefined
  const title = query.has('thanks') && order.status === 'packed' ? 'Thank you for your order' : `Order ${order.id}`
  const bought = findProducts([...new Set(order.lines.map(({ product_id }) => product_id))])
  return {
    title,
    node: h(
      'div',
      { class: 'page order' },
      pageHeading(title, h('p', {}, `${order.id}, placed ${inWords(order.placed_at)}, ${money(order.total)}`)),
      timeline(order),
      warehouse(order),
      h('section', { 'aria-label': 'What is in it' }, h('h2', {}, 'What is in it'), smallList(bought)),
      slot('order', { order }),
      order.status === 'delivered' && reviewForm(bought),
    ),
  }
}

function timeline({ status, promised_at }: Order): HTMLElement {
  const at = status === 'returning' ? STEPS.length - 1 : STEPS.findIndex(([each]) => each === status)
  const item = ([, name]: (typeof STEPS)[number], i: number) =>
    h(
      'li',
      { class: i <= at ? 'done' : '', ...(i === at && { 'aria-current': 'step' }) },
      icon(i <= at ? 'check' : 'truck'),
      name,
    )
  return h(
    'section',
    { class: 'timeline', 'aria-label': 'Where it is' },
    h('ol', {}, ...STEPS.map(item)),
    h('p', {}, status === 'returning' ? 'It is on its way back to us.' : `Promised for ${inWords(promised_at)}.`),
  )
}

/** Buttons in the place of a warehouse and a carrier, who would tell the shop's server (see examples/node/webhook.ts). */
function warehouse(order: Order): HTMLElement {
  const NEXT: Readonly<Partial<Record<OrderStatus, readonly [to: OrderStatus, words: string]>>> = {
    packed: ['shipped', 'Play: it is shipped'],
    shipped: ['delivered', 'Play: it is delivered'],
    delivered: ['returning', 'Send it back'],
  }
  const next = NEXT[order.status]
  const move = () => {
    orderBook.move(order, next![0])
    redraw()
  }
  return h(
    'p',
    { class: 'warehouse' },
    next && h('button', { type: 'button', class: 'secondary', onclick: move }, next[1]),
  )
}
