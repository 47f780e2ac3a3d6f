import type { ShopEvent } from '../vocabulary/event-types'
import { eventProblem } from './event-problem'
import { add, bag, moveClock } from './fold'
import { type Entry, order, type Place } from './leaf'
import type { Plan } from './plan'
import type { State } from './state'

/** A shopper's state as plain JSON, to be stored and taken up again. Treat it as opaque. */
export interface Snapshot {
  /** Version of this format. */
  readonly aisle_snapshot: 1
  /** Milliseconds since the epoch; null before the clock was ever set. */
  readonly clock: number | null
  /** The events that leaves refer to, each once; the latest event first. */
  readonly events: readonly (readonly [time: number, id: string, session: string])[]
  /** By the leaf's key. */
  readonly leaves: { readonly [key: string]: readonly Row[] }
  /** Events later than the clock. */
  readonly waiting: readonly ShopEvent[]
}

type Row = readonly [event: number, line?: number, value?: Entry['value'] | null, once?: Entry['once']]

/** The state as plain JSON. */
export function takeSnapshot({ clock, latest, bags, waiting }: State): Snapshot {
  const events: Place[] = []
  const indexes = new Map<string, number>()
  const indexOf = (place: Place) => {
    if (!indexes.has(place.id)) indexes.set(place.id, events.push(place) - 1)
    return indexes.get(place.id)!
  }
  if (latest) indexOf(latest)
  const leaves: Record<string, Row[]> = {}
  bags.forEach((bag) => {
    bag.compact(clock, latest)
    leaves[bag.leaf.key] = bag.entries.map((entry) => {
      const { line, value, once } = entry
      return trimmed([indexOf(entry), line || undefined, value, once])
    })
  })
  return {
    aisle_snapshot: 1,
    clock: Number.isFinite(clock) ? clock : null,
    events: events.map(({ time, id, session }) => [time, id, session]),
    leaves,
    waiting: [...waiting],
  }
}

/** A row without the absent values at its end. */
function trimmed(row: unknown[]): Row {
  while (row[row.length - 1] === undefined) row.pop()
  return row as never
}

/**
 * Takes all that a snapshot holds into a state; what both know counts once. A leaf that the snapshot does not hold, because
 * its definition is new or has changed, stays as it is. False where it is no snapshot of this version.
 */
export function load(plan: Plan, state: State, snapshot: Snapshot): boolean {
  if (snapshot?.aisle_snapshot !== 1) return false
  try {
    const { clock, events, leaves, waiting } = snapshot
    state.memos = undefined
    const places = events.map(([time, id, session]) => ({ time, id, session }))
    moveClock(plan, state, clock ?? Number.NEGATIVE_INFINITY)
    if (places[0] && !(state.latest && order(state.latest, places[0]) > 0)) state.latest = places[0]
    plan.leaves.forEach(({ key }, index) => {
      for (const [event, line, value, once] of leaves[key] ?? [])
        bag(plan, state, index).add(
          { ...places[event]!, line: line ?? 0, value: value ?? undefined, once: once ?? undefined },
          state.clock,
          state.latest,
        )
    })
    for (const event of waiting) if (!eventProblem(event)) add(plan, state, event)
    return true
  } catch {
    return false
  }
}
