import { h } from '../dom'
import type { View } from '../shop/pictures'
import type { Product } from '../shop/product'

/** Options of {@link picture}. */
export interface PictureOptions {
  readonly colour?: string
  /** @default 'plain' */
  readonly view?: View
  /** Whether it says nothing that the words beside it do not. @default true */
  readonly isDecorative?: boolean
  /** Whether it is seen at once, and need not wait for others. @default false */
  readonly isFirst?: boolean
}

/** The picture of a product. Its size is known before it is there, so that nothing moves. */
export function picture({ id, name, colours }: Product, options: PictureOptions = {}): HTMLImageElement {
  const { colour = colours[0]!.id, view = 'plain', isDecorative = true, isFirst = false } = options
  return h('img', {
    src: `/pictures/${id}.svg?colour=${colour}&view=${view}`,
    width: 400,
    height: 400,
    alt: isDecorative ? '' : `${name}${view === 'room' ? ', in a room' : view === 'near' ? ', from near' : ''}`,
    loading: isFirst ? 'eager' : 'lazy',
    decoding: 'async',
    ...(isFirst && { fetchpriority: 'high' }),
  })
}
