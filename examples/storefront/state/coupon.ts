import { tracker } from '../tracking'
import { cart, cents } from './cart'
import { saved } from './saved'

interface Coupon {
  /** Which part of the subtotal is taken off. */
  readonly off: number
  /** The least that the cart has to come to, in euros. */
  readonly from: number
}

const COUPONS: Readonly<Record<string, Coupon>> = {
  HELLO10: { off: 0.1, from: 0 },
  SLOW15: { off: 0.15, from: 150 },
}

const applied = saved('coupon', (stored) => (typeof stored === 'string' && stored in COUPONS ? stored : undefined))

/** The coupon in the cart. */
export const coupon = {
  code: () => applied.get(),
  /** What it takes off the cart, in euros. */
  discount() {
    const { off, from } = COUPONS[applied.get() ?? ''] ?? { off: 0, from: 0 }
    return cart.subtotal() >= from ? cents(cart.subtotal() * off) : 0
  },
  /** Tries a code that somebody typed; gives what is to be said where it is refused. */
  enter(text: string): string | undefined {
    const code = text.trim().toUpperCase().slice(0, 40)
    if (!code) return 'Type a code first.'
    tracker.track('coupon_entered', { coupon: code })
    const known = Object.hasOwn(COUPONS, code) ? COUPONS[code] : undefined
    if (!known) {
      tracker.track('coupon_denied', { coupon: code, reason: 'unknown' })
      return 'This code is not known here.'
    }
    if (cart.subtotal() < known.from) {
      tracker.track('coupon_denied', { coupon: code, reason: 'minimum' })
      return `This code is for carts from €${known.from} on.`
    }
    applied.set(code)
    tracker.track('coupon_applied', { coupon: code, discount: coupon.discount(), currency: 'EUR' })
    return undefined
  },
  remove() {
    const code = applied.get()
    applied.set(undefined)
    if (code) tracker.track('coupon_removed', { coupon: code })
  },
  /** It was used up. */
  clear: () => applied.set(undefined),
}
