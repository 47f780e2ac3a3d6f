import type { Condition, Scalar, Selector } from '../language/ast'
import { parseDuration } from '../language/duration'
import { kindOf } from '../language/kind'
import { type Entry, order } from './leaf'
import { constant, operands, type Scope } from './metric'
import { type ConditionNode, changesAt, earliest, type MetricNode } from './node'
import type { State } from './state'

const NEVER = Number.POSITIVE_INFINITY

type Test = (a: never, b: never) => boolean | undefined

const ordered =
  (test: (a: number, b: number) => boolean): Test =>
  (a, b) =>
    typeof a === 'number' && typeof b === 'number' ? test(a, b) : undefined

const TESTS: Record<string, Test> = {
  eq: (a, b) => a === b,
  ne: (a, b) => a !== b,
  gt: ordered((a, b) => a > b),
  gte: ordered((a, b) => a >= b),
  lt: ordered((a, b) => a < b),
  lte: ordered((a, b) => a <= b),
  in: (a, list: readonly Scalar[]) => list.includes(a),
}

/** What compiling a condition needs of the plan. */
export interface ConditionScope extends Scope {
  readonly condition: (definition: Condition) => ConditionNode
  readonly segment: (name: string) => ConditionNode
}

/** Compiles a checked condition. */
export function condition(scope: ConditionScope, definition: Condition): ConditionNode {
  const { of, within } = definition as { of?: Condition[]; within?: string }
  const [op, argument] = Object.entries(definition).find(([key]) => key !== 'of' && key !== 'within')! as [
    string,
    never,
  ]
  const nodes = (list: readonly Condition[]) => list.map(scope.condition)
  if (op === 'in') return comparison(definition, TESTS.in!, [scope.metric(argument[0]), constant(argument[1])])
  if (TESTS[op]) return comparison(definition, TESTS[op], operands(scope, argument))
  if (op === 'sequence') return sequence(scope, definition, argument, parseDuration(within) ?? NEVER)
  if (op === 'exists') {
    const side = scope.metric(argument)
    return { definition, sides: [side], until: side.until, read: (state, at) => side.read(state, at) !== undefined }
  }
  if (op === 'not') {
    const node = scope.condition(argument)
    const read: ConditionNode['read'] = (state, at) => {
      const truth = node.read(state, at)
      return truth === undefined ? truth : !truth
    }
    return { ...node, definition, of: [node], read }
  }
  if (op === 'segment') return atLeast(definition, 1, [scope.segment(argument)])
  if (op === 'at_least') return atLeast(definition, argument, nodes(of!))
  return atLeast(definition, op === 'any' ? 1 : (argument as []).length, nodes(argument))
}

/** True where at least `n` parts are, false where fewer could be. `any` is at least one of them, `all` all of them. */
function atLeast(definition: Condition, n: number, of: readonly ConditionNode[]): ConditionNode {
  /** How many parts may be false before the whole is. */
  const spare = of.length - n
  const read: ConditionNode['read'] = (state, at) => {
    let yes = 0
    let no = 0
    for (const node of of) {
      const truth = node.read(state, at)
      if (truth && ++yes >= n) return true
      if (truth === false && ++no > spare) return false
    }
    return n > 0 ? undefined : true
  }
  return {
    definition,
    of,
    read,
    // While as many parts as it takes stay as they are, so does the whole, whatever the others do.
    until: (state, at, limit) => {
      const truth = read(state, at)
      if (truth === undefined || n < 1 || spare < 0) return earliest(of, state, at, limit)
      const like = of.filter((node) => node.read(state, at) === truth)
      const changes = like.map((node) => changesAt(node, state, at, limit)).sort((a, b) => a - b)
      return changes[truth ? like.length - n : like.length - spare - 1]!
    },
  }
}

function comparison(definition: Condition, test: Test, sides: readonly [MetricNode, MetricNode]): ConditionNode {
  const ages = sides.map((side) => kindOf(side.definition) === 'age')
  return {
    definition,
    sides,
    read: (state, at) => {
      const a = sides[0].read(state, at)
      if (a === undefined) return a
      const b = sides[1].read(state, at)
      return b === undefined ? b : test(a as never, b as never)
    },
    until: (state, at, limit) => {
      const next = earliest(sides, state, at, limit)
      // Two ages grow alike.
      if (ages[0] === ages[1]) return next
      const [age, duration] = (ages[0] ? sides : [sides[1], sides[0]]).map((side) => side.read(state, at) as number)
      // The age next reaches, or passes, the duration; instants are whole, durations need not be.
      const left = [Math.ceil(duration!) - age!, Math.floor(duration!) + 1 - age!].find((ms) => ms > 0)
      return left ? Math.min(next, at + left) : next
    },
  }
}

function sequence(
  scope: ConditionScope,
  definition: Condition,
  steps: readonly Selector[],
  within: number,
): ConditionNode {
  const parts = steps.map((selector, i) => {
    // Where no time limit binds the ends together, the earliest first step and the latest last step are enough.
    const keep = within < NEVER ? 'all' : !i ? 'first' : i === steps.length - 1 ? 'last' : 'all'
    return { index: scope.leaf(selector, { keep }), pick: scope.picks[keep] }
  })
  const find = (state: State, at: number) =>
    chain(
      parts.map(({ index, pick }) => pick(state.bags[index]?.selected(at, state.latest) ?? [])),
      within,
    )
  return {
    definition,
    read: (state, at) => find(state, at).length > 0,
    until: (state, at) =>
      parts.reduce((next, { index }) => Math.min(next, state.bags[index]?.leaves(at) ?? NEVER), NEVER),
    evidence: find,
  }
}

/**
 * One entry of each list, each later than the one before, the last at most `within` after the first; none where there is
 * no such chain. From each first entry the earliest followers end soonest, and as the first moves on so do they: no list is
 * gone through twice.
 */
function chain(lists: readonly (readonly Entry[])[], within: number): Entry[] {
  const positions = lists.map(() => 0)
  for (const first of lists[0]!) {
    const found = [first]
    for (let step = 1; step < lists.length; step++) {
      const before = found[step - 1]!
      const entries = lists[step]!
      while (positions[step]! < entries.length && order(entries[positions[step]!]!, before) <= 0) positions[step]!++
      const next = entries[positions[step]!]
      if (!next) return []
      found.push(next)
    }
    if (found[found.length - 1]!.time - first.time <= within) return found
  }
  return []
}
