import type { Metric, Scalar, Selector } from '../language/ast'
import { parseDuration } from '../language/duration'
import { cells, places } from './bag'
import { exactSum } from './exact'
import { type Stored, seen } from './field'
import type { MetricNode, Scope } from './node'
import type { Keep } from './pick'
import type { Place } from './row'
import type { State } from './state'

/** How a metric over events is worked out: what of them matters, whether only numbers do, and the value of that. */
type Over = readonly [keep: Keep, value: Value, numbers?: boolean]

/** The value of the cells of a field, in order; of places where no field is read. */
type Value = (cells: readonly never[]) => Scalar | undefined

const size: Value = (cells) => cells.length
const only: Value = ([cell]) => cell && seen<Stored>(cell)

const OVER: Record<string, Over> = {
  count: ['all', size],
  days: ['days', size],
  distinct: ['distinct', size],
  sum: ['all', (cells) => exactSum(cells) / 10_000, true],
  mean: ['all', (cells) => (cells.length ? exactSum(cells) / (10_000 * cells.length) : undefined), true],
  min: ['min', only, true],
  max: ['max', only, true],
  first: ['first', only],
  last: ['last', only],
  mode: ['all', mode],
  gap: ['all', gap],
}

/** The most frequent value; of equally frequent ones, the one selected last. */
function mode(cells: readonly Stored[]): Scalar | undefined {
  const counts = new Map<Stored, number>()
  for (const cell of cells) counts.set(cell, (counts.get(cell) ?? 0) + 1)
  let found: Stored | undefined
  let most = 0
  for (const cell of cells) {
    const times = counts.get(cell)!
    if (times >= most) {
      most = times
      found = cell
    }
  }
  return seen(found)
}

/** (last - first) / (n - 1) over the events, however many lines of each are selected. */
function gap(places: readonly Place[]): number | undefined {
  const n = new Set(places.map(({ id }) => id)).size
  return n > 1 ? (places[places.length - 1]!.time - places[0]!.time) / (n - 1) : undefined
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
  const [keep, value, numbers]: Over = age ? [argument, ([place]: readonly Place[]) => place?.time] : OVER[op]!
  const path = of && !age && op !== 'gap' ? argument : undefined
  const leaf = scope.leaf(of ?? argument, { keep, path, numbers })
  const pick = scope.picks[keep]
  const leaves = [leaf]
  // Where only their number matters, they need not be read.
  const cell = value === size ? undefined : leaf.field
  const [fact, read] = scope.fact(leaves, (state) => value(cells(state, leaf, pick, cell) as never))
  const evidence = (state: State) => places(state, leaf, pick)
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
