import { go } from '../router'
import type { Product } from '../shop/product'
import { cart } from '../state/cart'
import { toast } from './toast'

/** Puts a product into the cart, and says so. */
export function addToCart(product: Product, colour = product.colours[0]!.id, quantity = 1): void {
  cart.add(product, colour, quantity)
  toast(`${product.name} is in your cart.`, { href: '/cart', text: 'See the cart' })
}

/** The one-click path: into the cart, and to the last step of the checkout, with the details of the last order. */
export function buyNow(product: Product, colour = product.colours[0]!.id): void {
  cart.add(product, colour)
  go('/checkout/payment?now')
}
