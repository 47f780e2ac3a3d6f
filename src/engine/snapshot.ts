import type { ShopEvent } from '../vocabulary/event-types'
import { eventProblem } from './event-problem'
import { wait } from './fold'
import { Bag, type Entry } from './leaf'
import type { Plan } from './plan'
import { emptyState, type State } from './state'

/** A shopper's state as plain JSON, to be stored and taken up again. Treat it as opaque. */
export interface Snapshot {
  /** Version of this format. */
  readonly aisle_snapshot: 1
  /** Milliseconds since the epoch; null before the clock was ever set. */
  readonly clock: number | null
  /** Place of the latest event. */
  readonly latest: readonly [time: number, id: string, session: string] | null
  /** The events that leaves refer to, each once. */
  readonly events: readonly (readonly [time: number, id: string, session: string])[]
  /** By the leaf's key: index of the event, line, value, value of `once`. */
  readonly leaves: {
    readonly [key: string]: readonly (readonly [number, number?, (Entry['value'] | null)?, (Entry['once'] | null)?])[]
  }
  /** Events later than the clock. */
  readonly waiting: readonly ShopEvent[]
}

/** The state as plain JSON. */
export function takeSnapshot(plan: Plan, state: State): Snapshot {
  const events: [number, string, string][] = []
  const indexes = new Map<string, number>()
  const leaves: Record<string, Snapshot['leaves'][string]> = {}
  state.bags.forEach((bag, index) => {
    bag?.compact(state.clock, state.latest)
    if (!bag?.entries.length) return
    leaves[hash(plan.leaves[index]!.key)] = bag.entries.map(({ time, id, session, line, value, once }) => {
      const event = indexes.get(id) ?? events.push([time, id, session]) - 1
      indexes.set(id, event)
      const row = [event, line, value ?? null, once ?? null] as const
      return once === undefined ? (value === undefined ? (line ? [event, line] : [event]) : [event, line, value]) : row
    })
  })
  const { latest } = state
  return {
    aisle_snapshot: 1,
    clock: Number.isFinite(state.clock) ? state.clock : null,
    latest: latest ? [latest.time, latest.id, latest.session] : null,
    events,
    leaves,
    waiting: [...state.waiting],
  }
}

/**
 * The state of a snapshot. A leaf that it does not hold, because its definition is new or has changed, starts empty; the
 * others go on. Undefined where it is no snapshot of this version.
 */
export function restoreSnapshot(plan: Plan, snapshot: unknown): State | undefined {
  try {
    const { aisle_snapshot, clock, latest, events, leaves, waiting } = snapshot as Snapshot
    if (aisle_snapshot !== 1) return undefined
    const state = emptyState()
    state.clock = clock ?? Number.NEGATIVE_INFINITY
    state.latest = latest ? { time: latest[0], id: latest[1], session: latest[2] } : undefined
    plan.leaves.forEach((leaf, index) => {
      const key = hash(leaf.key)
      if (!Object.hasOwn(leaves, key)) return
      const bag = (state.bags[index] = new Bag(leaf))
      for (const [event, line = 0, value, once] of leaves[key]!) {
        const [time, id, session] = events[event]!
        const entry = { time, id, session, line, value: value ?? undefined, once: once ?? undefined }
        bag.add(entry, state.clock, state.latest)
      }
    })
    for (const event of waiting) if (!eventProblem(event)) wait(state, event)
    return state
  } catch {
    return undefined
  }
}

/** A leaf's key in a few characters: 64 bits, by FNV-1a with two primes. */
function hash(text: string): string {
  let a = 0x811c9dc5
  let b = 0x9dc5811c
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    a = Math.imul(a ^ code, 0x01000193)
    b = Math.imul(b ^ code, 0x01000955)
  }
  return (a >>> 0).toString(36) + (b >>> 0).toString(36)
}
