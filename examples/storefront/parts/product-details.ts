import type { EventProps } from 'aisle'
import { type Child, h } from '../dom'
import type { Product } from '../shop/product'
import { ratingOf, reviewsOf } from '../shop/reviews'
import { lineOf } from '../state/line'
import { tracker } from '../tracking'
import { stars } from './rating'
import { videoPlace } from './video-place'

type Detail = NonNullable<EventProps<'product_detail_viewed'>['detail']>

/** The facts of a product, each behind its heading: what is opened is what the shopper wants to know. */
export function productDetails(product: Product): HTMLElement {
  const told = new Set<Detail>()
  // Once a page: who opens and closes the same does not look more closely.
  const look = (detail: Detail) => {
    if (told.has(detail)) return
    told.add(detail)
    tracker.track('product_detail_viewed', { detail, product: lineOf(product), currency: 'EUR' })
  }
  const { count } = ratingOf(product.id)
  return h(
    'section',
    { class: 'details', 'aria-label': 'Facts' },
    part('Specification', () => look('specification'), specification(product)),
    part(`Reviews (${count})`, () => look('reviews'), reviews(product)),
    part('Questions', () => look('questions'), questions(product)),
    part(
      'Film',
      () => {},
      videoPlace(product, () => look('video')),
    ),
    part(
      'Delivery and returns',
      () => look('delivery'),
      h(
        'p',
        {},
        'Standard is €4.90 and takes three days; from €100 on it is free. Express is €9.90 and comes tomorrow.',
      ),
      h('p', {}, 'You have 30 days to send it back, used or not.'),
    ),
  )
}

function part(title: string, onOpen: () => void, ...content: readonly Child[]): HTMLElement {
  const toggled = (event: Event) => (event.target as HTMLDetailsElement).open && onOpen()
  return h(
    'details',
    { class: 'part', ontoggle: toggled },
    h('summary', {}, h('h2', {}, title)),
    h('div', { class: 'part-body' }, ...content),
  )
}

function specification({ specification: rows, care }: Product): HTMLElement {
  const all = [...rows, ['Care', care] as const]
  return h('dl', { class: 'specification' }, ...all.flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]))
}

function reviews({ id }: Product): HTMLElement {
  const item = ({ author, rating, title, text }: ReturnType<typeof reviewsOf>[number]) =>
    h('li', {}, stars(rating), h('h3', {}, title), h('p', {}, text), h('p', { class: 'soft' }, author))
  return h('ul', { class: 'reviews' }, ...reviewsOf(id).map(item))
}

function questions({ name, specification: rows }: Product): HTMLElement {
  const [first, second] = rows
  return h(
    'dl',
    { class: 'questions-asked' },
    h('dt', {}, `Is the ${name} in stock?`),
    h('dd', {}, 'Yes: what is shown can be sent today.'),
    first && h('dt', {}, `What about this: ${first[0].toLowerCase()}?`),
    first && h('dd', {}, `${first[1]}.`),
    second && h('dt', {}, 'Can parts be had one by one?'),
    second && h('dd', {}, 'Yes, for at least ten years.'),
  )
}
