import { h } from '../dom'
import type { Product } from '../shop/product'
import { icon } from './icon'
import { picture } from './picture'

/** Where a film would be: a picture, and a button that would play it. */
export function videoPlace(product: Product, onPlay: () => void): HTMLElement {
  const play = () => {
    place.classList.add('playing')
    button.replaceChildren('The film would play here.')
    button.disabled = true
    onPlay()
  }
  const button = h('button', { type: 'button', class: 'play', onclick: play }, icon('play'), `Play the film, 1:24`)
  const place = h('div', { class: 'video' }, picture(product, { view: 'room' }), button)
  return place
}
