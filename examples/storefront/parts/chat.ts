import type { EventProps } from 'aisle'
import { h } from '../dom'
import { orderBook } from '../state/orders'
import { tracker } from '../tracking'
import { icon } from './icon'

type Topic = NonNullable<EventProps<'support_contacted'>['topic']>

const ANSWERS: readonly (readonly [topic: Topic, question: string, answer: string])[] = [
  [
    'product',
    'Help me to choose',
    'Tell us where it is to stand and how large the room is. Most people begin with the light, then the chair.',
  ],
  [
    'order',
    'Where is my order?',
    'Its page tells each step: packed, shipped, delivered. You find it under your account.',
  ],
  ['delivery', 'What does delivery cost?', '€4.90, and nothing from €100 on. Express is €9.90 and comes tomorrow.'],
  ['return', 'Can I send it back?', 'Within 30 days, used or not. The label is on the page of the order.'],
  ['repair', 'Can it be repaired?', 'Nearly all of it. Write what broke, and the part is with you in a week.'],
]

const talk = h('div', { class: 'talk', role: 'log', 'aria-label': 'Chat' })
const dialog = h('dialog', { class: 'chat', 'aria-labelledby': 'chat-title' })
let isAsked = false

function ask(topic: Topic, question: string, answer: string): void {
  const order_id = topic === 'product' ? undefined : orderBook.latest()?.id
  tracker.track('support_contacted', { contact_channel: 'chat', topic, ...(order_id && { order_id }) })
  isAsked = true
  talk.append(h('p', { class: 'mine' }, question), h('p', { class: 'theirs' }, answer), thanks())
  talk.lastElementChild?.scrollIntoView({ block: 'nearest' })
}

function thanks(): HTMLElement {
  const rate = (rating: number) => () => {
    if (isAsked) tracker.track('support_resolved', { contact_channel: 'chat', rating })
    isAsked = false
    row.replaceChildren('Thank you.')
  }
  const row = h(
    'p',
    { class: 'did-help' },
    'Did that help? ',
    h('button', { type: 'button', class: 'link', onclick: rate(5) }, 'Yes'),
    h('button', { type: 'button', class: 'link', onclick: rate(2) }, 'Not really'),
  )
  return row
}

dialog.append(
  h(
    'header',
    {},
    h('h2', { id: 'chat-title' }, 'Ask Larkspur'),
    h(
      'button',
      { type: 'button', class: 'round', 'aria-label': 'Close the chat', onclick: () => dialog.close() },
      icon('close'),
    ),
  ),
  h('p', { class: 'theirs' }, 'Hello, this is Juno. What is it about?'),
  talk,
  h(
    'div',
    { class: 'questions' },
    ...ANSWERS.map(([topic, question, answer]) =>
      h('button', { type: 'button', class: 'chip', onclick: () => ask(topic, question, answer) }, question),
    ),
  ),
)

/** Opens the chat. */
export function openChat(): void {
  dialog.showModal()
}

/** The button that opens the chat, and the chat. */
export function chatParts(): HTMLElement[] {
  const button = h(
    'button',
    { type: 'button', class: 'chat-button', onclick: openChat },
    icon('chat'),
    h('span', {}, 'Chat'),
  )
  return [button, dialog]
}
