import type { Outcome, Scalar } from '../language/ast'
import type { ShopEvent } from '../vocabulary/event-types'
import { type EventProblem, eventProblem } from './event-problem'
import { type Because, because, type ExplainedMetric, explained } from './explain'
import { fold, fork, mergeState, moveClock, wait } from './fold'
import type { Plan, Rule } from './plan'
import { restoreSnapshot, type Snapshot, takeSnapshot } from './snapshot'
import { emptyState, type State } from './state'

/** A segment entered or left, or a stage reached. */
export interface Change {
  readonly kind: 'segment' | 'stages'
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
  readonly stages: { readonly [set: string]: string }
  /** null where absent; a duration in ms. */
  readonly traits: { readonly [name: string]: Scalar | null }
}

/** Why an answer is as it is, and until when. */
export type Explanation =
  | {
      readonly kind: 'segment'
      readonly name: string
      readonly now: number
      readonly outcome: Outcome
      readonly because: Because
      readonly changes_at: Foreseen | null
    }
  | {
      readonly kind: 'stages'
      readonly name: string
      readonly now: number
      readonly stage: string
      /** The conditions of the stages, in order, up to the one that holds. */
      readonly because: readonly Because[]
      readonly changes_at: Foreseen | null
    }
  | ({ readonly kind: 'trait'; readonly name: string; readonly now: number } & ExplainedMetric)

/** What a rule says at the clock, and how far ahead it has been worked out when that changes. */
interface Known {
  value: string
  next: number
  /** No change other than `next` comes up to here. */
  upTo: number
}

/** One shopper: takes events in, answers, and says what changed. Nothing here throws. */
export class Shopper {
  readonly #plan: Plan
  #state: State
  #known: Known[] | undefined
  #view: { readonly now: number; readonly state: State } | undefined

  constructor(plan: Plan, snapshot?: unknown) {
    this.#plan = plan
    this.#state = (snapshot ? restoreSnapshot(plan, snapshot) : undefined) ?? emptyState()
  }

  /** The instant up to which events have been folded, ms; -Infinity before it was ever set. */
  get clock(): number {
    return this.#state.clock
  }

