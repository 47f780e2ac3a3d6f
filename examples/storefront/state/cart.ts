import { findProduct } from '../shop/catalogue'
import type { Product } from '../shop/product'
import { tracker } from '../tracking'
import { lineOf } from './line'
import { saved } from './saved'

/** What is in the cart of one product in one colour. */
export interface CartLine {
  readonly product_id: string
  readonly colour: string
  readonly quantity: number
}

/** The cart's lines, with their products. */
export interface FullLine extends CartLine {
  readonly product: Product
}

const MOST = 20
const lines = saved<readonly CartLine[]>('cart', (stored) => (Array.isArray(stored) ? stored.flatMap(readLine) : []))

function readLine(stored: unknown): CartLine[] {
  const { product_id, colour, quantity } = Object(stored) as Partial<CartLine>
  const product = findProduct(String(product_id))
  if (!product || !(Number(quantity) >= 1)) return []
  const known = product.colours.find(({ id }) => id === colour) ?? product.colours[0]!
  return [{ product_id: product.id, colour: known.id, quantity: Math.min(Math.floor(Number(quantity)), MOST) }]
}

/** The cart. */
export const cart = {
  lines: (): FullLine[] => lines.get().map((line) => ({ ...line, product: findProduct(line.product_id)! })),
  count: () => lines.get().reduce((sum, { quantity }) => sum + quantity, 0),
  /** What its products cost, before coupon and delivery. */
  subtotal: () => cents(cart.lines().reduce((sum, { product, quantity }) => sum + product.price * quantity, 0)),
  add({ id }: Product, colour: string, quantity = 1) {
    const known = lines.get().find((line) => line.product_id === id && line.colour === colour)
    cart.setQuantity(id, colour, (known?.quantity ?? 0) + quantity)
  },
  /** 0 takes it out. */
  setQuantity(product_id: string, colour: string, quantity: number) {
    const isIt = (line: CartLine) => line.product_id === product_id && line.colour === colour
    const line = { product_id, colour, quantity: Math.min(quantity, MOST) }
    const isKnown = lines.get().some(isIt)
    const next = isKnown ? lines.get().map((each) => (isIt(each) ? line : each)) : [...lines.get(), line]
    change(next.filter((each) => each.quantity > 0))
  },
  empty: () => change([]),
  /** Its lines as they are tracked. */
  tracked: () => cart.lines().map(({ product, colour, quantity }) => ({ ...lineOf(product, colour), quantity })),
  onChange: lines.onChange,
}

function change(next: readonly CartLine[]): void {
  lines.set(next)
  // The whole cart each time: the tracker works out what came in and what went out.
  tracker.cart(cart.tracked(), { currency: 'EUR' })
}

/** An amount without what floating-point sums add to it. */
export function cents(amount: number): number {
  return Math.round(amount * 100) / 100
}
