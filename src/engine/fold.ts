import type { ShopEvent } from '../vocabulary/event-types'
import { forget, take } from './bag'
import { NEVER } from './never'
import type { Plan } from './plan'
import { type Bag, order, type Place } from './row'
import { firstIndex } from './search'
import type { Selection } from './selection'
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

/** Costs what the matching selections cost, whatever the history. */
function fold(plan: Plan, state: State, event: ShopEvent): void {
  const { time, id } = event
  // Most events are of the visit before: keep one string for all of them.
  const session = event.session_id === state.latest?.session ? state.latest.session : event.session_id
  const place: Place = { time, id, session, line: 0 }
  arrive(plan, state, place)
  for (const selection of plan.feeds.get(event.name) ?? plan.feeds.get('*')!)
    for (const line of selection.matcher.lines(event)) {
      const row = rowOf(selection, event, line ? { time, id, session, line } : place)
      if (row) take(state, selection, row)
    }
}

/** What is kept of an event, or of one of its lines; nothing where none of the fields is there and nothing else counts. */
function rowOf({ fields, width, isCounted }: Selection, event: ShopEvent, place: Place): Bag | undefined {
  const row: Bag = Array(width)
  row[0] = place
  let isWanted = isCounted && place.line >= 0
  for (let i = 1; i < width; i++) {
    row[i] = fields[i - 1]!.read(event, event.products[place.line])
    if (row[i] !== undefined) isWanted = true
  }
  return isWanted ? row : undefined
}

/** Makes an event the latest where it is: the current visit is then its own. */
export function arrive(plan: Plan, state: State, place: Place): void {
  if (state.latest && order(place, state.latest) <= 0) return
  state.latest = place
  for (const leaf of plan.visits) forget(state, leaf.facts)
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
    state.facts = plan.blank.slice()
    state.ends = plan.endless.slice()
    for (const { index, facts } of plan.selections) if (state.bags[index]) forget(state, facts)
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
