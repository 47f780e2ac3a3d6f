import { h } from '../dom'
import { checkoutForm, STEPS, type Step } from '../parts/checkout-form'
import { money } from '../parts/money'
import { go, type Page, type Place } from '../router'
import { account } from '../state/account'
import { cart } from '../state/cart'
import { coupon } from '../state/coupon'
import { draft } from '../state/draft'
import { orderBook, totals } from '../state/orders'
import { tracker } from '../tracking'

const TITLES: Readonly<Record<Step, string>> = {
  contact: 'Who are you?',
  address: 'Where does it go?',
  delivery: 'How does it get there?',
  payment: 'How do you pay?',
}

/** A step of the checkout. Nothing stands beside it that leads elsewhere. */
export function checkoutPage({ params, query }: Place): Page | undefined {
  const step = STEPS.find((each) => each === params.step)
  if (!step) return undefined
  if (!cart.count()) return emptyPage()
  const isQuick = query.has('now')
  if (isQuick) draft.takeFromLast()
  return {
    title: `Checkout: ${step}`,
    node: h(
      'div',
      { class: 'page checkout' },
      progress(step),
      h('div', { class: 'checkout-columns' }, form(step), overview()),
    ),
    viewed: () => begin(isQuick),
  }
}

function emptyPage(): Page {
  const node = h(
    'div',
    { class: 'page' },
    h('h1', { tabindex: -1 }, 'Your cart is empty'),
    h('p', {}, h('a', { href: '/' }, 'Look around')),
  )
  return { title: 'Checkout', node }
}

/** The checkout begins with the first step that is seen, and once for each cart. */
function begin(isQuick: boolean): void {
  if (draft.isBegun()) return
  draft.begin()
  const { total } = totals('standard')
  const checkout_id = draft.id()
  tracker.track('checkout_started', { checkout_id, value: total, products: cart.tracked(), currency: 'EUR' })
  // What last time said need not be asked again: these steps are done.
  if (isQuick) for (const step of STEPS.slice(0, 3)) complete(step)
}

function complete(step: Step): void {
  const { shipping, payment } = draft.get()
  tracker.track('checkout_step_completed', {
    step,
    ...(step === 'delivery' && { shipping_method: shipping }),
    ...(step === 'payment' && { payment_method: payment }),
  })
}

function form(step: Step): HTMLElement {
  const problem = h('p', { class: 'error', role: 'alert' })
  const done = () => {
    complete(step)
    const next = STEPS[STEPS.indexOf(step) + 1]
    if (next) return go(`/checkout/${next}`)
    if (draft.get().payment === 'refused_card') {
      tracker.track('checkout_failed', { reason: 'payment_refused' })
      problem.textContent = 'The card was refused. Please pay another way.'
      return
    }
    const order = orderBook.place(draft.get())
    draft.end()
    go(`/orders/${order.id}?thanks`)
  }
  const last = step === 'payment'
  return h(
    'section',
    { class: 'checkout-step', 'aria-label': TITLES[step] },
    h('h1', { tabindex: -1 }, TITLES[step]),
    checkoutForm(step, last ? `Pay ${money(totals(draft.get().shipping).total)}` : 'Go on', done),
    problem,
    step === 'contact' &&
      !account.current() &&
      h('p', { class: 'soft' }, 'Have an account? ', h('a', { href: '/account' }, 'Log in')),
  )
}

function progress(step: Step): HTMLElement {
  const at = STEPS.indexOf(step)
  const item = (each: Step, i: number) => {
    const name = each[0]!.toUpperCase() + each.slice(1)
    const current = i === at ? { 'aria-current': 'step' } : {}
    return h(
      'li',
      { class: i < at ? 'done' : '', ...current },
      i < at ? h('a', { href: `/checkout/${each}` }, name) : name,
    )
  }
  return h('ol', { class: 'steps', 'aria-label': 'Steps' }, ...STEPS.map(item))
}

function overview(): HTMLElement {
  const { discount, shipping, total } = totals(draft.get().shipping)
  const row = (name: string, value: string) => [h('dt', {}, name), h('dd', {}, value)]
  return h(
    'aside',
    { class: 'summary', 'aria-label': 'Your order' },
    h('h2', {}, 'Your order'),
    h(
      'dl',
      {},
      ...cart
        .lines()
        .flatMap(({ product, quantity }) => row(`${quantity} × ${product.name}`, money(product.price * quantity))),
      ...(discount ? row(`Code ${coupon.code()}`, `−${money(discount)}`) : []),
      ...row(shipping.name, shipping.price ? money(shipping.price) : 'Free'),
      ...row('Total', money(total)),
    ),
  )
}
