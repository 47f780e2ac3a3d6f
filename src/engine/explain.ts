import type { Condition, Metric, Outcome, Scalar } from '../language/ast'
import type { ConditionNode, MetricNode } from './node'
import { order, type Place } from './row'
import type { State } from './state'

/** At most this many events are named as evidence of one value, the newest. */
const MOST_EVENTS = 20

/**
 * One side of a comparison: what was asked, what it came to, and on which events that rests.
 *
 * @example
 * const spent: ExplainedMetric | undefined = shopper.trait('revenue', Date.now())
 * spent?.events // ids of the orders that make it up, the newest first
 */
export interface ExplainedMetric {
  readonly metric: Metric
  /** null where absent; a duration in ms. */
  readonly value: Scalar | null
  /** Ids, the newest first, 20 at most. */
  readonly events: readonly string[]
}

/**
 * A condition with its outcome and what led to it, down to the events.
 *
 * @example
 * function untold({ outcome, condition, of = [] }: Because): Condition[] {
 *   if (outcome !== 'unknown') return []
 *   return of.length > 0 ? of.flatMap(untold) : [condition]
 * }
 * shopper.explain('slow_experience', Date.now())?.because.flatMap(untold) // the comparisons that lack data
 */
export interface Because {
  readonly condition: Condition
  readonly outcome: Outcome
  /** The parts of an `all`, `any`, `not`, `at_least` or `segment`. */
  readonly of?: readonly Because[]
  /** The sides of a comparison. */
  readonly sides?: readonly ExplainedMetric[]
  /** How far the left side is from the right one, where both are numbers or durations. */
  readonly margin?: number
  /** The events of a sequence that was found, in order. */
  readonly events?: readonly string[]
}

/** Why a condition is as it is, at the instant that the state is asked about. */
export function because(node: ConditionNode, state: State): Because {
  const truth = node.read(state)
  const sides = node.sides?.map((side) => explained(side, state))
  const [left, right] = sides ?? []
  const found = node.evidence?.(state)
  return {
    condition: node.definition,
    outcome: truth === undefined ? 'unknown' : truth ? 'in' : 'out',
    ...(node.of && { of: node.of.map((part) => because(part, state)) }),
    ...(sides && { sides }),
    ...(typeof left?.value === 'number' && typeof right?.value === 'number' && { margin: left.value - right.value }),
    ...(found && { events: found.map(({ id }) => id) }),
  }
}

/** What a metric came to, and on which events. */
export function explained(node: MetricNode, state: State): ExplainedMetric {
  return { metric: node.definition, value: node.read(state) ?? null, events: newest(node.evidence(state)) }
}

function newest(places: readonly Place[]): string[] {
  const ids = [...places].sort((a, b) => order(b, a)).map(({ id }) => id)
  return [...new Set(ids)].slice(0, MOST_EVENTS)
}
