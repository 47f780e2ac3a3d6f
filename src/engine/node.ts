import type { Condition, Metric, Scalar } from '../language/ast'
import type { Entry } from './leaf'
import type { State } from './state'

/** Something that can be asked at any instant from the clock on, and says until when time alone cannot change it. */
export interface Timed<T> {
  /** The answer at an instant not before the state's clock. */
  readonly read: (state: State, at: number) => T
  /** An instant after `at` before which the answer stays; Infinity where it does up to `limit` and beyond. */
  readonly until: (state: State, at: number, limit: number) => number
}

/** A metric, ready to be asked: its value, undefined where absent; durations are ms. */
export interface MetricNode extends Timed<Scalar | undefined> {
  readonly definition: Metric
  /** The events, or lines, that the value rests on, in order. */
  readonly evidence: (state: State, at: number) => readonly Entry[]
}

/** A condition, ready to be asked: true, false, or undefined for unknown. */
export interface ConditionNode extends Timed<boolean | undefined> {
  readonly definition: Condition
  /** The conditions that it is made of. */
  readonly of?: readonly ConditionNode[]
  /** The metrics that it compares. */
  readonly sides?: readonly MetricNode[]
  /** The events that bear out a sequence, in order. */
  readonly evidence?: (state: State, at: number) => readonly Entry[]
}

const NEVER = Number.POSITIVE_INFINITY

/**
 * The first instant after `at`, at most `limit`, when an answer differs from that at `at`, if no further event is folded;
 * Infinity where there is none. Exact for all that the answer is made of.
 */
export function changesAt(node: Timed<unknown>, state: State, at: number, limit = NEVER): number {
  state.memos ??= []
  const answer = node.read(state, at)
  let next = at
  do next = node.until(state, next, limit)
  while (next <= limit && next < NEVER && node.read(state, next) === answer)
  return next > limit ? NEVER : next
}

/** The earliest instant before which none of several changes. */
export function earliest(nodes: readonly Timed<unknown>[], state: State, at: number, limit: number): number {
  return nodes.reduce((next, { until }) => Math.min(next, until(state, at, limit)), NEVER)
}
