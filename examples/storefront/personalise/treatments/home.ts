import { h } from '../../dom'
import { journalList } from '../../parts/journal-list'
import { productCards } from '../../parts/product-row'
import { treatmentBlock } from '../../parts/treatment'
import { findCategory, findProducts, products } from '../../shop/catalogue'
import { history } from '../../state/lists'
import { orderBook } from '../../state/orders'
import { points } from '../../state/points'
import { known } from '../known'
import type { Renderer, Renderers } from '../renderers'

/** As many as there is room for. */
const MOST = 4

const newest = () => [...products].sort((a, b) => b.rank_new - a.rank_new).slice(0, MOST)

/** What goes with what was seen, or was bought. */
const around: Renderer = (due) => {
  // The two say the same of a first order.
  if (due.treatment === 'accessories' && known.isDue('second_order')) return undefined
  const seen = history.products()
  const bought = findProducts(orderBook.latest()?.lines.map(({ product_id }) => product_id) ?? [])
  const from = due.treatment === 'more_around_product' ? seen : bought
  const ids = new Set(from.flatMap(({ goes_with }) => goes_with))
  const few = findProducts([...ids])
    .filter((product) => !from.includes(product))
    .slice(0, MOST)
  if (!few.length) return undefined
  const title = from === seen ? 'Around what you have seen' : `Goes with your ${bought[0]!.name}`
  return treatmentBlock(due, { title, body: [productCards(few, due.treatment)], class: 'wide' })
}

/** What each treatment shows further down on the home page. */
export const homeTreatments: Renderers = {
  show_novelties: (due) =>
    treatmentBlock(due, {
      title: 'New here',
      body: [productCards(newest(), 'novelties')],
      class: 'wide',
    }),
  more_around_product: around,
  accessories: around,
  second_order: around,
  favourite_first: (due) => {
    const category = findCategory(String(due.about).toLowerCase())
    if (!category) return undefined
    const few = products.filter((product) => product.category === category.id).slice(0, MOST)
    const body = [productCards(few, 'favourite')]
    return treatmentBlock(due, { title: `More of ${category.name}`, body, class: 'wide' })
  },
  reading_list: (due) => treatmentBlock(due, { title: 'To read', body: [journalList()], class: 'wide' }),
  tell_stories: (due) =>
    treatmentBlock(due, { title: 'Stories from the workshop', body: [journalList()], class: 'wide' }),
  show_points: (due) =>
    treatmentBlock(due, {
      title: `You have ${points()} points`,
      text: `${Math.max(0, 500 - points())} more, and delivery is free for a year.`,
    }),
  ask_to_recommend: (due) =>
    treatmentBlock(due, {
      title: 'How do you like it?',
      text: 'A word from you helps others to choose.',
      body: [h('a', { class: 'button secondary', href: `/orders/${orderBook.latest()?.id}` }, 'Write a review')],
    }),
  show_trust: (due) =>
    treatmentBlock(due, {
      title: 'What others say, and what we answer',
      text: '4.6 of 5 from 58 reviews. Whoever was not happy got an answer the same week, and a part, a repair or the money.',
    }),
  value_instead_of_discount: (due) =>
    treatmentBlock(due, { title: 'Sets cost less', text: 'Kettle, teapot and mugs together come with a tray.' }),
  invite_friend_voucher: (due) =>
    treatmentBlock(due, {
      title: 'Did a friend send you?',
      text: 'Then HELLO10 is for you: 10 % off the first order.',
    }),
}
