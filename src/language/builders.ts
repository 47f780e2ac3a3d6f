/**
 * Builders that read like a sentence and give the rule language's JSON, nothing else: what they return is plain data with
 * a few methods on its prototype, so `JSON.stringify` of it is the definition.
 *
 * @module
 */
import type { Condition, Duration, Metric, Scalar, Selector, Where } from './ast'

/** Something a metric can be compared with: a literal, a duration string, or another metric. */
type Operand = Metric | MetricBuilder

/**
 * A metric that can be compared and combined.
 *
 * @example
 * count('order_completed').per(count('product_viewed')).gte(0.02)
 */
export class MetricBuilder {
  constructor(definition: object) {
    Object.assign(this, definition)
  }

  /** Equal; different types never are. */
  eq(other: Operand): Condition {
    return { eq: [asMetric(this), asMetric(other)] }
  }
  /** Not equal. */
  ne(other: Operand): Condition {
    return { ne: [asMetric(this), asMetric(other)] }
  }
  /** Greater; for numbers and durations. */
  gt(other: Operand): Condition {
    return { gt: [asMetric(this), asMetric(other)] }
  }
  /** At least; for numbers and durations. */
  gte(other: Operand): Condition {
    return { gte: [asMetric(this), asMetric(other)] }
  }
  /** Less; for numbers and durations. */
  lt(other: Operand): Condition {
    return { lt: [asMetric(this), asMetric(other)] }
  }
  /** At most; for numbers and durations. */
  lte(other: Operand): Condition {
    return { lte: [asMetric(this), asMetric(other)] }
  }
  /** One of some literals. */
  in(literals: readonly Scalar[]): Condition {
    return { in: [asMetric(this), literals] }
  }
  /** There is a value; never unknown. */
  exists(): Condition {
    return { exists: asMetric(this) }
  }
  /** This over another; absent where the other is 0. */
  per(other: Operand): MetricBuilder {
    return new MetricBuilder({ ratio: [asMetric(this), asMetric(other)] })
  }
  /** This plus another. */
  plus(other: Operand): MetricBuilder {
    return new MetricBuilder({ add: [asMetric(this), asMetric(other)] })
  }
  /** This minus another. */
  minus(other: Operand): MetricBuilder {
    return new MetricBuilder({ sub: [asMetric(this), asMetric(other)] })
  }
  /** This times another. */
  times(other: Operand): MetricBuilder {
    return new MetricBuilder({ mul: [asMetric(this), asMetric(other)] })
  }
}

/**
 * A metric over events, whose selection can be narrowed.
 *
 * @example
 * count('product_viewed').where({ 'product.category': 'shoes' }).within('7d')
 */
export class SelectionBuilder extends MetricBuilder {
  /** Only events, or lines, that meet all tests. */
  where(where: Where): SelectionBuilder {
    return this.#with({ where })
  }
  /** Only events of the last so long, or of the current visit. */
  within(within: Duration | 'visit'): SelectionBuilder {
    return this.#with({ within })
  }
  /** Product lines, each on its own. */
  each(each: 'product'): SelectionBuilder {
    return this.#with({ each })
  }
  /** Of the events with one value of a field, only the first. */
  once(once: string): SelectionBuilder {
    return this.#with({ once })
  }

  #with(more: Partial<Selector>): SelectionBuilder {
    const definition = { ...this } as Record<string, unknown>
    const key = 'of' in definition ? 'of' : Object.keys(definition)[0]!
    return new SelectionBuilder({ ...definition, [key]: { ...(definition[key] as Selector), ...more } })
  }
}

function asMetric(operand: Operand): Metric {
  return operand as Metric
}

type Events = string | readonly string[]

const over = (definition: object) => new SelectionBuilder(definition)

/**
 * How many events, or lines.
 *
 * @example
 * count('product_added').within('visit').gte(1) // {"gte":[{"count":{"event":"product_added","within":"visit"}},1]}
 */
export const count = (event: Events): SelectionBuilder => over({ count: { event } })

/**
 * On how many calendar days, in the document's zone.
 *
 * @example
 * days('page_viewed').within('30d').gte(4)
 */
export const days = (event: Events): SelectionBuilder => over({ days: { event } })

/**
 * The sum of a numeric field; 0 where there is none.
 *
 * @example
 * sum('total', 'order_completed').once('order_id').gt(500)
 */
export const sum = (field: string, event: Events): SelectionBuilder => over({ sum: field, of: { event } })

