import type { AisleDocument, Condition } from '../language/ast'
import { calendar } from './calendar'
import { type ConditionScope, condition } from './condition'
import { canonical, createLeaf, type Leaf, picks } from './leaf'
import { type Matcher, matcher } from './matcher'
import { metric } from './metric'
import { type ConditionNode, earliest, type MetricNode, type Timed } from './node'
import type { State } from './state'

/** A segment or a stage set, ready to be asked for its outcome or its stage. */
export interface Rule extends Timed<string> {
  readonly kind: 'segments' | 'stages'
  readonly name: string
  /** The condition of a segment, or those of the stages in order. */
  readonly nodes: readonly ConditionNode[]
}

/** What to look for in an event, and the leaves that take it in. */
export interface Feed {
  readonly matcher: Matcher
  readonly leaves: number[]
}

/** A compiled document: what to look for in an event, what to keep of it, and the rules over that. */
export interface Plan {
  readonly leaves: readonly Leaf[]
  /** By event name; those for any name are among them, and alone under `*`. */
  readonly feeds: ReadonlyMap<string, readonly Feed[]>
  readonly rules: readonly Rule[]
  readonly traits: readonly { readonly name: string; readonly node: MetricNode }[]
}

/** The plan of a checked document. */
export function plan({ zone, segments, stages, traits }: AisleDocument): Plan {
  const leaves: Leaf[] = []
  const nodes = new Map<string, ConditionNode>()
  const metrics = new Map<string, MetricNode>()
  let memos = 0
  const scope: ConditionScope = {
    picks: picks(calendar(zone)),
    leaf: (selector, wanted) => {
      const leaf = createLeaf(selector, wanted, zone, scope.picks)
      const index = leaves.findIndex(({ key }) => key === leaf.key)
      return index < 0 ? leaves.push(leaf) - 1 : index
    },
    memo: () => memos++,
    metric: (definition) => {
      const key = JSON.stringify(definition)
      const node = metrics.get(key) ?? metric(scope, definition)
      metrics.set(key, node)
      return node
    },
    condition: (definition: Condition) => condition(scope, definition),
    segment: (name) => {
      const node = nodes.get(name) ?? scope.condition(segments.find((segment) => segment.name === name)!.when)
      nodes.set(name, node)
      return node
    },
  }
  const rules: Rule[] = [
    ...segments.map(({ name }) => segmentRule(name, scope.segment(name))),
    ...stages.map(({ name, stages: list, otherwise }) =>
      stageRule(
        name,
        [...list.map((stage) => stage.name), otherwise],
        list.map(({ when }) => scope.condition(when)),
      ),
    ),
  ]
  return {
    leaves,
    rules,
    traits: traits.map(({ name, value }) => ({ name, node: scope.metric(value) })),
    feeds: feeds(leaves),
  }
}

function segmentRule(name: string, node: ConditionNode): Rule {
  const read: Rule['read'] = (state, at) => {
    const truth = node.read(state, at)
    return truth ? 'in' : truth === false ? 'out' : 'unknown'
  }
  return { kind: 'segments', name, nodes: [node], read, until: node.until }
}

/** The first stage that holds; while it and the ones before it stay as they are, nothing after it matters. */
function stageRule(name: string, names: readonly string[], nodes: readonly ConditionNode[]): Rule {
  const current = (state: State, at: number) => {
    const index = nodes.findIndex(({ read }) => read(state, at))
    return index < 0 ? nodes.length : index
  }
  return {
    kind: 'stages',
    name,
    nodes,
    read: (state, at) => names[current(state, at)]!,
    until: (state, at, limit) => earliest(nodes.slice(0, current(state, at) + 1), state, at, limit),
  }
}

/** Groups the leaves by what they match, so that an event is tested once for all that ask the same. */
function feeds(leaves: readonly Leaf[]): Map<string, Feed[]> {
  const groups = new Map<string, Feed>()
  leaves.forEach(({ selector }, index) => {
    const { event, where, each } = selector
    const key = canonical([event, where, each])
    const feed = groups.get(key) ?? { matcher: matcher(selector), leaves: [] }
    feed.leaves.push(index)
    groups.set(key, feed)
  })
  const all = [...groups.values()]
  const names = new Set(['*', ...all.flatMap(({ matcher }) => matcher.names)])
  return new Map(
    [...names].map((name) => [
      name,
      all.filter(({ matcher: { names } }) => names.includes(name) || names.includes('*')),
    ]),
  )
}
