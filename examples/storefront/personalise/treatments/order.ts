import { h } from '../../dom'
import { smallList } from '../../parts/product-row'
import { treatmentBlock } from '../../parts/treatment'
import { inWords } from '../../parts/why'
import { findProducts } from '../../shop/catalogue'
import { account } from '../../state/account'
import type { Order } from '../../state/orders'
import { points } from '../../state/points'
import type { Renderers } from '../renderers'

const productsOf = ({ lines }: Order) => findProducts([...new Set(lines.map(({ product_id }) => product_id))])

/** What each treatment shows on the page of an order. */
export const orderTreatments: Renderers = {
  make_good: (due) =>
    treatmentBlock(due, {
      title: 'We are sorry',
      text: 'Tell us in the chat what went wrong: we mend it, replace it, or pay it back.',
    }),
  tell_progress: (due, { order }) =>
    order &&
    treatmentBlock(due, {
      title: 'Each step, as it happens',
      text: `It is ${order.status}. You hear of the next step here.`,
    }),
  warn_of_delay: (due, { order }) =>
    order &&
    treatmentBlock(due, {
      title: 'On time',
      text: `Promised for ${inWords(order.promised_at)}. Should that change, you hear of it first.`,
    }),
  second_order: (due, { order }) => {
    const bought = order ? productsOf(order) : []
    const next = findProducts([...new Set(bought.flatMap(({ goes_with }) => goes_with))]).filter(
      (each) => !bought.includes(each),
    )
    if (!next.length) return undefined
    return treatmentBlock(due, { title: 'What others bought next', body: [smallList(next.slice(0, 3))] })
  },
  how_to_use: (due, { order }) => {
    if (!order) return undefined
    const care = productsOf(order).map(({ name, care }) => h('li', {}, h('strong', {}, `${name}: `), care))
    return treatmentBlock(due, { title: 'So that it lasts', body: [h('ul', {}, ...care)] })
  },
  say_thanks: (due) => {
    const name = account.current()?.name.split(' ')[0]
    return treatmentBlock(due, {
      title: name ? `Thank you, ${name}` : 'Thank you',
      text: 'We hope that it is what you wished for.',
    })
  },
  show_points: (due) =>
    treatmentBlock(due, {
      title: `${points()} points`,
      text: 'A point for each euro; 500 make delivery free for a year.',
    }),
}
