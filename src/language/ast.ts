/**
 * The rule language as types. LANGUAGE.md is the specification; every shape here is a row of its tables.
 *
 * @module
 */

/** A string, a finite number or a boolean. */
export type Scalar = string | number | boolean

/**
 * A whole number and a unit, `ms s m h d w`; a day is 24 hours.
 *
 * @example
 * const patience: Duration = '30m'
 * parseDuration(patience) // => 1800000
 */
export type Duration = `${number}${'ms' | 's' | 'm' | 'h' | 'd' | 'w'}`

/**
 * What a field must be: one test, or several that must all hold. An absent field fails all but `exists: false`.
 *
 * @example
 * const method: FieldTest = 'paypal' // equal to it
 * const language: FieldTest = ['de-AT', 'de-DE', 'de-CH'] // one of them
 * const total: FieldTest = { gte: 100, lt: 500 } // several tests at once
 * count('order_completed').where({ payment_method: method, 'context.locale': language, total })
 */
export type FieldTest = Scalar | readonly Scalar[] | FieldTests

/**
 * Tests of one field that must all hold. Order is for numbers alone, `starts_with` and `contains` for strings.
 *
 * @example
 * const boots: FieldTests = { starts_with: 'Clothing / Shoes', contains: 'Boots' }
 * count('product_viewed').each('product').where({ 'product.category': boots }).gte(2)
 */
export interface FieldTests {
  readonly eq?: Scalar
  readonly ne?: Scalar
  readonly gt?: number
  readonly gte?: number
  readonly lt?: number
  readonly lte?: number
  readonly in?: readonly Scalar[]
  readonly not_in?: readonly Scalar[]
  readonly exists?: boolean
  readonly starts_with?: string
  readonly contains?: string
}

/**
 * Field paths and what each must be; all must hold.
 *
 * @example
 * const discounted: Where = { coupon: { exists: true }, total: { gte: 50 } }
 * sum('total', 'order_completed').where(discounted).within('365d')
 */
export type Where = { readonly [path: string]: FieldTest }

/**
 * Which events, or product lines, a metric is about.
 *
 * @example
 * const orders: Selector = { event: 'order_completed', once: 'order_id', within: '90d' }
 * const spent: Metric = { sum: 'total', of: orders } // an order whose confirmation is opened again counts once
 */
export interface Selector {
  /** An event's name, several, or `"*"` for any. */
  readonly event: string | readonly string[]
  readonly where?: Where
  /** How far back: a duration, or the current visit. Absent: everything up to `now`. */
  readonly within?: Duration | 'visit'
  /** Select product lines, not events. */
  readonly each?: 'product'
  /** Of the events with the same value of this event field, only the first. */
  readonly once?: string
}

/**
 * A number or scalar about one shopper at an instant, or absent.
 *
 * @example
 * const orders: Metric = { count: { event: 'order_completed' } }
 * const conversion: Metric = { ratio: [orders, { count: { event: 'product_viewed' } }] } // absent without a view
 * describeMetric(conversion)
 */
export type Metric =
  | Scalar
  | { readonly count: Selector }
  | { readonly days: Selector }
  | { readonly sum: string; readonly of: Selector }
  | { readonly mean: string; readonly of: Selector }
  | { readonly min: string; readonly of: Selector }
  | { readonly max: string; readonly of: Selector }
  | { readonly distinct: string; readonly of: Selector }
  | { readonly first: string; readonly of: Selector }
  | { readonly last: string; readonly of: Selector }
  | { readonly mode: string; readonly of: Selector }
  | { readonly age: 'first' | 'last'; readonly of: Selector }
  | { readonly gap: 'mean'; readonly of: Selector }
  | { readonly ratio: readonly [Metric, Metric] }
  | { readonly add: readonly [Metric, Metric] }
  | { readonly sub: readonly [Metric, Metric] }
  | { readonly mul: readonly [Metric, Metric] }
  | { readonly points: readonly (readonly [number, Condition])[] }

