import { h } from '../dom'
import { findProduct } from '../shop/catalogue'
import { type Article, journal } from '../shop/journal'
import { picture } from './picture'

const KINDS: Readonly<Record<Article['kind'], string>> = {
  article: 'Article',
  guide: 'Guide',
  lookbook: 'Lookbook',
  video: 'Film',
}

/** Everything in the journal, as cards. */
export function journalList(level: 'h2' | 'h3' = 'h3'): HTMLElement {
  const item = ({ id, kind, title, teaser, products }: Article) =>
    h(
      'li',
      {},
      h(
        'article',
        { class: 'story' },
        h('div', { class: 'frame' }, picture(findProduct(products[0]!)!, { view: 'room' })),
        h('p', { class: 'kind' }, KINDS[kind]),
        h(level, {}, h('a', { class: 'cover', href: `/journal/${id}` }, title)),
        h('p', {}, teaser),
      ),
    )
  return h('ul', { class: 'stories' }, ...journal.map(item))
}
