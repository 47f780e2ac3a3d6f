import type { ShopEvent } from '../vocabulary/event-types'
import { forget, take } from './bag'
import { type Entry, order, type Place } from './leaf'
import { NEVER } from './never'
import type { Plan } from './plan'
import { firstIndex } from './search'
import type { State } from './state'

/** Takes an event in: folds it, or lets it wait where it is later than the clock. One that is there already changes nothing. */
export function add(plan: Plan, state: State, event: ShopEvent): void {
  const { waiting } = state
  if (event.time <= state.clock) {
    fold(plan, state, event)
    return
  }
  const i = firstIndex(waiting.length, (j) => order(waiting[j]!, event) >= 0)
  if (!waiting[i] || order(waiting[i]!, event)) waiting.splice(i, 0, event)
}

/** Costs what the matching leaves cost, whatever the history. */
function fold(plan: Plan, state: State, event: ShopEvent): void {
  const { time, id } = event
  // Most events are of the visit before: keep one string for all of them.
  const session = event.session_id === state.latest?.session ? state.latest.session : event.session_id
  const place: Entry = { time, id, session, line: 0, value: undefined, once: undefined }
  arrive(plan, state, place)
  for (const { matcher, leaves } of plan.feeds.get(event.name) ?? plan.feeds.get('*')!)
    for (const line of matcher.lines(event)) {
      const product = event.products[line]
      let entry: Entry | undefined
      let reads: string | undefined
      for (const leaf of leaves) {
        // One entry does for all leaves that read the same of the event, and for those that find nothing to read.
        if (!entry || leaf.reads !== reads) {
          const value = leaf.field?.(event, product)
          const once = leaf.once?.(event, product)
          const isBare = value === undefined && once === undefined && !line
          entry = isBare ? place : { time, id, session, line, value, once }
          reads = leaf.reads
        }
        take(state, leaf, entry)
      }
    }
}

/** Makes an event the latest where it is: the current visit is then its own. */
export function arrive(plan: Plan, state: State, place: Place): void {
  if (state.latest && order(place, state.latest) <= 0) return
  state.latest = place
  for (const leaf of plan.visits) forget(state, leaf)
}

/** Moves the clock forward, folding what has waited for it. */
export function moveClock(plan: Plan, state: State, now: number): void {
  while (state.waiting[0] && state.waiting[0].time <= now) {
    state.clock = state.waiting[0].time
    fold(plan, state, state.waiting.shift()!)
  }
  if (now > state.clock) state.clock = now
}

/** Makes a state ready to be asked about an instant not before its clock; watched, it notes until when answers hold. */
export function ask(plan: Plan, state: State, at: number, watched?: boolean): State {
  if (!state.facts) {
    state.facts = plan.unknown.slice()
    state.ends = plan.endless.slice()
  }
  if (at < state.at || at >= state.expires) expire(plan, state, at)
  state.at = at
  state.until = watched ? NEVER : undefined
  return state
}

/** Lets facts be worked out anew that time has ended; what a window held later says nothing of what it holds now. */
function expire(plan: Plan, state: State, at: number): void {
  const { ends } = state
  const facts = state.facts!
  state.expires = NEVER
  for (const leaf of plan.timed)
    for (const fact of leaf.facts) {
      if (at < state.at || at >= ends[fact]!) facts[fact] = null
      else state.expires = Math.min(state.expires, ends[fact]!)
    }
}
