import { h } from '../dom'

const LASTS_MS = 4_000
const bar = h('div', { class: 'toast', role: 'status' })
let timer: ReturnType<typeof setTimeout> | undefined

/** Where the shop says what it has just done: over the page, so that nothing in it moves. */
export const toastBar = bar

/** Says something for a few seconds, with a link where there is somewhere to go on to. */
export function toast(text: string, link?: { readonly href: string; readonly text: string }): void {
  clearTimeout(timer)
  bar.replaceChildren(h('span', {}, text), ...(link ? [h('a', { href: link.href }, link.text)] : []))
  bar.classList.add('shown')
  timer = setTimeout(() => bar.classList.remove('shown'), LASTS_MS)
}
