import type { Condition, Metric, Scalar, Selector } from '../language/ast'
import type { Keep, Pick } from './pick'
import type { Place } from './row'
import type { Leaf, Wanted } from './selection'
import type { State } from './state'

/**
 * Something that can be asked. Whatever it reads on the way moves `state.until` back to the first instant when that can be
 * another; so what it answers holds until then, and parts that did not matter do not count.
 */
export interface Node<T> {
  /** The answer at `state.at`. */
  readonly read: (state: State) => T
}

/** A metric, ready to be asked: its value, undefined where absent; durations are ms. */
export interface MetricNode extends Node<Scalar | undefined> {
  readonly definition: Metric
  /** The events, or lines, that the value rests on, in order. */
  readonly evidence: (state: State) => readonly Place[]
  /** Whether it is a duration; an age is one that grows with the time. */
  readonly timed?: boolean
  readonly age?: boolean
  /** The leaves that it is worked out from, where it is from nothing else. */
  readonly leaves?: readonly Leaf[]
  /** The number of the fact that it is, or, of an age, that it counts from. */
  readonly fact?: number
  /** What it always is. */
  readonly literal?: Scalar
}

/** A condition, ready to be asked: true, false, or undefined for unknown. */
export interface ConditionNode extends Node<boolean | undefined> {
  readonly definition: Condition
  /** The conditions that it is made of. */
  readonly of?: readonly ConditionNode[]
  /** The metrics that it compares. */
  readonly sides?: readonly MetricNode[]
  /** The events that bear out a sequence, in order. */
  readonly evidence?: (state: State) => readonly Place[]
}

/** What compiling a rule needs of the plan. */
export interface Scope {
  readonly picks: Readonly<Record<Keep, Pick>>
  /** The leaf that keeps what is wanted of the selected; equal ones are one. */
  readonly leaf: (selector: Selector, wanted: Wanted) => Leaf
  /** Reads what is worked out from leaves alone, and works it out only where they, or the time, have changed it. */
  readonly fact: <T extends Scalar | undefined>(
    leaves: readonly Leaf[],
    work: (state: State) => T,
  ) => readonly [fact: number, read: (state: State) => T]
  /** The node of a metric; equal metrics are one. */
  readonly metric: (definition: Metric) => MetricNode
  readonly condition: (definition: Condition) => ConditionNode
  /** The condition of a segment. */
  readonly segment: (name: string) => ConditionNode
}