/**
 * True, false or unknown at an instant (Kleene's three-valued logic).
 *
 * @example
 * const filled: Condition = { gte: [{ count: { event: 'product_added', within: 'visit' } }, 1] }
 * const bought: Condition = { sequence: [{ event: 'product_added' }, { event: 'order_completed' }], within: '1h' }
 * const hesitates: Condition = { all: [filled, { not: bought }] }
 */
export type Condition =
  | { readonly eq: readonly [Metric, Metric] }
  | { readonly ne: readonly [Metric, Metric] }
  | { readonly gt: readonly [Metric, Metric] }
  | { readonly gte: readonly [Metric, Metric] }
  | { readonly lt: readonly [Metric, Metric] }
  | { readonly lte: readonly [Metric, Metric] }
  | { readonly in: readonly [Metric, readonly Scalar[]] }
  | { readonly exists: Metric }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly at_least: number; readonly of: readonly Condition[] }
  | { readonly sequence: readonly Selector[]; readonly within?: Duration }
  | { readonly segment: string }

/**
 * A named group of shoppers: who is in it.
 *
 * @example
 * const collector: Segment = {
 *   name: 'collector', version: 1, title: 'Wishes more than they buy',
 *   when: { gt: [{ count: { event: 'wishlist_product_added' } }, { count: { event: 'order_completed' } }] },
 * }
 * compile({ ...builtin, segments: [...builtin.segments, collector] })
 */
export interface Segment {
  readonly name: string
  readonly version: number
  readonly title: string
  readonly when: Condition
}

/**
 * A named fact about a shopper.
 *
 * @example
 * const value: Metric = { mean: 'total', of: { event: 'order_completed', once: 'order_id' } }
 * const basket: Trait = { name: 'mean_order', version: 1, title: 'Mean order', value }
 * compile(defineDocument({ traits: [basket] })).shopper().at(Date.now()).traits.mean_order // => null
 */
export interface Trait {
  readonly name: string
  readonly version: number
  readonly title: string
  readonly value: Metric
}

/**
 * One stage of a stage set.
 *
 * @example
 * const customer: Stage = { name: 'customer', when: count('order_completed').gte(1) }
 * defineStages({ name: 'funnel', version: 1, stages: [customer], otherwise: 'visitor' })
 */
export interface Stage {
  readonly name: string
  readonly when: Condition
}

/**
 * A partition of shoppers: the first stage whose condition is true, else `otherwise`.
 *
 * @example
 * const orders = count('order_completed').once('order_id')
 * const grades: StageSet = {
 *   name: 'buyer_grade', version: 1, otherwise: 'none',
 *   stages: [{ name: 'gold', when: orders.gte(10) }, { name: 'silver', when: orders.gte(3) }], // the best one first
 * }
 * compile(defineDocument({ stages: [grades] })).shopper().at(Date.now()).stages.buyer_grade // => 'none'
 */
export interface StageSet {
  readonly name: string
  readonly version: number
  readonly stages: readonly Stage[]
  readonly otherwise: string
}

/**
 * All that is defined about a shop's shoppers.
 *
 * @example
 * const document: AisleDocument = {
 *   aisle: 1, zone: 'Europe/Vienna', currency: 'EUR', traits: [], stages: [],
 *   segments: [{ name: 'regular', version: 1, title: 'Comes often', when: days('page_viewed').within('30d').gte(4) }],
 * }
 * check(document) // => []
 */
export interface AisleDocument {
  readonly aisle: 1
  /** The shop's time zone (IANA), for calendar days. */
  readonly zone: string
  /** ISO 4217 code of the shop's currency. */
  readonly currency: string
  readonly segments: readonly Segment[]
  readonly traits: readonly Trait[]
  readonly stages: readonly StageSet[]
}

/**
 * What a segment answers.
 *
 * @example
 * const words: Record<Outcome, string> = { in: 'waits for slow pages', out: 'does not', unknown: 'was not measured' }
 * words[compile(builtin).shopper().at(Date.now()).segments.slow_experience!] // => 'was not measured'
 */
export type Outcome = 'in' | 'out' | 'unknown'
