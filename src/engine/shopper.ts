import type { Outcome, Scalar } from '../language/ast'
import type { ShopEvent } from '../vocabulary/event-types'
import { type EventProblem, eventProblem } from './event-problem'
import { type Because, because, type ExplainedMetric, explained } from './explain'
import { add, moveClock } from './fold'
import { changesAt } from './node'
import type { Plan, Rule } from './plan'
import { load, type Snapshot, takeSnapshot } from './snapshot'
import { copyState, emptyState, type State } from './state'

/** A segment entered or left, or a stage reached. */
export interface Change {
  readonly kind: 'segment' | 'stage'
  /** Of the segment, or of the stage set. */
  readonly name: string
  readonly from: string
  readonly to: string
  /** The exact instant, ms. */
  readonly at: number
  /** Whether an event brought it about, or only the passing of time. */
  readonly cause: 'event' | 'time'
}

/** When an answer will be another, if nothing more happens, and which. */
export interface Foreseen {
  readonly at: number
  readonly to: string
}

/** What is known of a shopper at an instant. */
export interface Answers {
  /** The instant that was answered for, ms: never before the clock. */
  readonly now: number
  readonly segments: { readonly [name: string]: Outcome }
  /** By stage set. */
  readonly stages: { readonly [set: string]: string }
  /** null where absent; a duration in ms. */
  readonly traits: { readonly [name: string]: Scalar | null }
}

/** Why a segment's outcome, or a stage, is as it is, and until when. */
export interface Explanation {
  readonly kind: 'segment' | 'stage'
  readonly name: string
  readonly now: number
  /** A segment's outcome, or the stage of a set. */
  readonly outcome: string
  /** The condition of a segment; those of a set's stages in order, up to the one that holds. */
  readonly because: readonly Because[]
  /** null where it never changes by time alone. */
  readonly changes_at: Foreseen | null
}

/** A state to ask at an instant. */
interface View {
  readonly state: State
  readonly now: number
  /** The same when the next event that waits has happened. */
  next?: View
}

const NEVER = Number.POSITIVE_INFINITY

/** One shopper: takes events in, answers, and says what changed. Nothing here throws. */
export class Shopper {
  readonly #plan: Plan
  readonly #state = emptyState()
  /** What each rule says at the clock, once somebody wants to hear of changes. */
  #known: string[] | undefined
  #view: View | undefined

