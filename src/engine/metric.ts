import type { Metric, Scalar, Selector } from '../language/ast'
import { parseDuration } from '../language/duration'
import type { Node } from './condition'
import { ExactSum } from './exact'
import { seen } from './field'
import type { Bag, Entry, Keep, Leaf } from './leaf'
import type { State } from './state'

/** A metric, ready to be asked. */
export interface MetricNode {
  /** The value at an instant not before the state's clock; undefined where absent. Durations are ms. */
  readonly read: (state: State, at: number) => Scalar | undefined
  /** An instant after `at` before which nothing that it reads leaves a window. */
  readonly until: (state: State, at: number) => number
  /** An age grows with the clock: what it grows from, undefined where absent. */
  readonly since?: (state: State, at: number) => number | undefined
  /** Whether the value is a duration. */
  readonly duration?: boolean
  /** What was counted, in order. */
  readonly evidence: (state: State, at: number) => readonly Entry[]
  readonly definition: Metric
}

/** What compiling a metric needs of the plan. */
export interface Scope {
  readonly leaf: (
    selector: Selector,
    field: string | undefined,
    keep: Keep,
  ) => { readonly index: number; readonly leaf: Leaf }
  readonly condition: (definition: never) => Node
}

const NEVER = Number.POSITIVE_INFINITY
const NOTHING: readonly Entry[] = []
const nothing = () => NOTHING
const never = () => NEVER

type Sum = (entries: readonly Entry[], bag: Bag | undefined) => ExactSum

/** What a metric over a field or an event keeps, how it is worked out, and which entries bear it out. */
interface Over {
  readonly keep: Keep
  readonly value: (entries: readonly Entry[], leaf: Leaf, bag: Bag | undefined) => Scalar | undefined
  readonly evidence?: (entries: readonly Entry[], leaf: Leaf) => readonly Entry[]
}

const total: Sum = (entries, bag) => {
  // Without a window and `once`, the bag has added up as it went.
  if (bag && bag.leaf.window === undefined && !bag.leaf.once) return bag.sum
  const sum = new ExactSum()
  for (const { value } of entries) if (typeof value === 'number') sum.add(value)
  return sum
}

const mean = (sum: ExactSum) => (sum.n ? sum.total() / (10_000 * sum.n) : undefined)

/** The one entry that a value rests on: the best by `better`, the first of equals. */
const best =
  (better: (value: number, best: number) => boolean) =>
  (entries: readonly Entry[]): readonly Entry[] => {
    let found: Entry | undefined
    for (const e of entries)
      if (typeof e.value === 'number' && (!found || better(e.value, found.value as number))) found = e
    return found ? [found] : NOTHING
  }

function last(entries: readonly Entry[], holds: (entry: Entry) => boolean): Entry | undefined {
  for (let i = entries.length - 1; i >= 0; i--) if (holds(entries[i]!)) return entries[i]
  return undefined
}

const withValue = ({ value }: Entry) => value !== undefined
const firstWithValue = (entries: readonly Entry[]) => entries.find(withValue)
const lastWithValue = (entries: readonly Entry[]) => last(entries, withValue)
const list = (entry: Entry | undefined) => (entry ? [entry] : NOTHING)
const valueOf = (entry: Entry | undefined) => entry && seen(entry.value!)

/** The last entry of each value. */
const newest = <K>(entries: readonly Entry[], key: (entry: Entry) => K): Map<K, Entry> =>
  new Map(entries.map((e) => [key(e), e]))
const values = (entries: readonly Entry[]) => newest(entries.filter(withValue), (e) => e.value)
const inOrder = (entries: readonly Entry[], kept: Map<unknown, Entry>) => {
  const chosen = new Set(kept.values())
  return entries.filter((e) => chosen.has(e))
}
const days = (entries: readonly Entry[], { calendar }: Leaf) => newest(entries, (e) => calendar(e.time))
const lowest = best((a, b) => a < b)
const highest = best((a, b) => a > b)

const FIELD: Record<string, Over> = {
  sum: {
    keep: 'all',
    value: (entries, _, bag) => total(entries, bag).total() / 10_000,
    evidence: (e) => e.filter(withValue),
  },
  mean: { keep: 'all', value: (entries, _, bag) => mean(total(entries, bag)), evidence: (e) => e.filter(withValue) },
  min: { keep: 'min', value: (entries) => valueOf(lowest(entries)[0]), evidence: lowest },
  max: { keep: 'max', value: (entries) => valueOf(highest(entries)[0]), evidence: highest },
  distinct: { keep: 'distinct', value: (e) => values(e).size, evidence: (e) => inOrder(e, values(e)) },
  first: { keep: 'first', value: (e) => valueOf(firstWithValue(e)), evidence: (e) => list(firstWithValue(e)) },
  last: { keep: 'last', value: (e) => valueOf(lastWithValue(e)), evidence: (e) => list(lastWithValue(e)) },
  mode: { keep: 'all', value: mode, evidence: (e) => e.filter(withValue) },
}

