import {
  fromWooCommerceOrders,
  fromWooCommerceRefunds,
  fromWooCommerceReviews,
} from '../../../src/adapters/woocommerce'
import { type Told, withFunctions } from './with-functions'

/** The calls of the golden cases of WooCommerce, by name. */
export const calls = {
  orders: (orders: unknown, options: Told) => fromWooCommerceOrders(orders, withFunctions(options)),
  refunds: (refunds: unknown, options: Told) => fromWooCommerceRefunds(refunds, withFunctions(options)),
  reviews: (reviews: unknown, options: Told) => fromWooCommerceReviews(reviews, withFunctions(options)),
}
