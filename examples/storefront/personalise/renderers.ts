import type { SelectedTreatment } from 'aisle'
import type { Product } from '../shop/product'
import type { Order } from '../state/orders'
import { accountTreatments } from './treatments/account'
import { cartTreatments } from './treatments/cart'
import { featureTreatments } from './treatments/feature'
import { homeTreatments } from './treatments/home'
import { orderTreatments } from './treatments/order'
import { buyTreatments, listingTreatments, productTreatments } from './treatments/product'
import { stripTreatments } from './treatments/strip'

/** Where on a page treatments go. */
export type SlotName = 'strip' | 'feature' | 'home' | 'listing' | 'buy' | 'product' | 'cart' | 'order' | 'account'

/** What the page is about. */
export interface SlotContext {
  readonly product?: Product
  readonly order?: Order
}

/** Shows a treatment; nothing where it has nothing to say here. */
export type Renderer = (due: SelectedTreatment, context: SlotContext) => HTMLElement | undefined

export type Renderers = Readonly<Record<string, Renderer>>

/**
 * What each treatment of the playbook looks like, in each place where it has a look. The playbook says what is due and in
 * which order; nothing here asks for a segment.
 */
export const renderers: Readonly<Record<SlotName, Renderers>> = {
  strip: stripTreatments,
  feature: featureTreatments,
  home: homeTreatments,
  listing: listingTreatments,
  buy: buyTreatments,
  product: productTreatments,
  cart: cartTreatments,
  order: orderTreatments,
  account: accountTreatments,
}
