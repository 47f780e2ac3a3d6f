import type { ShopEvent } from '../vocabulary/event-types'
import type { Answers, Change, Explanation, Foreseen } from './answers'
import { type EventProblem, eventProblem, isTime } from './event-problem'
import { because, type ExplainedMetric, explained } from './explain'
import { add, ask, moveClock } from './fold'
import { NEVER } from './never'
import type { Asked, Plan, Rule } from './plan'
import { isSnapshot, load, type Snapshot, takeSnapshot } from './snapshot'
import { copyState, emptyState, type State } from './state'

/**
 * One shopper: takes events in, answers, and says what changed. Nothing here throws.
 *
 * @example
 * const shopper = compile(builtin).shopper()
 * shopper.add(event, Date.now())
 * shopper.at(Date.now()).segments
 */
export class Shopper {
  readonly #plan: Plan
  readonly #state: State
  /** What each rule says at the clock, once somebody wants to hear of changes, and until when. */
  #known: readonly string[] | undefined
  #until = NEVER
  /** The state later on, where an event that waits will have happened by then. */
  #ahead: State | undefined

  constructor(plan: Plan, snapshot?: Snapshot) {
    this.#plan = plan
    this.#state = emptyState(plan.selections.length)
    if (isSnapshot(snapshot)) load(plan, this.#state, snapshot)
  }

  /** The instant up to which events have been folded, ms; -Infinity before it was ever set. */
  get clock(): number {
    return this.#state.clock
  }

  /** The first instant after the clock when an answer may be another if nothing more happens, ms; Infinity where none can. */
  get until(): number {
    if (!this.#known) this.#known = this.#read()
    return Math.min(this.#until, this.#state.waiting[0]?.time ?? NEVER)
  }

  /**
   * Takes one event in and says what changed. With `now` the clock moves there, and what changed on the way is told too;
   * without it the clock stays, and an event later than it waits. Late events count as if they had come in time, and an
   * event that is there already changes nothing. A bad event comes back as a problem.
   */
  add(event: ShopEvent, now?: number): (Change | EventProblem)[] {
    const problem = eventProblem(event)
    if (problem) return [problem, ...this.advance(now)]
    const act = () => add(this.#plan, this.#state, event)
    const changes = event.time > this.clock ? this.#wait(act) : this.#step('event', act)
    return [...changes, ...this.advance(now)]
  }

  /** Takes one event in without working out what it changed, and moves the clock to `now` likewise: for reading logs. */
  fold(event: ShopEvent, now = this.clock): EventProblem | undefined {
    const problem = eventProblem(event)
    moveClock(this.#plan, this.#state, this.#notBefore(now))
    if (!problem) add(this.#plan, this.#state, event)
    this.#known = this.#ahead = undefined
    return problem
  }

  /**
   * Moves the clock forward and tells every change on the way, each at its exact instant: those by time alone, and those by
   * events that have waited.
   */
  advance(now = this.clock): Change[] {
    const changes: Change[] = []
    const state = this.#state
    const end = this.#notBefore(now)
    while (end > state.clock) {
      this.#known ??= this.#read()
      const event = state.waiting[0]?.time ?? NEVER
      const at = Math.min(event, this.#until, end)
      const act = () => moveClock(this.#plan, state, at)
      if (at < event && at < this.#until) this.#wait(act)
      else changes.push(...this.#step(at === event ? 'event' : 'time', act))
    }
    return changes
  }

  /** What is known of the shopper at `now`, or at the clock where that is later. The clock stays where it is. */
  at(now: number): Answers {
    const state = this.#at(now)
    const { segments, stages, traits } = this.#plan.asked
    return {
      now: state.at,
      segments: answers(state, segments),
      stages: answers(state, stages),
      traits: answers(state, traits),
    }
  }

  /** When each answer will be another if nothing more happens; null where it never will. */
  foresee(now: number): { readonly [kind in 'segments' | 'stages']: { readonly [name: string]: Foreseen | null } } {
    const foreseen: Record<`${Rule['kind']}s`, Record<string, Foreseen | null>> = { segments: {}, stages: {} }
    const { rules } = this.#plan
    const found = this.#foresee(rules, now)
    rules.forEach(({ kind, name }, i) => {
      foreseen[`${kind}s`][name] = found[i]!
    })
    return foreseen
  }

  /** Why a segment or the stage of a set is as it is, on which events, and until when; undefined for other names. */
  explain(name: string, now: number): Explanation | undefined {
    const rule = this.#plan.rules.find((one) => one.name === name)
    if (!rule) return undefined
    const state = this.#at(now)
    const reasons = rule.nodes.map((node) => because(node, state))
    const holds = reasons.findIndex(({ outcome }) => outcome === 'in')
    return {
      kind: rule.kind,
      name,
      now: state.at,
      outcome: rule.read(state),
      because: holds < 0 ? reasons : reasons.slice(0, holds + 1),
      changes_at: this.#foresee([rule], now)[0]!,
    }
  }

  /** What a trait came to, and on which events; undefined for other names. */
  trait(name: string, now: number): ExplainedMetric | undefined {
    const trait = this.#plan.traits.find((one) => one.name === name)
    return trait && explained(trait.node, this.#at(now))
  }

  /** Takes in all that another state of the same shopper knows; what both know counts once. What is no state changes nothing. */
  merge(other: Shopper | Snapshot): Change[] {
    const snapshot = other instanceof Shopper ? other.snapshot() : other
    if (!isSnapshot(snapshot)) return []
    const changes = this.advance(snapshot.clock ?? undefined)
    return [...changes, ...this.#step('event', () => load(this.#plan, this.#state, snapshot))]
  }

  /** Lets go of what was worked out, where many shoppers are asked once each; who asks again has it worked out anew. */
  release(): void {
    this.#state.facts = this.#known = this.#ahead = undefined
    this.#state.ends = []
  }

  /** All that is known, as plain JSON. */
  snapshot(): Snapshot {
    return takeSnapshot(this.#plan, this.#state)
  }

  /** An instant as whole milliseconds; the clock where it is earlier, or no instant. */
  #notBefore(now: number): number {
    const at = Math.floor(now)
    return isTime(at) && at > this.clock ? at : this.clock
  }

  /** A state to ask at an instant: the shopper's own where nothing waits until then. */
  #at(now: number, watched?: boolean): State {
    const at = this.#notBefore(now)
    const first = this.#state.waiting[0]
    if (!first || first.time > at) return ask(this.#plan, this.#state, at, watched)
    if (this.#ahead?.clock !== at) {
      this.#ahead = copyState(this.#state)
      moveClock(this.#plan, this.#ahead, at)
    }
    return ask(this.#plan, this.#ahead, at, watched)
  }

  /** Of each rule the first instant after `now` when it says something else. Goes through time once for all of them. */
  #foresee(rules: readonly Rule[], now: number): (Foreseen | null)[] {
    const plan = this.#plan
    let state = this.#at(now, true)
    let ahead: State | undefined
    const found: (Foreseen | null)[] = rules.map(() => null)
    /** Until when each holds; never more once that is found. */
    const holds: number[] = []
    const read = (rule: Rule, i: number) => {
      state.until = NEVER
      const said = rule.read(state)
      holds[i] = state.until
      return said
    }
    const before = rules.map(read)
    for (;;) {
      const event = state.waiting[0]?.time ?? NEVER
      let at = event
      for (const until of holds) if (until < at) at = until
      if (at === NEVER) return found
      if (at === event) {
        // An event that waits will happen: to a copy.
        if (!ahead) state = ahead = copyState(state)
        moveClock(plan, state, at)
      }
      ask(plan, state, at, true)
      rules.forEach((rule, i) => {
        if (found[i] || (holds[i]! > at && at !== event)) return
        const to = read(rule, i)
        if (to === before[i]) return
        found[i] = { at, to }
        holds[i] = NEVER
      })
    }
  }

  /** Carries out what changes no answer at the clock. */
  #wait(act: () => void): [] {
    act()
    this.#ahead = undefined
    return []
  }

  /** Carries something out and tells which rules say something else after it. */
  #step(cause: Change['cause'], act: () => void): Change[] {
    const before = this.#known ?? this.#read()
    act()
    this.#ahead = undefined
    const after = this.#read()
    this.#known = after
    return this.#plan.rules.flatMap((rule, i): Change[] => {
      const from = before[i]!
      const to = after[i]!
      return to === from ? [] : [{ kind: rule.kind, name: rule.name, from, to, at: this.clock, cause }]
    })
  }

  /** What each rule says at the clock; until when is noted. */
  #read(): string[] {
    const state = ask(this.#plan, this.#state, this.clock, true)
    const said = this.#plan.rules.map((rule) => rule.read(state))
    this.#until = state.until!
    return said
  }
}

/** What each of some nodes says, by name. */
function answers<T>(state: State, { names, reads, blank, usual, say }: Asked<T>): { readonly [name: string]: T } {
  const said = { ...blank }
  for (let i = 0; i < reads.length; i++) {
    const found = reads[i]!(state)
    if (found !== usual[i]) said[names[i]!] = say(found as never)
  }
  return said
}
