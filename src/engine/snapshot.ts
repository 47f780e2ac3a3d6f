import type { Scalar } from '../language/ast'
import type { ShopEvent } from '../vocabulary/event-types'
import { compact, take } from './bag'
import { eventProblem, isObject, isTime } from './event-problem'
import { add, arrive, moveClock } from './fold'
import type { Plan } from './plan'
import type { Place } from './row'
import type { State } from './state'

/**
 * A shopper's state as plain JSON, to be stored and taken up again. Treat it as opaque.
 *
 * @example
 * const stored = JSON.stringify(shopper.snapshot())
 * const resumed = engine.shopper(JSON.parse(stored) as Snapshot)
 * resumed.clock === shopper.clock // => true
 */
export interface Snapshot {
  /** Version of this format. */
  readonly aisle_snapshot: 1
  /** Milliseconds since the epoch; null before the clock was ever set. */
  readonly clock: number | null
  /** The events that are referred to, each once; the latest event first. */
  readonly events: readonly (readonly [time: number, id: string, session: string])[]
  /** By key: what is kept of each selection, and the keys of the fields that its rows have values of. */
  readonly selections: { readonly [key: string]: readonly [rows: readonly Row[], ...fields: string[]] }
  /** Events later than the clock. */
  readonly waiting: readonly ShopEvent[]
}

/** An event's number alone where there is no more to it. */
type Row = number | readonly [event: number, line?: number | null, ...values: (Scalar | null)[]]

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
  const selections: Record<string, Snapshot['selections'][string]> = {}
  for (const selection of plan.selections) {
    compact(state, selection)
    const { key, index, width, fields } = selection
    const bag = bags[index]
    if (!bag) continue
    const rows: Row[] = []
    for (let i = 0; i < bag.length; i += width) {
      const [place, ...values] = bag.slice(i, i + width) as [Place, ...unknown[]]
      rows.push(row(indexOf(place), place.line || null, ...values))
    }
    selections[key] = [rows, ...fields.map((field) => field.key)]
  }
  return {
    aisle_snapshot: 1,
    clock: isTime(clock) ? clock : null,
    events: events.map(({ time, id, session }) => [time, id, session]),
    selections,
    waiting: [...waiting],
  }
}

/** Without the absent values at its end. */
function row(...values: unknown[]): Row {
  const row = values.map((value) => value ?? null)
  while (row[row.length - 1] === null) row.pop()
  return (row.length > 1 ? row : row[0]) as never
}

/** Whether something is a snapshot of this version that holds together: all that `load` rests on. */
export function isSnapshot(value: unknown): value is Snapshot {
  const { aisle_snapshot, clock, events, selections, waiting } = (isObject(value) ? value : {}) as unknown as Snapshot
  const scalar = (one: unknown) => one == null || /^[sb]/.test(typeof one) || Number.isSafeInteger(one)
  const rows = (kept: unknown) =>
    Array.isArray(kept) &&
    Array.isArray(kept[0]) &&
    kept[0].every((found) => {
      const row = [found].flat()
      return Object.hasOwn(events, row[0]) && Number.isInteger(row[1] ?? 0) && row.every(scalar)
    })
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
    isObject(selections) &&
    Object.values(selections).every(rows) &&
    Array.isArray(waiting)
  )
}

/**
 * Takes all that a snapshot holds into a state; what both know counts once. A selection that the snapshot does not hold,
 * because it is new or its definition has changed, stays as it is; a field that it does not hold is absent.
 */
export function load(plan: Plan, state: State, { clock, events, selections, waiting }: Snapshot): void {
  const places = events.map(([time, id, session]): Place => ({ time, id, session, line: 0 }))
  if (clock !== null) moveClock(plan, state, clock)
  if (places[0]) arrive(plan, state, places[0])
  for (const selection of plan.selections) {
    const [rows, ...known] = Object.hasOwn(selections, selection.key) ? selections[selection.key]! : [[]]
    const columns = selection.fields.map(({ key }) => known.indexOf(key))
    for (const kept of rows) {
      const [event, line, ...stored] = [kept].flat() as unknown as Exclude<Row, number>
      const values = selection.fields.map(({ numbers }, field) => {
        const value = stored[columns[field]!] ?? undefined
        return numbers && typeof value !== 'number' ? undefined : value
      })
      take(state, selection, [line ? { ...places[event]!, line } : places[event], ...values])
    }
  }
  for (const event of waiting) if (!eventProblem(event)) add(plan, state, event)
}
