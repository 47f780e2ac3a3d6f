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

/** A burst well over one's own norm after a lull, at full price. */
export const splurging: Segment = segment('splurging', 'In a mood to splurge', {
  all: [
    share(paid(month), norm, 2),
    { eq: [count(quarter), count(month)] },
    { eq: [count(having('coupon', month)), 0] },
  ],
})

/** Deliberate: thinks long for each order, within few categories. */
export const mindful: Segment = segment('mindful', 'Buys with deliberation', {
  all: [
    share({ days: viewed }, count(quarter), 3),
    { lte: [{ ratio: [{ distinct: 'product.category', of: placed }, count(placed)] }, 0.25] },
  ],
})
