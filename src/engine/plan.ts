import type { AisleDocument, Condition, Outcome, Selector } from '../language/ast'
import { calendar } from './calendar'
import { type ConditionScope, changesAt, condition, type Node } from './condition'
import { canonical, createLeaf, type Keep, type Leaf } from './leaf'
import { type Matcher, matcher } from './matcher'
import { type MetricNode, metric } from './metric'
import type { State } from './state'

/** A segment or a stage set, ready to be asked. */
export interface Rule {
  readonly kind: 'segment' | 'stages'
  readonly name: string
  /** A segment's outcome, or a set's stage. */
  readonly read: (state: State, at: number) => string
  /** The first instant after `at`, at most `limit`, when that differs, if no further event is folded. */
  readonly changesAt: (state: State, at: number, limit: number) => number
  /** The leaves that it reads. */
  readonly leaves: ReadonlySet<number>
  /** The condition of a segment, or those of the stages in order. */
  readonly nodes: readonly Node[]
}

/** The leaves that one matcher feeds. */
export interface Feed {
  readonly matcher: Matcher
  readonly leaves: readonly number[]
}

/** A compiled document: what to look for in an event, what to keep of it, and the rules over that. */
export interface Plan {
  readonly document: AisleDocument
  readonly leaves: readonly Leaf[]
  /** Leaves over the current visit: the latest event decides which that is. */
  readonly visitLeaves: readonly number[]
  /** Feeds of the event names that the document mentions; those for any name are among them. */
  readonly feeds: ReadonlyMap<string, readonly Feed[]>
  /** Feeds for any other name. */
  readonly otherFeeds: readonly Feed[]
  readonly rules: readonly Rule[]
  readonly traits: readonly { readonly name: string; readonly node: MetricNode }[]
}

/** The plan of a checked document. */
export function plan(document: AisleDocument): Plan {
  const days = calendar(document.zone)
  const leaves: Leaf[] = []
  const indexes = new Map<string, number>()
  const segments = new Map<string, Node>()
  /** Leaves of the rule that is being compiled. */
  let used = new Set<number>()
  const usedBy = new Map<string, Set<number>>()

  const scope: ConditionScope = {
    leaf: (selector, field, keep: Keep) => {
      const leaf = createLeaf(selector, field, keep, document.zone, days)
      const index = indexes.get(leaf.key) ?? leaves.push(leaf) - 1
      indexes.set(leaf.key, index)
      used.add(index)
      return { index, leaf: leaves[index]! }
    },
    condition: (definition: Condition) => condition(scope, definition),
    segment: (name) => {
      const outer = used
      let node = segments.get(name)
      if (!node) {
        used = new Set()
        usedBy.set(name, used)
        node = scope.condition(document.segments.find((segment) => segment.name === name)!.when)
        segments.set(name, node)
      }
      for (const index of usedBy.get(name)!) outer.add(index)
      used = outer
      return node
    },
  }

  const rules: Rule[] = document.segments.map(({ name }) => {
    const node = scope.segment(name)
    return {
      kind: 'segment',
      name,
      nodes: [node],
      leaves: usedBy.get(name)!,
      read: (state, at) => outcome(node.read(state, at)),
      changesAt: (state, at, limit) => changesAt(node, state, at, limit),
    }
  })
  for (const set of document.stages) {
    used = new Set()
    const nodes = set.stages.map(({ when }) => scope.condition(when))
    const names = [...set.stages.map(({ name }) => name), set.otherwise]
    rules.push(stageRule(set.name, names, nodes, used))
  }
  const traits = document.traits.map(({ name, value }) => ({ name, node: metric(scope, value) }))
  const visitLeaves = leaves.flatMap(({ window }, index) => (window === 'visit' ? [index] : []))
  return { document, leaves, visitLeaves, rules, traits, ...feeds(leaves) }
}

function outcome(truth: boolean | undefined): Outcome {
  return truth === undefined ? 'unknown' : truth ? 'in' : 'out'
}

/** The first stage that holds; while the earlier ones stay as they are and it holds, nothing after it matters. */
function stageRule(name: string, names: readonly string[], nodes: readonly Node[], leaves: Set<number>): Rule {
  const current = (state: State, at: number) => {
    const found = nodes.findIndex((node) => node.read(state, at))
    return found < 0 ? nodes.length : found
  }
  const until = (state: State, at: number, stage: number) =>
    nodes.slice(0, stage + 1).reduce((next, node) => Math.min(next, node.until(state, at)), Number.POSITIVE_INFINITY)
  return {
    kind: 'stages',
    name,
    nodes,
    leaves,
    read: (state, at) => names[current(state, at)]!,
    changesAt: (state, at, limit) => {
      const stage = names[current(state, at)]
      let next = at
      do next = until(state, next, current(state, next))
      while (next <= limit && next < Number.POSITIVE_INFINITY && names[current(state, next)] === stage)
      return next > limit ? Number.POSITIVE_INFINITY : next
    },
  }
}

/** Groups the leaves by what they match, so that an event is tested once for all that ask the same. */
function feeds(leaves: readonly Leaf[]): Pick<Plan, 'feeds' | 'otherFeeds'> {
  const groups = new Map<string, { matcher: Matcher; leaves: number[] }>()
  leaves.forEach(({ selector }, index) => {
    const { event, where, each } = selector as Selector
    const key = canonical([event, where ?? null, each ?? null])
    const group = groups.get(key) ?? { matcher: matcher(selector), leaves: [] }
    group.leaves.push(index)
    groups.set(key, group)
  })
  const all = [...groups.values()]
  const otherFeeds = all.filter(({ matcher }) => !matcher.names)
  const names = new Set(all.flatMap(({ matcher }) => matcher.names ?? []))
  const named = [...names].map(
    (name) => [name, all.filter(({ matcher }) => !matcher.names || matcher.names.includes(name))] as const,
  )
  return { feeds: new Map(named), otherFeeds }
}
