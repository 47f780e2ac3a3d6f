import type { AisleDocument, Outcome, Scalar } from '../language/ast'
import { leaves as leavesAt } from './bag'
import { calendar } from './calendar'
import { condition } from './condition'
import { metric } from './metric'
import { NEVER } from './never'
import type { ConditionNode, MetricNode, Node, Scope } from './node'
import { picks } from './pick'
import { createLeaf, createSelection, type Leaf, type Selection } from './selection'
import { emptyState, noteEnd, type State } from './state'

/** A segment or a stage set, ready to be asked for its outcome or its stage. */
export interface Rule extends Node<string> {
  readonly kind: 'segment' | 'stage'
  readonly name: string
  /** The condition of a segment, or those of the stages in order. */
  readonly nodes: readonly ConditionNode[]
}

/** A trait, ready to be asked for its value. */
export interface Trait {
  readonly name: string
  readonly node: MetricNode
}

/** Several answers, ready to be asked for together. */
export interface Asked<T> {
  readonly names: readonly string[]
  readonly reads: readonly ((state: State) => unknown)[]
  /** What each comes to most often, and what that is called, by name: a copy of it is filled in faster than nothing. */
  readonly usual: readonly unknown[]
  readonly blank: { readonly [name: string]: T }
  /** What something is called that it came to. */
  readonly say: (found: never) => T
}

/** A compiled document: what to look for in an event, what to keep of it, and the rules over that. */
export interface Plan {
  readonly selections: readonly Selection[]
  /** The selections that an event may belong to, by its name; those for any name are among them, and alone under `*`. */
  readonly feeds: ReadonlyMap<string, readonly Selection[]>
  readonly rules: readonly Rule[]
  readonly traits: readonly Trait[]
  /** The same rules and traits, to be asked for all answers at once. */
  readonly asked: {
    readonly segments: Asked<Outcome>
    readonly stages: Asked<string>
    readonly traits: Asked<Scalar | null>
  }
  /** The facts of a shopper of whom nothing is known, to be copied. */
  readonly blank: readonly (Scalar | undefined)[]
  /** When they end: never, as far as is known. */
  readonly endless: readonly number[]
  /** The leaves whose window goes along with the time, and those whose window is the current visit. */
  readonly timed: readonly Leaf[]
  readonly visits: readonly Leaf[]
}

/** The plan of a checked document. */
export function plan(document: AisleDocument): Plan {
  const { segments, stages, traits } = document
  const { scope, selections, facts } = createScope(document)
  const rules = [
    ...segments.map(({ name }) => segmentRule(name, scope.segment(name))),
    ...stages.map(({ name, stages: list, otherwise }) =>
      stageRule(
        name,
        [...list.map((stage) => stage.name), otherwise],
        list.map(({ when }) => scope.condition(when)),
      ),
    ),
  ]
  const named = traits.map(({ name, value }): Trait => ({ name, node: scope.metric(value) }))
  const leaves = selections.flatMap((selection) => selection.leaves)
  return {
    selections,
    rules,
    traits: named,
    asked: {
      segments: asked(
        segments.map(({ name }) => ({ name, read: scope.segment(name).read })),
        () => false,
        outcome,
      ),
      stages: asked<string>(rules.slice(segments.length), (i) => stages[i]!.otherwise),
      traits: asked<Scalar | null>(named.map(({ name, node }) => ({ name, read: node.read }))),
    },
    feeds: feeds(selections),
    blank: facts,
    endless: facts.map(() => NEVER),
    timed: leaves.filter(isTimed),
    visits: leaves.filter(({ window }) => window === 'visit'),
  }
}

/** What compiling rules needs, and the selections and facts that they turn out to need. */
function createScope({ zone, segments }: AisleDocument) {
  const selections: Selection[] = []
  const facts: (Scalar | undefined)[] = []
  const nobody: State = { ...emptyState(0), facts }
  const nodes = new Map<string, ConditionNode>()
  const metrics = new Map<string, MetricNode>()
  const scope: Scope = {
    picks: picks(calendar(zone)),
    leaf: (selector, wanted) => {
      const made = createSelection(selector, selections.length)
      const selection = selections.find(({ key }) => key === made.key) ?? made
      if (selection === made) selections.push(made)
      const leaf = createLeaf(selector, selection, wanted, scope.picks)
      if (!leaf.field) selection.isCounted = true
      const equal = selection.leaves.find(({ key }) => key === leaf.key)
      if (!equal) selection.leaves.push(leaf)
      return equal ?? leaf
    },
    fact: (of, work) => {
      const fact = facts.push(work(nobody)) - 1
      for (const leaf of of) {
        leaf.facts.push(fact)
        leaf.selection.facts.push(fact)
      }
      return [fact, reading(fact, of, work)]
    },
    metric: (definition) => {
      const key = JSON.stringify(definition)
      const node = metrics.get(key) ?? metric(scope, definition)
      metrics.set(key, node)
      return node
    },
    condition: (definition) => condition(scope, definition),
    segment: (name) => {
      const node = nodes.get(name) ?? scope.condition(segments.find((segment) => segment.name === name)!.when)
      nodes.set(name, node)
      return node
    },
  }
  return { scope, selections, facts }
}

/** Whether a leaf's window goes along with the time. */
const isTimed = ({ window }: Leaf) => typeof window === 'number'

function asked<T>(
  nodes: readonly (Node<unknown> & { readonly name: string })[],
  usually: (index: number) => unknown = () => undefined,
  say: Asked<T>['say'] = (found) => found ?? (null as never),
): Asked<T> {
  const names = nodes.map(({ name }) => name)
  const usual = nodes.map((_, i) => usually(i))
  return {
    names,
    usual,
    reads: nodes.map(({ read }) => read),
    blank: Object.fromEntries(names.map((name, i) => [name, say(usual[i] as never)])),
    say,
  }
}

/** Reads a fact: what was worked out before, until an event or the time puts an end to it. */
function reading<T>(fact: number, leaves: readonly Leaf[], work: (state: State) => T) {
  const timed = leaves.filter(isTimed)
  return (state: State): T => {
    const { ends } = state
    const facts = state.facts!
    let value = facts[fact] as T
    if (value === null) {
      let end = NEVER
      for (const leaf of timed) end = Math.min(end, leavesAt(state, leaf))
      ends[fact] = end
      if (end < state.expires) state.expires = end
      value = work(state)
      facts[fact] = value as never
    }
    noteEnd(state, fact)
    return value
  }
}

function outcome(truth: boolean | undefined): Outcome {
  return truth ? 'in' : truth === false ? 'out' : 'unknown'
}

function segmentRule(name: string, node: ConditionNode): Rule {
  return { kind: 'segment', name, nodes: [node], read: (state) => outcome(node.read(state)) }
}

/** The first stage that holds. */
function stageRule(name: string, names: readonly string[], nodes: readonly ConditionNode[]): Rule {
  const read: Rule['read'] = (state) => {
    const index = nodes.findIndex((node) => node.read(state))
    return names[index < 0 ? nodes.length : index]!
  }
  return { kind: 'stage', name, nodes, read }
}

/** The selections by the names of the events that they look at. */
function feeds(selections: readonly Selection[]): Map<string, Selection[]> {
  const names = new Set(['*', ...selections.flatMap(({ matcher }) => matcher.names)])
  return new Map(
    [...names].map((name) => [
      name,
      selections.filter(({ matcher: { names } }) => names.includes(name) || names.includes('*')),
    ]),
  )
}