  constructor(plan: Plan, snapshot?: Snapshot) {
    this.#plan = plan
    if (snapshot) load(plan, this.#state, snapshot)
  }

  /** The instant up to which events have been folded, ms; -Infinity before it was ever set. */
  get clock(): number {
    return this.#state.clock
  }

  /**
   * Takes one event in and says what changed. With `now` the clock moves there, and what changed on the way is told too;
   * without it the clock stays, and an event later than it waits. Late events count as if they had come in time, and an
   * event that is there already changes nothing. A bad event comes back as a problem.
   */
  add(event: ShopEvent, now?: number): (Change | EventProblem)[] {
    const problem = eventProblem(event)
    if (problem) return [problem, ...this.advance(now)]
    const changes: Change[] = []
    const act = () => add(this.#plan, this.#state, event)
    if (event.time > this.clock) act()
    else this.#step(changes, 'event', act)
    this.#view = undefined
    return [...changes, ...this.advance(now)]
  }

  /** Takes one event in without working out what it changed, and moves the clock to `now` likewise: for reading logs. */
  fold(event: ShopEvent, now = this.clock): EventProblem | undefined {
    const problem = eventProblem(event)
    moveClock(this.#plan, this.#state, now)
    if (!problem) add(this.#plan, this.#state, event)
    this.#known = this.#view = undefined
    return problem
  }

  /**
   * Moves the clock forward and tells every change on the way, each at its exact instant: those by time alone, and those by
   * events that have waited.
   */
  advance(now = this.clock): Change[] {
    const changes: Change[] = []
    const { rules } = this.#plan
    const state = this.#state
    while (now > state.clock) {
      const event = state.waiting[0]?.time ?? NEVER
      const limit = Math.min(event, now)
      const at = rules.reduce((first, rule) => Math.min(first, changesAt(rule, state, state.clock, first)), limit)
      this.#step(changes, at === event ? 'event' : 'time', () => moveClock(this.#plan, state, at))
    }
    this.#view = undefined
    return changes
  }

  /** What is known of the shopper at `now`, or at the clock where that is later. The clock stays where it is. */
  at(now: number): Answers {
    const { state, now: at } = this.#at(now)
    const answers: Record<Rule['kind'], Record<string, string>> = { segments: {}, stages: {} }
    const traits: Record<string, Scalar | null> = {}
    for (const { kind, name, read } of this.#plan.rules) answers[kind][name] = read(state, at)
    for (const { name, node } of this.#plan.traits) traits[name] = node.read(state, at) ?? null
    return { now: at, ...(answers as Pick<Answers, 'segments' | 'stages'>), traits }
  }

  /** When each answer will be another if nothing more happens; null where it never will. */
  foresee(now: number): { readonly [kind in 'segments' | 'stages']: { readonly [name: string]: Foreseen | null } } {
    const view = this.#at(now)
    const foreseen: Record<Rule['kind'], Record<string, Foreseen | null>> = { segments: {}, stages: {} }
    for (const rule of this.#plan.rules) foreseen[rule.kind][rule.name] = this.#foresee(rule, view)
    return foreseen
  }

  /** Why a segment or the stage of a set is as it is, on which events, and until when; undefined for other names. */
  explain(name: string, now: number): Explanation | undefined {
    const view = this.#at(now)
    const rule = this.#plan.rules.find((one) => one.name === name)
    if (!rule) return undefined
    const reasons = rule.nodes.map((node) => because(node, view.state, view.now))
    const holds = reasons.findIndex(({ outcome }) => outcome === 'in')
    return {
      kind: kindOf(rule),
      name,
      now: view.now,
      outcome: rule.read(view.state, view.now),
      because: holds < 0 ? reasons : reasons.slice(0, holds + 1),
      changes_at: this.#foresee(rule, view),
    }
  }

  /** What a trait came to, and on which events; undefined for other names. */
  trait(name: string, now: number): ExplainedMetric | undefined {
    const view = this.#at(now)
    const trait = this.#plan.traits.find((one) => one.name === name)
    return trait && explained(trait.node, view.state, view.now)
  }

  /** Takes in all that another state of the same shopper knows; what both know counts once. */
  merge(other: Shopper | Snapshot): Change[] {
    const snapshot = other instanceof Shopper ? other.snapshot() : other
    const changes = this.advance(snapshot?.clock ?? undefined)
    this.#step(changes, 'event', () => load(this.#plan, this.#state, snapshot))
    this.#view = undefined
    return changes
  }

  /** All that is known, as plain JSON. */
  snapshot(): Snapshot {
    return takeSnapshot(this.#state)
  }

  /** A state to ask at an instant: the shopper's own where nothing waits until then. */
  #at(now: number): View {
    const at = Math.max(now, this.clock)
    const state = this.#state
    if (this.#view?.now !== at)
      this.#view = (state.waiting[0]?.time ?? NEVER) > at ? { state, now: at } : this.#later(state, at)
    return this.#view
  }

  /** A copy of a state, gone on to a later instant. */
  #later(state: State, now: number): View {
    const copy = copyState(state)
    moveClock(this.#plan, copy, now)
    return { state: copy, now }
  }

  #foresee(rule: Rule, begin: View): Foreseen | null {
    const before = rule.read(begin.state, begin.now)
    for (let view = begin; ; ) {
      const { state, now } = view
      const event = state.waiting[0]?.time ?? NEVER
      const at = changesAt(rule, state, now, event - 1)
      if (at < event) return { at, to: rule.read(state, at) }
      if (event === NEVER) return null
      // An event that waits will happen.
      view.next ??= this.#later(state, event)
      view = view.next
      const to = rule.read(view.state, event)
      if (to !== before) return { at: event, to }
    }
  }

  /** Carries something out and notes which rules say something else after it. */
  #step(changes: Change[], cause: Change['cause'], act: () => void): void {
    const { rules } = this.#plan
    const state = this.#state
    const read = () => rules.map((rule) => rule.read(state, state.clock))
    const before = this.#known ?? read()
    act()
    this.#known = read()
    this.#known.forEach((to, i) => {
      const from = before[i]!
      if (to !== from) changes.push({ kind: kindOf(rules[i]!), name: rules[i]!.name, from, to, at: state.clock, cause })
    })
  }
}

function kindOf({ kind }: Rule): Change['kind'] {
  return kind === 'stages' ? 'stage' : 'segment'
}