const EVENTS: Record<string, Over> = {
  count: { keep: 'all', value: (entries) => entries.length },
  days: {
    keep: 'days',
    value: (entries, leaf) => days(entries, leaf).size,
    evidence: (entries, leaf) => inOrder(entries, days(entries, leaf)),
  },
  gap: { keep: 'all', value: gap },
}

/** The most frequent value; of equally frequent ones, the one selected last. */
function mode(entries: readonly Entry[]): Scalar | undefined {
  const counts = new Map<Entry['value'], number>()
  let most = 0
  for (const { value } of entries)
    if (value !== undefined) {
      const n = (counts.get(value) ?? 0) + 1
      counts.set(value, n)
      if (n > most) most = n
    }
  return valueOf(last(entries, ({ value }) => value !== undefined && counts.get(value) === most))
}

/** (last - first) / (n - 1) over the events, however many lines of each are selected. */
function gap(entries: readonly Entry[]): number | undefined {
  let n = 0
  for (let i = 0; i < entries.length; i++) if (!i || entries[i]!.id !== entries[i - 1]!.id) n++
  return n < 2 ? undefined : (entries.at(-1)!.time - entries[0]!.time) / (n - 1)
}

/** A metric that reads one leaf. */
function overLeaf(scope: Scope, definition: Metric, over: Over, selector: Selector, field?: string): MetricNode {
  const { index, leaf } = scope.leaf(selector, field, over.keep)
  const entries = (state: State, at: number) => state.bags[index]?.selected(at, state.latest) ?? NOTHING
  return {
    definition,
    read: (state, at) => over.value(entries(state, at), leaf, state.bags[index]),
    until: (state, at) => state.bags[index]?.leaves(at) ?? NEVER,
    evidence: (state, at) => over.evidence?.(entries(state, at), leaf) ?? entries(state, at),
  }
}

const ARITHMETIC: Record<string, (a: number, b: number) => number | undefined> = {
  ratio: (a, b) => (b === 0 ? undefined : a / b),
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
}

/** Compiles a checked metric. */
export function metric(scope: Scope, definition: Metric): MetricNode {
  if (typeof definition !== 'object') return { definition, read: () => definition, until: never, evidence: nothing }
  const [op, argument] = Object.entries(definition).find(([key]) => key !== 'of')! as [string, never]
  const of = (definition as { of: Selector }).of
  if (EVENTS[op]) {
    const node = overLeaf(scope, definition, EVENTS[op], op === 'gap' ? of : argument)
    return op === 'gap' ? { ...node, duration: true } : node
  }
  if (FIELD[op]) return overLeaf(scope, definition, FIELD[op], of, argument)
  if (op === 'age') return age(scope, definition, argument, of)
  if (op === 'points') return points(scope, definition, argument)
  return combined(definition, ARITHMETIC[op]!, operands(scope, argument))
}

function age(scope: Scope, definition: Metric, which: 'first' | 'last', of: Selector): MetricNode {
  const keep = {
    keep: which,
    value: () => undefined,
    evidence: (e: readonly Entry[]) => list(e.at(which === 'first' ? 0 : -1)),
  }
  const node = overLeaf(scope, definition, keep, of)
  const since = (state: State, at: number) => node.evidence(state, at)[0]?.time
  return {
    ...node,
    since,
    duration: true,
    read: (state, at) => {
      const start = since(state, at)
      return start === undefined ? undefined : at - start
    },
  }
}

/** Two metrics; a string beside a duration is read as one. */
export function operands(scope: Scope, [a, b]: readonly [Metric, Metric]): [MetricNode, MetricNode] {
  const left = metric(scope, a)
  const right = metric(scope, b)
  return [right.duration ? asDuration(left) : left, left.duration ? asDuration(right) : right]
}

function asDuration(node: MetricNode): MetricNode {
  const ms = parseDuration(node.definition)
  return ms === undefined ? node : { ...node, duration: true, read: () => ms }
}

function combined(
  definition: Metric,
  value: (a: number, b: number) => number | undefined,
  [left, right]: [MetricNode, MetricNode],
): MetricNode {
  const durations = Number(!!left.duration) + Number(!!right.duration)
  return {
    definition,
    // A duration over a duration is a number.
    duration: durations > 0 && !(durations === 2 && 'ratio' in (definition as object)),
    read: (state, at) => {
      const a = left.read(state, at)
      const b = right.read(state, at)
      return typeof a === 'number' && typeof b === 'number' ? value(a, b) : undefined
    },
    until: (state, at) => Math.min(left.until(state, at), right.until(state, at)),
    evidence: (state, at) => [...left.evidence(state, at), ...right.evidence(state, at)],
  }
}

function points(scope: Scope, definition: Metric, pairs: readonly (readonly [number, never])[]): MetricNode {
  const rows = pairs.map(([weight, condition]) => ({ weight, node: scope.condition(condition) }))
  return {
    definition,
    read: (state, at) => rows.reduce((sum, { weight, node }) => (node.read(state, at) ? sum + weight : sum), 0),
    until: (state, at) => Math.min(...rows.map(({ node }) => node.until(state, at))),
    evidence: nothing,
  }
}
