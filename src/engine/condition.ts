import type { Condition, Scalar, Selector } from '../language/ast'
import { parseDuration } from '../language/duration'
import { places } from './bag'
import { constant, operands } from './metric'
import { NEVER } from './never'
import type { ConditionNode, MetricNode, Scope } from './node'
import { order, type Place } from './row'
import { noteEnd, type State } from './state'

/** The operators of order and equality, as what may stand between two values: 1 less, 2 equal, 4 more. */
const MASKS: Record<string, number> = { lt: 1, eq: 2, lte: 3, gt: 4, ne: 5, gte: 6 }

/** Numbers are ordered; of anything else it can only be said whether it is equal. */
function test(mask: number, a: unknown, b: unknown): boolean | undefined {
  if (typeof a === 'number' && typeof b === 'number') return (mask & (a < b ? 1 : a > b ? 4 : 2)) > 0
  return mask === 2 ? a === b : mask === 5 ? a !== b : undefined
}

/** Compiles a checked condition. */
export function condition(scope: Scope, definition: Condition): ConditionNode {
  const { of, within } = definition as { of?: Condition[]; within?: string }
  const [op, argument] = Object.entries(definition).find(([key]) => key !== 'of' && key !== 'within')! as [
    string,
    never,
  ]
  if (MASKS[op]) return comparison(definition, MASKS[op], operands(scope, argument))
  if (op === 'in') return oneOf(definition, scope.metric(argument[0]), argument[1])
  if (op === 'sequence') return sequence(scope, definition, argument, parseDuration(within) ?? NEVER)
  if (op === 'exists') {
    const side = scope.metric(argument)
    return { definition, sides: [side], read: (state) => side.read(state) !== undefined }
  }
  const named = op === 'segment' && scope.segment(argument)
  const parts = named ? [named] : (of ?? ([] as Condition[]).concat(argument)).map(scope.condition)
  if (op === 'not') return not(definition, parts[0]!)
  return atLeast(definition, op === 'all' ? parts.length : of ? argument : 1, parts)
}

function not(definition: Condition, node: ConditionNode): ConditionNode {
  const read: ConditionNode['read'] = (state) => {
    const truth = node.read(state)
    return truth === undefined ? truth : !truth
  }
  return { definition, of: [node], read }
}

/** True where at least `n` parts are, false where fewer could be: `all` of them; of `any`, or a `segment`, one. */
function atLeast(definition: Condition, n: number, of: readonly ConditionNode[]): ConditionNode {
  // Functions in a list of their own: nodes differ in shape, which makes looking into them slow.
  const reads = of.map(({ read }) => read)
  const read: ConditionNode['read'] = (state) => {
    let missing = n
    /** How many parts may still be false. */
    let spare = reads.length - n
    for (let i = 0; missing > 0 && spare >= 0 && i < reads.length; i++) {
      const truth = reads[i]!(state)
      if (truth) missing--
      else if (truth === false) spare--
    }
    return spare < 0 ? false : missing > 0 ? undefined : true
  }
  return { definition, of, read }
}

function oneOf(definition: Condition, side: MetricNode, list: readonly Scalar[]): ConditionNode {
  const { read } = side
  return {
    definition,
    sides: [side, constant(list as never)],
    read: (state) => {
      const value = read(state)
      return value === undefined ? value : list.includes(value)
    },
  }
}

function comparison(definition: Condition, mask: number, sides: readonly [MetricNode, MetricNode]): ConditionNode {
  const [{ read: left, fact, age: grows }, { read: right, literal, age: alike }] = sides
  // Two ages grow alike.
  const sign = grows === alike ? 0 : grows ? 1 : -1
  const any: ConditionNode['read'] = (state) => {
    const a = left(state)
    if (a === undefined) return a
    const b = right(state)
    if (b === undefined) return b
    if (sign) grow(state, sign * ((b as number) - (a as number)))
    return test(mask, a, b)
  }
  // What is asked most by far, with as few calls as can be.
  const factAndNumber: ConditionNode['read'] = (state) => {
    const value = known(state, fact!, left)
    if (value === undefined) return value
    if (!sign) return test(mask, value, literal)
    const age = state.at - (value as number)
    grow(state, (literal as number) - age)
    return test(mask, age, literal)
  }
  return { definition, sides, read: fact === undefined || typeof literal !== 'number' ? any : factAndNumber }
}

/** What a fact is: worked out by reading it where that must be done anew. */
function known(state: State, fact: number, read: (state: State) => unknown): Scalar | undefined {
  const facts = state.facts!
  if (facts[fact] === null) read(state)
  noteEnd(state, fact)
  return facts[fact]!
}

/** Notes when an age next reaches, or passes, a duration; instants are whole, durations need not be. */
function grow(state: State, rest: number): void {
  if (state.until !== undefined && rest >= 0) state.until = Math.min(state.until, state.at + (Math.ceil(rest) || 1))
}

function sequence(scope: Scope, definition: Condition, steps: readonly Selector[], within: number): ConditionNode {
  const parts = steps.map((selector, i) => {
    // Where no time limit binds the ends together, the earliest first step and the latest last step are enough.
    const keep = within < NEVER ? 'all' : !i ? 'first' : i === steps.length - 1 ? 'last' : 'all'
    return { leaf: scope.leaf(selector, { keep }), pick: scope.picks[keep] }
  })
  const evidence = (state: State) =>
    chain(
      parts.map(({ leaf, pick }) => places(state, leaf, pick)),
      within,
    )
  const [, read] = scope.fact(
    parts.map(({ leaf }) => leaf),
    (state) => evidence(state).length > 0,
  )
  return { definition, read, evidence }
}

/**
 * One place of each list, each later than the one before, the last at most `within` after the first; none where there is
 * no such chain. From each first one the earliest followers end soonest, and as the first moves on so do they: no list is
 * gone through twice.
 */
function chain(lists: readonly (readonly Place[])[], within: number): Place[] {
  const positions = lists.map(() => 0)
  for (const first of lists[0]!) {
    const found = [first]
    for (let step = 1; step < lists.length; step++) {
      const before = found[step - 1]!
      const later = lists[step]!
      while (positions[step]! < later.length && order(later[positions[step]!]!, before) <= 0) positions[step]!++
      const next = later[positions[step]!]
      if (!next) return []
      found.push(next)
    }
    if (found[found.length - 1]!.time - first.time <= within) return found
  }
  return []
}
