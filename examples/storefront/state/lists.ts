import { findProducts } from '../shop/catalogue'
import type { Product } from '../shop/product'
import { tracker } from '../tracking'
import { lineOf } from './line'
import { readTexts, saved } from './saved'

const wished = saved('wishlist', readTexts)
const compared = saved('compare', readTexts)
const viewed = saved('viewed', readTexts)

/** As many columns as a comparison has room for. */
const MOST_COMPARED = 4
const MOST_VIEWED = 8

/** What the shopper would like to have. */
export const wishlist = {
  products: () => findProducts(wished.get()),
  has: (id: string) => wished.get().includes(id),
  /** Gives whether it is on the list from now on. */
  toggle(product: Product): boolean {
    const isOn = wishlist.has(product.id)
    wished.set(isOn ? wished.get().filter((id) => id !== product.id) : [...wished.get(), product.id])
    const properties = { wishlist_id: 'main', product: lineOf(product), currency: 'EUR' }
    if (isOn) tracker.track('wishlist_product_removed', properties)
    else tracker.track('wishlist_product_added', properties)
    return !isOn
  },
  onChange: wished.onChange,
}

/** What stands side by side. */
export const comparison = {
  products: () => findProducts(compared.get()),
  has: (id: string) => compared.get().includes(id),
  toggle({ id }: Product): boolean {
    const isOn = comparison.has(id)
    compared.set(isOn ? compared.get().filter((each) => each !== id) : [...compared.get(), id].slice(-MOST_COMPARED))
    return !isOn
  },
  set: (ids: readonly string[]) => compared.set(ids.slice(0, MOST_COMPARED)),
  onChange: compared.onChange,
}

/** What was looked at, the latest first. */
export const history = {
  products: () => findProducts(viewed.get()),
  add({ id }: Product) {
    viewed.set([id, ...viewed.get().filter((each) => each !== id)].slice(0, MOST_VIEWED))
  },
}
