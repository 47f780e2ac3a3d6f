import type { Metric, Segment, Selector } from '../language/ast'
import { count, having, lately, lines, orders, recent, segment, share } from './parts'

const month = lately(orders, '30d')
const quarter = lately(orders)
const viewed = recent('product_viewed')
const placed = lines(having('product.category', viewed))

/* @__NO_SIDE_EFFECTS__ */
function paid(of: Selector): Metric {
  return { sum: 'total', of }
}

/** What an order came to before the last 30 days, on the average; absent for those who had not bought before. */
const norm: Metric = {
  ratio: [{ sub: [paid(orders), paid(month)] }, { sub: [count(orders), count(month)] }],
}

/**
 * A burst well over one's own norm after a lull, at full price.
 *
 * @example
 * const shopper = compile(defineDocument({ segments: [splurging] })).shopper()
 * const order = { ...event, name: 'order_completed' }
 * shopper.add({ ...order, id: 'e1', time: now - 200 * 86_400_000, props: { order_id: 'o-1', total: 40 } })
 * shopper.add({ ...order, id: 'e2', props: { order_id: 'o-2', total: 80 } })
 * shopper.at(now).segments.splurging // => 'in'
 */
export const splurging: Segment = segment('splurging', 'In a mood to splurge', {
  all: [
    share(paid(month), norm, 2),
    { eq: [count(quarter), count(month)] },
    { eq: [count(having('coupon', month)), 0] },
  ],
})

/**
 * Deliberate: thinks long for each order, within few categories.
 *
 * @example
 * const shopper = compile(defineDocument({ segments: [mindful] })).shopper()
 * // On four days a look at shoes, and then the order.
 * for (const day of [9, 6, 4, 1])
 *   shopper.add({ ...event, id: `e${day}`, name: 'product_viewed', time: now - day * 86_400_000 })
 * shopper.add({ ...event, id: 'e0', name: 'order_completed', props: { order_id: 'o-1' } })
 * shopper.at(now).segments.mindful // => 'in'
 */
export const mindful: Segment = segment('mindful', 'Buys with deliberation', {
  all: [
    share({ days: viewed }, count(quarter), 3),
    { lte: [{ ratio: [{ distinct: 'product.category', of: placed }, count(placed)] }, 0.25] },
  ],
})
