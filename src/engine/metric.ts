import type { Metric, Scalar, Selector } from '../language/ast'
import { parseDuration } from '../language/duration'
import { isTimed, kindsOf } from '../language/kind'
import type { Node } from './condition'
import { exactSum } from './exact'
import { seen } from './field'
import type { Entry, PICKS } from './leaf'
import type { State } from './state'

/** A metric, ready to be asked. */
export interface MetricNode {
  readonly definition: Metric
  /** The value at an instant not before the state's clock; undefined where absent. Durations are ms. */
  readonly read: (state: State, at: number) => Scalar | undefined
  /** An instant after `at` before which nothing that it reads leaves a window. */
  readonly until: (state: State, at: number) => number
  /** The events, or lines, that the value rests on, in order. */
  readonly evidence: (state: State, at: number) => readonly Entry[]
}

/** What compiling a rule needs of the plan. */
export interface Scope {
  /** The place of a leaf in the plan. */
  readonly leaf: (selector: Selector, keep: keyof typeof PICKS, path?: string, numbers?: boolean) => number
  readonly condition: (definition: never) => Node
  readonly pick: (entries: Entry[], keep: keyof typeof PICKS) => Entry[]
}

/** How a metric over events is worked out: what of them matters, whether only numbers do, and the value of that. */
type Over = readonly [
  keep: keyof typeof PICKS,
  value: (entries: readonly Entry[], at: number) => Scalar | undefined,
  numbers?: boolean,
]

const size = (entries: readonly Entry[]) => entries.length
const sum = (entries: readonly Entry[]) => exactSum(entries.map(({ value }) => value as number))
const only = ([entry]: readonly Entry[]) => entry && seen(entry.value!)

const OVER: Record<string, Over> = {
  count: ['all', size],
  days: ['days', size],
  distinct: ['distinct', size],
  sum: ['all', (entries) => sum(entries) / 10_000, true],
  mean: ['all', (entries) => (entries.length ? sum(entries) / (10_000 * entries.length) : undefined), true],
  min: ['min', only, true],
  max: ['max', only, true],
  first: ['first', only],
  last: ['last', only],
  mode: ['all', mode],
  gap: ['all', gap],
}

/** The most frequent value; of equally frequent ones, the one selected last. */
function mode(entries: readonly Entry[]): Scalar | undefined {
  const counts = new Map<unknown, number>()
  for (const { value } of entries) counts.set(value, (counts.get(value) ?? 0) + 1)
  let found: Entry | undefined
  for (const entry of entries) if (!found || counts.get(entry.value)! >= counts.get(found.value)!) found = entry
  return found && seen(found.value!)
}

/** (last - first) / (n - 1) over the events, however many lines of each are selected. */
function gap(entries: readonly Entry[]): number | undefined {
  const n = new Set(entries.map(({ id }) => id)).size
  return n > 1 ? (entries[entries.length - 1]!.time - entries[0]!.time) / (n - 1) : undefined
}

const ARITHMETIC: Record<string, (a: number, b: number) => number | undefined> = {
  ratio: (a, b) => (b ? a / b : undefined),
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
}

/** Compiles a checked metric. */
export function metric(scope: Scope, definition: Metric): MetricNode {
  if (typeof definition !== 'object') return constant(definition)
  const of = (definition as { of?: Selector }).of
  const [op, argument] = Object.entries(definition).find(([key]) => key !== 'of')! as [string, never]
  if (ARITHMETIC[op]) return combined(definition, ARITHMETIC[op], operands(scope, argument))
  if (op === 'points') return points(scope, definition, argument)
  const over: Over = op === 'age' ? [argument, ([entry], at) => entry && at - entry.time] : OVER[op]!
  const [keep, value, numbers] = over
  const index = of && !/^(age|gap)$/.test(op) ? scope.leaf(of, keep, argument, numbers) : scope.leaf(of ?? argument, keep)
  const evidence = (state: State, at: number) => scope.pick(state.bags[index]?.selected(at, state.latest) ?? [], keep)
  return {
    definition,
    evidence,
    read: (state, at) => value(evidence(state, at), at),
    until: (state, at) => state.bags[index]?.leaves(at) ?? Number.POSITIVE_INFINITY,
  }
}

/** A metric that is always the same. */
export function constant(definition: Metric, value: Scalar = definition as Scalar): MetricNode {
  return { definition, read: () => value, until: () => Number.POSITIVE_INFINITY, evidence: () => [] }
}

/** Two metrics; a string beside a duration is read as one. */
export function operands(scope: Scope, pair: readonly [Metric, Metric]): [MetricNode, MetricNode] {
  const kinds = kindsOf(pair)
  return pair.map((definition, i) =>
    isTimed(kinds[i]!) && typeof definition === 'string'
      ? constant(definition, parseDuration(definition))
      : metric(scope, definition),
  ) as [MetricNode, MetricNode]
}

function combined(
  definition: Metric,
  value: (a: number, b: number) => number | undefined,
  sides: [MetricNode, MetricNode],
): MetricNode {
  return {
    definition,
    read: (state, at) => {
      const [a, b] = sides.map(({ read }) => read(state, at))
      return typeof a === 'number' && typeof b === 'number' ? value(a, b) : undefined
    },
    until: (state, at) => earliest(sides, state, at),
    evidence: (state, at) => sides.flatMap(({ evidence }) => evidence(state, at)),
  }
}

function points(scope: Scope, definition: Metric, pairs: readonly (readonly [number, never])[]): MetricNode {
  const nodes = pairs.map(([, condition]) => scope.condition(condition))
  return {
    definition,
    read: (state, at) => nodes.reduce((sum, { read }, i) => (read(state, at) ? sum + pairs[i]![0] : sum), 0),
    until: (state, at) => earliest(nodes, state, at),
    evidence: () => [],
  }
}

/** The earliest instant up to which all of several hold. */
export function earliest(nodes: readonly Pick<MetricNode, 'until'>[], state: State, at: number): number {
  return nodes.reduce((next, { until }) => Math.min(next, until(state, at)), Number.POSITIVE_INFINITY)
}
