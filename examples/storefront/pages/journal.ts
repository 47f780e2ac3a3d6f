import { h } from '../dom'
import { pageHeading } from '../parts/heading'
import { icon } from '../parts/icon'
import { journalList } from '../parts/journal-list'
import { picture } from '../parts/picture'
import { productRow } from '../parts/product-row'
import { slot } from '../parts/slot'
import { videoPlace } from '../parts/video-place'
import type { Page, Place } from '../router'
import { findProducts } from '../shop/catalogue'
import { findArticle } from '../shop/journal'
import { tracker } from '../tracking'

/** Everything to read. */
export function journalPage(): Page {
  return {
    title: 'Journal',
    node: h(
      'div',
      { class: 'page' },
      pageHeading('Journal', h('p', {}, 'On things, and on living with them.')),
      journalList('h2'),
      slot('home'),
    ),
    viewed: () => tracker.track('list_viewed', { list_id: 'journal' }),
  }
}

/** One story. */
export function articlePage({ params }: Place): Page | undefined {
  const article = findArticle(params.id!)
  if (!article) return undefined
  const { id, kind, title, teaser, paragraphs } = article
  const products = findProducts(article.products)
  const share = () => {
    tracker.track('product_shared', { share_via: 'link' })
    void navigator.clipboard?.writeText(location.href).catch(() => {})
  }
  const head =
    kind === 'video' ? videoPlace(products[0]!, () => {}) : picture(products[0]!, { view: 'room', isFirst: true })
  return {
    title,
    node: h(
      'article',
      { class: 'page article' },
      pageHeading(title, h('p', { class: 'teaser' }, teaser)),
      h('div', { class: 'article-picture' }, head),
      ...paragraphs.map((text) => h('p', {}, text)),
      h('button', { type: 'button', class: 'secondary', onclick: share }, icon('share'), 'Copy the address'),
      productRow('In this story', products, 'story'),
    ),
    viewed: () => tracker.track('content_viewed', { content_type: kind, content_id: id }),
  }
}
