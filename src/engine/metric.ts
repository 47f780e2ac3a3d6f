import type { Metric, Scalar, Selector } from '../language/ast'
import { parseDuration } from '../language/duration'
import { selected } from './bag'
import type { Entry } from './entry'
import { exactSum } from './exact'
import { type Stored, seen } from './field'
import type { MetricNode, Scope } from './node'
import type { Keep } from './pick'
import type { State } from './state'

/** How a metric over events is worked out: what of them matters, whether only numbers do, and the value of that. */
type Over = readonly [keep: Keep, value: (entries: readonly Entry[]) => Scalar | undefined, numbers?: boolean]

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
  let found: Stored | undefined
  let most = 0
  for (const { value } of entries) {
    const times = counts.get(value)!
    if (times >= most) {
      most = times
      found = value!
    }
  }
  return found === undefined ? found : seen(found)
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
  if (ARITHMETIC[op]) return combined(scope, definition, op, operands(scope, argument))
  if (op === 'points') return points(scope, definition, argument)
  // An age is kept as the instant that it counts from, which stays when the age grows.
  const age = op === 'age'
  const [keep, value, numbers]: Over = age ? [argument, ([entry]) => entry?.time] : OVER[op]!
  const path = of && !age && op !== 'gap' ? argument : undefined
  const leaf = scope.leaf(of ?? argument, { keep, path, numbers })
  const evidence = (state: State) => scope.picks[keep](selected(state, leaf))
  const none = value([])
  const leaves = [leaf]
  const [fact, read] = scope.fact(leaves, (state) => (state.bags[leaf.selection.index] ? value(evidence(state)) : none))
  if (!age) return { definition, evidence, leaves, fact, read, timed: op === 'gap' }
  const since = (state: State) => {
    const from = read(state)
    return from === undefined ? from : state.at - (from as number)
  }
  return { definition, evidence, fact, read: since, timed: true, age }
}

/** A metric that is always the same. */
export function constant(definition: Metric, value: Scalar = definition as Scalar): MetricNode {
  return { definition, read: () => value, evidence: () => [], leaves: [], literal: value }
}

/** Two metrics; a string beside a duration is read as one. */
export function operands(scope: Scope, pair: readonly [Metric, Metric]): [MetricNode, MetricNode] {
  const nodes = pair.map(scope.metric) as [MetricNode, MetricNode]
  return nodes.map((node, i) => {
    const said = pair[i]!
    return nodes[1 - i]!.timed && typeof said === 'string' ? constant(said, parseDuration(said)) : node
  }) as [MetricNode, MetricNode]
}

function combined(scope: Scope, definition: Metric, op: string, sides: readonly [MetricNode, MetricNode]): MetricNode {
  const [{ read: first, leaves }, { read: second, leaves: others }] = sides
  const value = ARITHMETIC[op]!
  // Of two durations a ratio is a number.
  const timed = op === 'ratio' ? !!sides[0].timed && !sides[1].timed : sides.some((side) => side.timed)
  const work = (state: State) => {
    const a = first(state)
    const b = second(state)
    return typeof a === 'number' && typeof b === 'number' ? value(a, b) : undefined
  }
  const evidence = (state: State) => sides.flatMap((side) => side.evidence(state))
  if (!leaves || !others) return { definition, evidence, read: work, timed }
  const all = [...leaves, ...others]
  const [fact, read] = scope.fact(all, work)
  return { definition, evidence, leaves: all, fact, read, timed }
}

function points(scope: Scope, definition: Metric, pairs: readonly (readonly [number, never])[]): MetricNode {
  const nodes = pairs.map(([, condition]) => scope.condition(condition))
  return {
    definition,
    read: (state) => nodes.reduce((sum, { read }, i) => (read(state) ? sum + pairs[i]![0] : sum), 0),
    evidence: () => [],
  }
}
