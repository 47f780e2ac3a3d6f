import type { Stored } from './field'

/** Where an event, or one of its product lines, stands in (time, id, line) order, and its visit. */
export interface Place {
  readonly time: number
  readonly id: string
  readonly session: string
  /** Which line of the event; 0 for the event itself, -1 for an event without the lines that were asked for. */
  readonly line: number
}

/** A part of a row: the place of an event or a line, and then a value for each field, undefined where it is absent. */
export type Cell = Place | Stored | undefined

/**
 * What is kept of a selection: its rows, one after the other, in (time, id, line) order. An object for each row would take
 * several times the memory.
 */
export type Bag = Cell[]

/** Where in a bag some of its rows begin, in order. */
export type Rows = readonly number[]

/** The place of the event, or line, whose row begins there. */
export function placeAt(bag: Bag, row: number): Place {
  return bag[row] as Place
}

/** (time, id) order; ids are ASCII, so that strings compare byte by byte. */
export function order(a: Pick<Place, 'time' | 'id'>, b: Pick<Place, 'time' | 'id'>): number {
  return a.time - b.time || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}
