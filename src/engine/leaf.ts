import type { Selector } from '../language/ast'
import { parseDuration } from '../language/duration'
import type { Calendar } from './calendar'
import type { Stored } from './field'
import { canonical, fieldOf, type Selection } from './selection'

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

/** What matters of what is selected. */
export type Keep = 'all' | 'first' | 'last' | 'min' | 'max' | 'distinct' | 'days'

/** What a metric wants to know of what a selector selects. */
export interface Wanted {
  readonly keep: Keep
  /** The path of the field that it reads. */
  readonly path?: string | undefined
  /** Whether values that are no numbers are absent. */
  readonly numbers?: boolean | undefined
}

/** Of entries in order, those that a value rests on, by a field; picking again from them gives the same. */
export type Pick = (entries: Entry[], field?: number) => Entry[]

/** What one metric needs to know of the events: of a selection, a window, a field, and what matters of that. Equal ones are one. */
export interface Leaf {
  /** The same for equal leaves of a document. */
  readonly key: string
  readonly selector: Selector
  readonly selection: Selection
  /** Which fields of the selection are its own, and its `once`. */
  readonly field: number | undefined
  readonly once: number | undefined
  /** Window in ms, `"visit"`, or none. */
  readonly window: number | 'visit' | undefined
  /** Without a window, of what is selected only this need be kept. */
  readonly keep: Keep
  readonly pick: Pick
  /** Numbers of the facts that are worked out from it. */
  readonly facts: number[]
}

/** The leaf of a selection that keeps what a metric wants to know. */
export function createLeaf(
  selector: Selector,
  selection: Selection,
  { keep, path, numbers }: Wanted,
  pick: Readonly<Record<Keep, Pick>>,
): Leaf {
  const { within, once } = selector
  // A window keeps all that is in it, and `once` may let a later event in again, whatever the metric wants.
  const kept = within || once ? 'all' : keep
  return {
    key: canonical([within, once, path, numbers, kept]),
    selector,
    selection,
    field: fieldOf(selection, path, numbers),
    once: fieldOf(selection, once),
    window: within === 'visit' ? within : parseDuration(within),
    keep: kept,
    pick: once ? firstOfEach : pick[kept],
    facts: [],
  }
}

/** Whether a leaf has something to give of an entry. */
export function gives({ field }: Leaf, { line, values }: Entry): boolean {
  return line >= 0 && (field === undefined || values?.[field] !== undefined)
}

/** Whether a leaf selects an entry; what has nothing to give matters only where, as the first of its value, it keeps others out. */
export function selects(leaf: Leaf, entry: Entry): boolean {
  return gives(leaf, entry) || (leaf.once !== undefined && entry.values?.[leaf.once] !== undefined)
}

/** The last entry of each group, in order. */
const lastOfEach =
  (group: (entry: Entry, field: number) => unknown): Pick =>
  (entries, field) => {
    if (entries.length < 2) return entries
    const known = new Set<unknown>()
    const last: Entry[] = []
    for (let i = entries.length - 1; i >= 0; i--)
      if (known.size < known.add(group(entries[i]!, field!)).size) last.push(entries[i]!)
    return last.reverse()
  }

/** The entry that beats all others, the first of equals. */
const best =
  (beats: (value: number, other: number) => boolean): Pick =>
  (entries, field) => {
    const number = ({ values }: Entry) => values![field!] as number
    return entries.length
      ? [entries.reduce((kept, entry) => (beats(number(entry), number(kept)) ? entry : kept))]
      : entries
  }

/**
 * What a leaf without a window keeps. `all` keeps an entry for each event: events fold once, and states merge, only where
 * it is known which events are in (LANGUAGE.md laws 2 and 3).
 */
export const picks = (calendar: Calendar): Readonly<Record<Keep, Pick>> => ({
  all: (entries) => entries,
  first: (entries) => entries.slice(0, 1),
  last: (entries) => entries.slice(-1),
  min: best((a, b) => a < b),
  max: best((a, b) => a > b),
  distinct: lastOfEach(({ values }, field) => values![field]),
  days: lastOfEach(({ time }) => calendar(time)),
})

/** Of the events with one value of the `once` field, only the first, with all its lines; those without one all stay. */
function firstOfEach(entries: Entry[], once?: number): Entry[] {
  const first = new Map<Stored, string>()
  return entries.filter(({ values, id }) => {
    const value = values?.[once!]
    if (value === undefined) return true
    if (!first.has(value)) first.set(value, id)
    return first.get(value) === id
  })
}

/** (time, id) order; ids are ASCII, so that strings compare byte by byte. */
export function order(a: Omit<Place, 'session'>, b: Omit<Place, 'session'>): number {
  return a.time - b.time || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}
