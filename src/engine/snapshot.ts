import type { Scalar } from '../language/ast'
import type { ShopEvent } from '../vocabulary/event-types'
import { compact, take } from './bag'
import { eventProblem, isObject, isTime } from './event-problem'
import { add, arrive, moveClock } from './fold'
import type { Place } from './leaf'
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

type Row = readonly [event: number, line?: number | null, value?: Scalar | null, once?: Scalar | null]

/** The state as plain JSON. */
export function takeSnapshot(plan: Plan, state: State): Snapshot {
  const { clock, latest, bags, waiting } = state
  const events: Place[] = []
  const indexes = new Map<string, number>()
  const indexOf = (place: Place) => {
    if (!indexes.has(place.id)) indexes.set(place.id, events.push(place) - 1)
    return indexes.get(place.id)!
  }
  if (latest) indexOf(latest)
  const leaves: Record<string, Row[]> = {}
  for (const leaf of plan.leaves) {
    compact(state, leaf)
    const entries = bags[leaf.index]
    if (entries)
      leaves[leaf.key] = entries.map((entry) => row(indexOf(entry), entry.line || null, entry.value, entry.once))
  }
  return {
    aisle_snapshot: 1,
    clock: isTime(clock) ? clock : null,
    events: events.map(({ time, id, session }) => [time, id, session]),
    leaves,
    waiting: [...waiting],
  }
}

/** Without the absent values at its end. */
function row(...values: unknown[]): Row {
  const row = values.map((value) => value ?? null)
  while (row[row.length - 1] === null) row.pop()
  return row as never
}

/** Whether something is a snapshot of this version that holds together: all that `load` rests on. */
export function isSnapshot(value: unknown): value is Snapshot {
  const { aisle_snapshot, clock, events, leaves, waiting } = (isObject(value) ? value : {}) as unknown as Snapshot
  const scalar = (one: unknown) => one == null || /^[sb]/.test(typeof one) || Number.isSafeInteger(one)
  const rows = (list: unknown) =>
    Array.isArray(list) &&
    list.every(
      (row) =>
        Array.isArray(row) && Object.hasOwn(events, row[0]) && Number.isInteger(row[1] ?? 0) && row.every(scalar),
    )
  return (
    aisle_snapshot === 1 &&
    (clock === null || isTime(clock)) &&
    Array.isArray(events) &&
    events.every(
      (event) =>
        Array.isArray(event) &&
        isTime(event[0]) &&
        event[0] <= clock! &&
        typeof event[1] + typeof event[2] === 'stringstring',
    ) &&
    isObject(leaves) &&
    Object.values(leaves).every(rows) &&
    Array.isArray(waiting)
  )
}

/**
 * Takes all that a snapshot holds into a state; what both know counts once. A leaf that the snapshot does not hold, because
 * its definition is new or has changed, stays as it is.
 */
export function load(plan: Plan, state: State, { clock, events, leaves, waiting }: Snapshot): void {
  const places = events.map(([time, id, session]) => ({ time, id, session }))
  if (clock !== null) moveClock(plan, state, clock)
  if (places[0]) arrive(plan, state, places[0])
  for (const leaf of plan.leaves)
    for (const [event, line, value, once] of leaves[leaf.key] ?? []) {
      const known = value === null || (leaf.numbers && typeof value !== 'number') ? undefined : value
      take(state, leaf, { ...places[event]!, line: Number(line ?? 0), value: known, once: once ?? undefined })
    }
  for (const event of waiting) if (!eventProblem(event)) add(plan, state, event)
}
