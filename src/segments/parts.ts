/**
 * What the catalogue's definitions share. Each function gives plain JSON of the rule language; none has a side effect, so
 * that a definition which a page does not use leaves its bundle.
 */
import type { Condition, Duration, Metric, Segment, Selector, Where } from '../language/ast'

/** Habits are read from a quarter: long enough for several visits, short enough to follow the season. */
const HABIT = '90d'

/** Every order once, however often its confirmation was opened. */
export const orders: Selector = { event: 'order_completed', once: 'order_id' }

/** Whether anything was ever bought; whether a confirmation is another order does not matter to it. */
export const bought: Selector = { event: 'order_completed' }

/** Any event. */
export const anything: Selector = { event: '*' }

/** How long ago the last order was. */
export const sinceOrder: Metric = { age: 'last', of: orders }

/** A segment of the first version unless said otherwise. */
/* @__NO_SIDE_EFFECTS__ */
export function segment(name: string, title: string, when: Condition, version = 1): Segment {
  return { name, version, title, when }
}

/** The events of a selector in a window; of the last 90 days unless said otherwise. */
/* @__NO_SIDE_EFFECTS__ */
export function lately(of: Selector, within: Duration | 'visit' = HABIT): Selector {
  return { ...of, within }
}

/** Of the events of a selector, those that meet all tests. */
/* @__NO_SIDE_EFFECTS__ */
export function that(of: Selector, where: Where): Selector {
  return { ...of, where }
}

/** Of the events of a selector, or of their lines, those that have a field. */
/* @__NO_SIDE_EFFECTS__ */
export function having(field: string, of: Selector): Selector {
  return that(of, { [field]: { exists: true } })
}

/** The product lines of the events of a selector. */
/* @__NO_SIDE_EFFECTS__ */
export function lines(of: Selector): Selector {
  return { ...of, each: 'product' }
}

/** Events of a name in the last 90 days, with tests. */
/* @__NO_SIDE_EFFECTS__ */
export function recent(event: string | readonly string[], where?: Where): Selector {
  return lately(where ? { event, where } : { event })
}

/** How many. */
/* @__NO_SIDE_EFFECTS__ */
export function count(of: Selector): Metric {
  return { count: of }
}

/** At least so many. */
/* @__NO_SIDE_EFFECTS__ */
export function least(n: number, of: Selector): Condition {
  return { gte: [{ count: of }, n] }
}

/** The first divided by the second, at least so much; unknown where there is nothing to divide by. */
/* @__NO_SIDE_EFFECTS__ */
export function share(part: Metric, whole: Metric, floor: number): Condition {
  return { gte: [{ ratio: [part, whole] }, floor] }
}

/**
 * A condition whose "no" needs evidence: true where it holds, else false only where something that bears on it was ever
 * seen, and unknown where nothing was. An age is never below zero, so the second part is false or, without an event,
 * unknown.
 */
/* @__NO_SIDE_EFFECTS__ */
export function judgedBy(of: Selector, condition: Condition): Condition {
  return { any: [condition, { lt: [{ age: 'first', of }, '0s'] }] }
}
