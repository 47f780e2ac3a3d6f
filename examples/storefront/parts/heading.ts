import { type Child, h } from '../dom'

/** The heading of a page: where the focus goes when the page comes, so that it is read out. */
export function pageHeading(title: string, ...more: readonly Child[]): HTMLElement {
  return h('header', { class: 'page-head' }, h('h1', { tabindex: -1 }, title), ...more)
}
