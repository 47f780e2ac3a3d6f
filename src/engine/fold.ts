import type { ShopEvent } from '../vocabulary/event-types'
import { Bag, type Entry, order } from './leaf'
import type { Plan } from './plan'
import { firstIndex } from './search'
import { emptyState, type State } from './state'

/**
 * Folds an event that is not later than the clock; one that is there already changes nothing. Costs what its matching
 * leaves cost. Tells which leaves took it in.
 */
export function fold(plan: Plan, state: State, event: ShopEvent, touched?: Set<number>): void {
  const { time, id, session_id: session } = event
  const place = { time, id, session, line: 0 }
  if (!state.latest || order(place, state.latest) > 0) {
    state.latest = place
    if (touched) for (const index of plan.visitLeaves) touched.add(index)
  }
  for (const { matcher, leaves } of plan.feeds.get(event.name) ?? plan.otherFeeds) {
    if (!matcher.event(event, undefined)) continue
    if (matcher.each) {
      for (let line = 0; line < event.products.length; line++)
        if (matcher.line(event, event.products[line])) take(plan, state, event, { ...place, line }, leaves, touched)
    } else if (!matcher.lines || event.products.some((line) => matcher.line(event, line)))
      take(plan, state, event, place, leaves, touched)
  }
}

function take(
  plan: Plan,
  state: State,
  event: ShopEvent,
  place: Entry,
  leaves: readonly number[],
  touched?: Set<number>,
) {
  const product = event.products[place.line]
  for (const index of leaves) {
    const leaf = plan.leaves[index]!
    const bag = (state.bags[index] ??= new Bag(leaf))
    const entry =
      leaf.field || leaf.once
        ? { ...place, value: leaf.field?.(event, product), once: leaf.once?.(event, product) }
        : place
    bag.add(entry, state.clock, state.latest)
    touched?.add(index)
  }
}

/** Puts an event that is later than the clock where it waits for it. */
export function wait({ waiting }: State, event: ShopEvent): void {
  const i = firstIndex(waiting.length, (j) => byTime(waiting[j]!, event) >= 0)
  if (i === waiting.length || byTime(waiting[i]!, event) !== 0) waiting.splice(i, 0, event)
}

/** Moves the clock forward, folding what has waited for it. */
export function moveClock(plan: Plan, state: State, now: number, touched?: Set<number>): void {
  let due = 0
  for (; due < state.waiting.length && state.waiting[due]!.time <= now; due++) {
    state.clock = state.waiting[due]!.time
    fold(plan, state, state.waiting[due]!, touched)
  }
  state.waiting.splice(0, due)
  if (now > state.clock) state.clock = now
}

/** Takes all that another state knows into this one: what both know counts once. */
export function mergeState(plan: Plan, into: State, from: State): void {
  moveClock(plan, into, from.clock)
  if (from.latest && (!into.latest || order(from.latest, into.latest) > 0)) into.latest = from.latest
  from.bags.forEach((bag, index) => {
    const own = (into.bags[index] ??= new Bag(plan.leaves[index]!))
    for (const entry of bag?.entries ?? []) own.add(entry, into.clock, into.latest)
  })
  for (const event of from.waiting) {
    if (event.time > into.clock) wait(into, event)
    else fold(plan, into, event)
  }
}

/** A state that can go its own way. */
export function fork(plan: Plan, state: State): State {
  const copy = emptyState()
  mergeState(plan, copy, state)
  return copy
}

function byTime(a: ShopEvent, b: ShopEvent): number {
  return order({ time: a.time, id: a.id, session: '' }, { time: b.time, id: b.id, session: '' })
}
