import type { Condition, Metric, Scalar, Selector } from '../language/ast'
import { parseDuration } from '../language/duration'
import type { Entry } from './leaf'
import { type MetricNode, metric, operands, type Scope } from './metric'
import type { State } from './state'

/** True, false, or undefined for unknown. */
export type Truth = boolean | undefined

/** A condition, ready to be asked. */
export interface Node {
  /** The truth at an instant not before the state's clock. */
  readonly read: (state: State, at: number) => Truth
  /** An instant after `at` before which the truth cannot change by time alone; Infinity where it never can. */
  readonly until: (state: State, at: number) => number
  /** The conditions that it is made of. */
  readonly of?: readonly Node[]
  /** The metrics that it compares. */
  readonly sides?: readonly [MetricNode, MetricNode?]
  /** The events that bear out a sequence. */
  readonly evidence?: (state: State, at: number) => readonly Entry[]
  readonly definition: Condition
}

const NEVER = Number.POSITIVE_INFINITY

/**
 * The first instant after `at`, at most `limit`, when a truth differs from that at `at`, if no further event is folded;
 * Infinity where there is none. Exact for the whole tree below the node.
 */
export function changesAt(node: Node, state: State, at: number, limit = NEVER): number {
  const truth = node.read(state, at)
  let next = node.until(state, at)
  while (next <= limit && next < NEVER && node.read(state, next) === truth) next = node.until(state, next)
  return next > limit ? NEVER : next
}

type Order = (a: Scalar, b: Scalar) => Truth

const ordered =
  (test: (a: number, b: number) => boolean): Order =>
  (a, b) =>
    typeof a === 'number' && typeof b === 'number' ? test(a, b) : undefined

const COMPARISONS: Record<string, Order> = {
  eq: (a, b) => a === b,
  ne: (a, b) => a !== b,
  gt: ordered((a, b) => a > b),
  gte: ordered((a, b) => a >= b),
  lt: ordered((a, b) => a < b),
  lte: ordered((a, b) => a <= b),
}

/** What compiling a condition needs of the plan. */
export interface ConditionScope extends Scope {
  readonly condition: (definition: Condition) => Node
  readonly segment: (name: string) => Node
}

/** Compiles a checked condition. */
export function condition(scope: ConditionScope, definition: Condition): Node {
  const [op, argument] = Object.entries(definition).find(([key]) => key !== 'of' && key !== 'within')! as [
    string,
    never,
  ]
  if (COMPARISONS[op]) return comparison(definition, COMPARISONS[op], operands(scope, argument))
  return BUILD[op]!(scope, definition, argument)
}

type Build = (scope: ConditionScope, definition: Condition, argument: never) => Node

const BUILD: Record<string, Build> = {
  in: (scope, definition, [of, wanted]: [Metric, readonly Scalar[]]) => {
    const side = metric(scope, of)
    return {
      definition,
      sides: [side],
      until: side.until,
      read: (state, at) => {
        const value = side.read(state, at)
        return value === undefined ? undefined : wanted.includes(value)
      },
    }
  },
  exists: (scope, definition, of: Metric) => {
    const side = metric(scope, of)
    return { definition, sides: [side], until: side.until, read: (state, at) => side.read(state, at) !== undefined }
  },
  all: (scope, definition, of: readonly Condition[]) => combination(definition, of.map(scope.condition), false),
  any: (scope, definition, of: readonly Condition[]) => combination(definition, of.map(scope.condition), true),
  not: (scope, definition, inner: Condition) => {
    const node = scope.condition(inner)
    return {
      definition,
      of: [node],
      until: node.until,
      read: (state, at) => {
        const truth = node.read(state, at)
        return truth === undefined ? undefined : !truth
      },
    }
  },
  at_least: (scope, definition, least: number) => {
    const nodes = (definition as { of: readonly Condition[] }).of.map(scope.condition)
    return {
      definition,
      of: nodes,
      until: (state, at) => earliest(nodes, state, at),
      read: (state, at) => {
        let yes = 0
        let maybe = 0
        for (const node of nodes) {
          const truth = node.read(state, at)
          if (truth) yes++
          else if (truth === undefined) maybe++
        }
        return yes >= least ? true : yes + maybe < least ? false : undefined
      },
    }
  },
  sequence: (scope, definition, steps: readonly Selector[]) => sequence(scope, definition, steps),
  segment: (scope, definition, name: string) => {
    const node = scope.segment(name)
    return { definition, of: [node], read: node.read, until: node.until }
  },
}

