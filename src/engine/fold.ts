import type { ShopEvent } from '../vocabulary/event-types'
import { Bag, type Entry, order } from './leaf'
import type { Plan } from './plan'
import { firstIndex } from './search'
import type { State } from './state'

/** Takes an event in: folds it, or lets it wait where it is later than the clock. One that is there already changes nothing. */
export function add(plan: Plan, state: State, event: ShopEvent): void {
  const { waiting } = state
  if (event.time <= state.clock) return fold(plan, state, event)
  const i = firstIndex(waiting.length, (j) => order(waiting[j]!, event) >= 0)
  if (!waiting[i] || order(waiting[i]!, event)) waiting.splice(i, 0, event)
}

/** Costs what the matching leaves cost, whatever the history. */
function fold(plan: Plan, state: State, event: ShopEvent): void {
  const { time, id } = event
  // Most events are of the visit before: keep one string for all of them.
  const session = event.session_id === state.latest?.session ? state.latest.session : event.session_id
  const place: Entry = { time, id, session, line: 0, value: undefined, once: undefined }
  state.memos = undefined
  if (!state.latest || order(place, state.latest) > 0) state.latest = place
  for (const { matcher, leaves } of plan.feeds.get(event.name) ?? plan.feeds.get('*')!)
    for (const line of matcher.lines(event))
      for (const index of leaves) {
        const own = bag(plan, state, index)
        const { field, once } = own.leaf
        const product = event.products[line]
        // One entry does for all leaves that read nothing of the event.
        const entry =
          field || once || line
            ? { time, id, session, line, value: field?.(event, product), once: once?.(event, product) }
            : place
        own.add(entry, state.clock, state.latest)
      }
}

/** The bag of a leaf, made where there is none yet. */
export function bag(plan: Plan, state: State, index: number): Bag {
  state.bags[index] ??= new Bag(plan.leaves[index]!)
  return state.bags[index]
}

/** Moves the clock forward, folding what has waited for it. */
export function moveClock(plan: Plan, state: State, now: number): void {
  while (state.waiting[0] && state.waiting[0].time <= now) {
    state.clock = state.waiting[0].time
    fold(plan, state, state.waiting.shift()!)
  }
  state.clock = Math.max(state.clock, now)
}
