import type { ShopEvent } from '../vocabulary/event-types'
import { Bag, order } from './leaf'
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
  const { time, id, session_id: session, products } = event
  const place = { time, id, session, line: 0 }
  if (!state.latest || order(place, state.latest) > 0) state.latest = place
  for (const { matcher, leaves } of plan.feeds.get(event.name) ?? plan.feeds.get('*')!)
    for (const line of matcher.lines(event))
      for (const index of leaves) {
        const leaf = plan.leaves[index]!
        const { field, once } = leaf
        const product = products[line]
        const entry =
          field || once || line
            ? { ...place, line, value: field?.(event, product), once: once?.(event, product) }
            : place
        bag(plan, state, index).add(entry, state.clock, state.latest)
      }
}

/** The bag of a leaf, made where there is none yet. */
export function bag(plan: Plan, state: State, index: number): Bag {
  state.bags[index] ??= new Bag(plan.leaves[index]!, plan.calendar)
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
