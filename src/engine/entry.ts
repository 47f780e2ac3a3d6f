import type { Stored } from './field'

/** Where an event stands in (time, id) order, and its visit. */
export interface Place {
  readonly time: number
  readonly id: string
  readonly session: string
}

/** One selected event, or product line, and what is read of it. */
export interface Entry extends Place {
  /** Which line of the event; 0 for the event itself, -1 for an event without the lines that were asked for. */
  readonly line: number
  /** What the fields of the selection come to, in their order; undefined where all are absent. */
  readonly values?: readonly (Stored | undefined)[] | undefined
}

/** (time, id) order; ids are ASCII, so that strings compare byte by byte. */
export function order(a: Omit<Place, 'session'>, b: Omit<Place, 'session'>): number {
  return a.time - b.time || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}