function earliest(nodes: readonly Node[], state: State, at: number): number {
  let next = NEVER
  for (const node of nodes) next = Math.min(next, node.until(state, at))
  return next
}

/**
 * `any` is true as soon as one part is, `all` false as soon as one is: that truth `rules`. While a part that rules stays as
 * it is, so does the whole, which spares looking at the instants where only the others change.
 */
function combination(definition: Condition, nodes: readonly Node[], rules: boolean): Node {
  return {
    definition,
    of: nodes,
    read: (state, at) => {
      let truth: Truth = !rules
      for (const node of nodes) {
        const part = node.read(state, at)
        if (part === rules) return rules
        if (part === undefined) truth = undefined
      }
      return truth
    },
    until: (state, at) => {
      let ruled = 0
      for (const node of nodes) if (node.read(state, at) === rules) ruled = Math.max(ruled, changesAt(node, state, at))
      return ruled || earliest(nodes, state, at)
    },
  }
}

function comparison(definition: Condition, test: Order, sides: [MetricNode, MetricNode]): Node {
  const [left, right] = sides
  const aging = !!left.since !== !!right.since && (left.since ? sides : ([right, left] as const))
  return {
    definition,
    sides,
    read: (state, at) => {
      const a = left.read(state, at)
      if (a === undefined) return undefined
      const b = right.read(state, at)
      return b === undefined ? undefined : test(a, b)
    },
    until: (state, at) => {
      const next = Math.min(left.until(state, at), right.until(state, at))
      return aging ? Math.min(next, crossing(aging[0], aging[1], state, at)) : next
    },
  }
}

/** When a growing age next reaches, or passes, a duration. Whole and broken durations alike: instants are whole. */
function crossing(age: MetricNode, duration: MetricNode, state: State, at: number): number {
  const since = age.since!(state, at)
  const length = duration.read(state, at)
  if (since === undefined || typeof length !== 'number') return NEVER
  const reached = since + Math.ceil(length)
  const passed = since + Math.floor(length) + 1
  return reached > at ? reached : passed > at ? passed : NEVER
}

function sequence(scope: ConditionScope, definition: Condition, steps: readonly Selector[]): Node {
  const within = parseDuration((definition as { within?: string }).within) ?? NEVER
  const last = steps.length - 1
  const indexes = steps.map((step, i) => {
    // Where no time limit binds the ends together, the earliest first step and the latest last step are enough.
    const keep = within < NEVER ? 'all' : i === 0 ? 'first' : i === last ? 'last' : 'all'
    return scope.leaf(step, undefined, keep).index
  })
  const find = (state: State, at: number) =>
    chain(
      indexes.map((index) => state.bags[index]?.selected(at, state.latest) ?? []),
      within,
    )
  return {
    definition,
    read: (state, at) => !!find(state, at),
    until: (state, at) => {
      let next = NEVER
      for (const index of indexes) next = Math.min(next, state.bags[index]?.leaves(at) ?? NEVER)
      return next
    },
    evidence: (state, at) => find(state, at) ?? [],
  }
}

/**
 * One entry of each list, each later than the one before, the last at most `within` after the first. From each first entry
 * the earliest followers end soonest; as the first moves on, so do they, and no list is gone through twice.
 */
function chain(lists: readonly (readonly Entry[])[], within: number): Entry[] | undefined {
  const positions = lists.map(() => 0)
  for (const first of lists[0]!) {
    const found = [first]
    for (let step = 1; step < lists.length; step++) {
      const entries = lists[step]!
      const before = found[step - 1]!
      let i = positions[step]!
      while (i < entries.length && !later(entries[i]!, before)) i++
      positions[step] = i
      if (i === entries.length) return undefined
      found.push(entries[i]!)
    }
    if (found.at(-1)!.time - first.time <= within) return found
  }
  return undefined
}

/** Whether one event comes after another in (time, id) order; lines of one event are at one place. */
function later(a: Entry, b: Entry): boolean {
  return a.time > b.time || (a.time === b.time && a.id > b.id)
}