  /**
   * Takes one event in and says what changed. With `now` the clock moves there, and what changed by time on the way is told
   * too; without it the clock stays, and an event later than it waits. Late events count as if they had come in time, and an
   * event that is there already changes nothing. A bad event comes back as a problem.
   */
  add(event: ShopEvent, now?: number): (Change | EventProblem)[] {
    const problem = eventProblem(event)
    if (problem) return [problem, ...this.advance(now ?? this.clock)]
    const changes: Change[] = []
    if (event.time > this.clock) wait(this.#state, event)
    else this.#change(changes, (touched) => fold(this.#plan, this.#state, event, touched))
    this.#view = undefined
    if (now !== undefined) changes.push(...this.advance(now))
    return changes
  }

  /** Takes one event in without working out what it changed: for reading a log, many times faster than `add`. */
  fold(event: ShopEvent): EventProblem | undefined {
    const problem = eventProblem(event)
    if (problem) return problem
    if (event.time > this.clock) wait(this.#state, event)
    else fold(this.#plan, this.#state, event)
    this.#known = this.#view = undefined
    return undefined
  }

  /**
   * Moves the clock forward and tells every change on the way, each at its exact instant: those by time alone, and those of
   * events that have waited.
   */
  advance(now: number): Change[] {
    const changes: Change[] = []
    const state = this.#state
    while (now > state.clock) {
      const event = state.waiting[0]?.time ?? Number.POSITIVE_INFINITY
      const at = Math.min(event, now, this.#nextChange(Math.min(event, now)))
      this.#change(changes, (touched) => moveClock(this.#plan, state, at, touched))
    }
    this.#view = undefined
    return changes
  }

  /** Moves the clock forward without working out what changed. */
  skipTo(now: number): void {
    moveClock(this.#plan, this.#state, now)
    this.#known = this.#view = undefined
  }

  /** What is known of the shopper at `now`, or at the clock where that is later. The clock stays where it is. */
  at(now: number): Answers {
    const { state, now: at } = this.#at(now)
    const segments: Record<string, Outcome> = {}
    const stages: Record<string, string> = {}
    const traits: Record<string, Scalar | null> = {}
    for (const { kind, name, read } of this.#plan.rules) {
      if (kind === 'segment') segments[name] = read(state, at) as Outcome
      else stages[name] = read(state, at)
    }
    for (const { name, node } of this.#plan.traits) traits[name] = node.read(state, at) ?? null
    return { now: at, segments, stages, traits }
  }

  /** When each answer will be another if nothing more happens; null where it never will. */
  foresee(now: number): Record<'segments' | 'stages', { readonly [name: string]: Foreseen | null }> {
    const view = this.#at(now)
    const foreseen: Record<'segments' | 'stages', Record<string, Foreseen | null>> = { segments: {}, stages: {} }
    for (const rule of this.#plan.rules)
      foreseen[rule.kind === 'segment' ? 'segments' : 'stages'][rule.name] = this.#foresee(rule, view)
    return foreseen
  }

  /** The next instant when any answer will be another, if nothing more happens: the one timer that a page needs. */
  next(now: number): number | null {
    const view = this.#at(now)
    const next = Math.min(...this.#plan.rules.map((rule) => this.#foresee(rule, view)?.at ?? Number.POSITIVE_INFINITY))
    return Number.isFinite(next) ? next : null
  }

  /** Why a segment, stage set or trait is as it is at `now`, on which events, and until when; undefined for other names. */
  explain(name: string, now: number): Explanation | undefined {
    const view = this.#at(now)
    const { state, now: at } = view
    const rule = this.#plan.rules.find((one) => one.name === name)
    if (!rule) {
      const trait = this.#plan.traits.find((one) => one.name === name)
      return trait && { kind: 'trait', name, now: at, ...explained(trait.node, state, at) }
    }
    const answer = rule.read(state, at)
    const changes_at = this.#foresee(rule, view)
    const reasons = rule.nodes.map((node) => because(node, state, at))
    if (rule.kind === 'segment')
      return { kind: 'segment', name, now: at, outcome: answer as Outcome, because: reasons[0]!, changes_at }
    const holds = reasons.findIndex(({ outcome }) => outcome === 'in')
    return {
      kind: 'stages',
      name,
      now: at,
      stage: answer,
      because: holds < 0 ? reasons : reasons.slice(0, holds + 1),
      changes_at,
    }
  }

  /** Takes in all that another state of the same shopper knows; what both know counts once. */
  merge(other: Shopper | Snapshot): Change[] {
    const snapshot = other instanceof Shopper ? other.snapshot() : other
    const from = restoreSnapshot(this.#plan, snapshot)
    if (!from) return []
    const changes = this.advance(from.clock)
    this.#change(changes, (touched) => {
      mergeState(this.#plan, this.#state, from)
      for (const index of this.#plan.leaves.keys()) touched.add(index)
    })
    this.#view = undefined
    return changes
  }

  /** All that is known, as plain JSON. */
  snapshot(): Snapshot {
    return takeSnapshot(this.#plan, this.#state)
  }

  /** A state to ask at an instant: the shopper's own where nothing waits until then. */
  #at(now: number): { readonly now: number; readonly state: State } {
    const at = Math.max(now, this.clock)
    if (!(this.#state.waiting[0]?.time! <= at)) return { now: at, state: this.#state }
    if (this.#view?.now !== at) {
      const state = fork(this.#plan, this.#state)
      moveClock(this.#plan, state, at)
      this.#view = { now: at, state }
    }
    return this.#view!
  }

  #foresee(rule: Rule, { now, state: begun }: { readonly now: number; readonly state: State }): Foreseen | null {
    let state = begun
    const value = rule.read(state, now)
    let from = now
    for (;;) {
      const event = state.waiting[0]?.time ?? Number.POSITIVE_INFINITY
      const at = rule.changesAt(state, from, event - 1)
      if (at < event) return { at, to: rule.read(state, at) }
      if (event === Number.POSITIVE_INFINITY) return null
      // An event that waits will happen: go past it in a copy.
      if (state === begun) state = fork(this.#plan, begun)
      moveClock(this.#plan, state, event)
      from = event
      const then = rule.read(state, event)
      if (then !== value) return { at: event, to: then }
    }
  }

  /** The first change of any rule by time alone, up to a limit; Infinity where there is none. */
  #nextChange(limit: number): number {
    const { rules } = this.#plan
    const state = this.#state
    this.#known ??= rules.map((rule) => ({
      value: rule.read(state, state.clock),
      next: Number.POSITIVE_INFINITY,
      upTo: state.clock,
    }))
    let first = Number.POSITIVE_INFINITY
    this.#known.forEach((known, i) => {
      if (known.next === Number.POSITIVE_INFINITY && known.upTo < limit) {
        known.next = rules[i]!.changesAt(state, state.clock, limit)
        known.upTo = limit
      }
      first = Math.min(first, known.next)
    })
    return first
  }

  /** Carries something out and notes which rules say something else after it. */
  #change(changes: Change[], act: (touched: Set<number>) => void): void {
    const { rules } = this.#plan
    const state = this.#state
    this.#nextChange(state.clock)
    const touched = new Set<number>()
    act(touched)
    this.#known!.forEach((known, i) => {
      const { kind, name, leaves, read } = rules[i]!
      let cause: Change['cause'] = 'time'
      for (const index of leaves) if (touched.has(index)) cause = 'event'
      if (cause === 'time' && known.next > state.clock) return
      const to = read(state, state.clock)
      if (to !== known.value) changes.push({ kind, name, from: known.value, to, at: state.clock, cause })
      this.#known![i] = { value: to, next: Number.POSITIVE_INFINITY, upTo: state.clock }
    })
  }
}
