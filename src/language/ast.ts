/**
 * The rule language as types. LANGUAGE.md is the specification; every shape here is a row of its tables.
 *
 * @module
 */

/** A string, a finite number or a boolean. */
export type Scalar = string | number | boolean

/** A whole number and a unit, `ms s m h d w`; a day is 24 hours. */
export type Duration = `${number}${'ms' | 's' | 'm' | 'h' | 'd' | 'w'}`

/** What a field must be: one test, or several that must all hold. An absent field fails all but `exists: false`. */
export type FieldTest = Scalar | readonly Scalar[] | FieldTests

/** Tests of one field that must all hold. Order is for numbers alone, `starts_with` and `contains` for strings. */
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

/** Field paths and what each must be; all must hold. */
export type Where = { readonly [path: string]: FieldTest }

/** Which events, or product lines, a metric is about. */
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

/** A number or scalar about one shopper at an instant, or absent. */
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

/** True, false or unknown at an instant (Kleene's three-valued logic). */
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

/** A named group of shoppers: who is in it. */
export interface Segment {
  readonly name: string
  readonly version: number
  readonly title: string
  readonly when: Condition
}

/** A named fact about a shopper. */
export interface Trait {
  readonly name: string
  readonly version: number
  readonly title: string
  readonly value: Metric
}

/** One stage of a stage set. */
export interface Stage {
  readonly name: string
  readonly when: Condition
}

/** A partition of shoppers: the first stage whose condition is true, else `otherwise`. */
export interface StageSet {
  readonly name: string
  readonly version: number
  readonly stages: readonly Stage[]
  readonly otherwise: string
}

/** All that is defined about a shop's shoppers. */
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

/** What a segment answers. */
export type Outcome = 'in' | 'out' | 'unknown'