/**
 * The mean of a numeric field; absent where there is none.
 *
 * @example
 * mean('product.price', 'product_viewed').each('product').gt(100)
 */
export const mean = (field: string, event: Events): SelectionBuilder => over({ mean: field, of: { event } })

/**
 * The smallest value of a numeric field; absent where there is none.
 *
 * @example
 * min('rating', 'product_reviewed').lte(2)
 */
export const min = (field: string, event: Events): SelectionBuilder => over({ min: field, of: { event } })

/**
 * The largest value of a numeric field; absent where there is none.
 *
 * @example
 * max('total', 'order_completed').gte(1000)
 */
export const max = (field: string, event: Events): SelectionBuilder => over({ max: field, of: { event } })

/**
 * How many different values a field has.
 *
 * @example
 * distinct('product.category', 'product_viewed').each('product').gte(3)
 */
export const distinct = (field: string, event: Events): SelectionBuilder => over({ distinct: field, of: { event } })

/**
 * The field's value in the first event that has it.
 *
 * @example
 * first('context.channel', '*').eq('paid_search')
 */
export const first = (field: string, event: Events): SelectionBuilder => over({ first: field, of: { event } })

/**
 * The field's value in the last event that has it.
 *
 * @example
 * last('context.device.type', '*').eq('mobile')
 */
export const last = (field: string, event: Events): SelectionBuilder => over({ last: field, of: { event } })

/**
 * The field's most frequent value.
 *
 * @example
 * mode('product.category', 'product_viewed').each('product').eq('shoes')
 */
export const mode = (field: string, event: Events): SelectionBuilder => over({ mode: field, of: { event } })

/**
 * The time since the first or the last event; may only be compared, with a duration.
 *
 * @example
 * age('last', 'order_completed').gt('90d')
 */
export const age = (which: 'first' | 'last', event: Events): SelectionBuilder => over({ age: which, of: { event } })

/**
 * The mean time between one event and the next; absent under two.
 *
 * @example
 * age('last', 'order_completed').gt(gap('order_completed'))
 */
export const gap = (event: Events): SelectionBuilder => over({ gap: 'mean', of: { event } })

/**
 * The sum of the weights whose conditions hold.
 *
 * @example
 * points([2, count('cart_viewed').gte(1)], [1, count('product_viewed').gte(3)]).gte(2)
 */
export const points = (...pairs: readonly (readonly [number, Condition])[]): MetricBuilder =>
  new MetricBuilder({ points: pairs })

/**
 * A literal as the left side of a comparison.
 *
 * @example
 * literal(3).lt(count('product_viewed')) // {"lt":[3,{"count":{"event":"product_viewed"}}]}
 */
export const literal = (value: Scalar): Pick<MetricBuilder, 'eq' | 'ne' | 'gt' | 'gte' | 'lt' | 'lte'> => {
  const swap = (op: string) => (other: Operand) => ({ [op]: [value, other] }) as unknown as Condition
  return { eq: swap('eq'), ne: swap('ne'), gt: swap('gt'), gte: swap('gte'), lt: swap('lt'), lte: swap('lte') }
}

/**
 * All of some conditions.
 *
 * @example
 * all(count('product_added').gte(1), count('order_completed').eq(0))
 */
export const all = (...conditions: readonly Condition[]): Condition => ({ all: conditions })

/**
 * Any of some conditions.
 *
 * @example
 * any(count('coupon_entered').gte(1), count('promotion_clicked').gte(2))
 */
export const any = (...conditions: readonly Condition[]): Condition => ({ any: conditions })

/**
 * Not a condition; unknown where that is.
 *
 * @example
 * not(inSegment('vip'))
 */
export const not = (condition: Condition): Condition => ({ not: condition })

/**
 * At least so many of some conditions.
 *
 * @example
 * atLeast(2, count('page_viewed').gte(5), count('product_viewed').gte(3), count('product_added').gte(1))
 */
export const atLeast = (n: number, ...conditions: readonly Condition[]): Condition => ({ at_least: n, of: conditions })

/**
 * One event after another, in order; with `within`, the last at most so long after the first.
 *
 * @example
 * sequence([{ event: 'product_viewed' }, { event: 'order_completed' }], { within: '1h' })
 */
export const sequence = (steps: readonly Selector[], options: { readonly within?: Duration } = {}): Condition => ({
  sequence: steps,
  ...options,
})

/**
 * Another segment's condition.
 *
 * @example
 * all(inSegment('cart_abandoner'), not(inSegment('vip')))
 */
export const inSegment = (name: string): Condition => ({ segment: name })
