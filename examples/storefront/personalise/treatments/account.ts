import { h } from '../../dom'
import { treatmentBlock } from '../../parts/treatment'
import { account } from '../../state/account'
import { points } from '../../state/points'
import type { Renderers } from '../renderers'

/** What each treatment shows in the account. */
export const accountTreatments: Renderers = {
  make_good: (due) =>
    treatmentBlock(due, {
      title: 'We are sorry',
      text: 'Tell us in the chat what went wrong: we mend it, replace it, or pay it back.',
    }),
  reorder: (due) =>
    treatmentBlock(due, { title: 'Time for more?', text: '“Order again” puts all of an order into the cart.' }),
  early_access: (due) =>
    treatmentBlock(due, {
      title: 'Before everybody else',
      text: 'What is new is yours for a week. Juno is there for you in the chat, in person.',
      body: [h('a', { class: 'button secondary', href: '/new' }, 'See it first')],
    }),
  show_trust: (due) =>
    treatmentBlock(due, {
      title: 'What others say, and what we answer',
      text: '4.6 of 5 from 58 reviews. Whoever was not happy got an answer the same week, and a part, a repair or the money.',
    }),
  first_offer: (due) =>
    treatmentBlock(due, { title: 'Welcome', text: 'HELLO10 takes 10 % off your first order: type it in the cart.' }),
  say_thanks: (due) => {
    const name = account.current()?.name.split(' ')[0]
    const text = 'We hope that it is what you wished for.'
    return treatmentBlock(due, { title: name ? `Thank you, ${name}` : 'Thank you', text })
  },
  show_points: (due) =>
    treatmentBlock(due, {
      title: `You have ${points()} points`,
      text: `${Math.max(0, 500 - points())} more, and delivery is free for a year.`,
    }),
}
