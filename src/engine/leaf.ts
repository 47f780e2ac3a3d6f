import type { Selector } from '../language/ast'
import { parseDuration } from '../language/duration'
import type { Calendar } from './calendar'
import { type Reader, reader, type Stored } from './field'

/** Where an event stands in (time, id) order, and its visit. */
export interface Place {
  readonly time: number
  readonly id: string
  readonly session: string
}

/** One selected event, or product line, and what a leaf reads of it. */
export interface Entry extends Place {
  /** Which line of the event; 0 for the event itself, -1 for an event without the lines that were asked for. */
  readonly line: number
  /** The leaf's field. */
  readonly value: Stored | undefined
  /** The value of the selector's `once` field. */
  readonly once: Stored | undefined
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

/** Of entries in order, those that a value rests on; picking again from them gives the same. */
export type Pick = (entries: Entry[]) => Entry[]

/** What one metric needs to know of the events: a selector, a field of it, and what matters of that. Equal ones are one. */
export interface Leaf {
  /** The same for equal leaves, in any document: 64 bits of their definition. */
  readonly key: string
  /** Its place in the plan. */
  readonly index: number
  readonly selector: Selector
  readonly field: Reader | undefined
  readonly once: Reader | undefined
  /** Whether values that are no numbers are absent. */
  readonly numbers: boolean | undefined
  /** Window in ms, `"visit"`, or none. */
  readonly window: number | 'visit' | undefined
  /** Without a window, of what is selected only this need be kept. */
  readonly keep: Keep
  readonly pick: Pick
  /** Whether that is a single entry. */
  readonly one: boolean
  /** Numbers of the facts that are worked out from it. */
  readonly facts: number[]
}

/** The leaf that keeps what a metric wants to know. */
export function createLeaf(
  selector: Selector,
  { keep, path, numbers }: Wanted,
  zone: string,
  pick: Readonly<Record<Keep, Pick>>,
  index: number,
): Leaf {
  const { within, once } = selector
  // A window keeps all that is in it, and `once` may let a later event in again, whatever the metric wants.
  const kept = within || once ? 'all' : keep
  return {
    key: hash(canonical([selector, path, numbers, kept, kept === 'days' && zone])),
    index,
    selector,
    field: path === undefined ? path : reader(path, numbers),
    once: once === undefined ? once : reader(once),
    numbers,
    window: within === 'visit' ? within : parseDuration(within),
    keep: kept,
    pick: once ? firstOfEach : pick[kept],
    one: /^(first|last|min|max)$/.test(kept),
    facts: [],
  }
}

/** A definition as text, the keys of every object in order, so that equal definitions are equal text. */
export function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? ''
  if (Array.isArray(value)) return `[${value.map(canonical)}]`
  return `{${Object.keys(value)
    .sort()
    .map((key) => key + canonical(value[key as never]))}}`
}

/** 64 bits of a text, by FNV-1a with two primes: short, and enough to tell the leaves of documents apart. */
function hash(text: string): string {
  let a = 0x811c9dc5
  let b = a
  for (let i = 0; i < text.length; i++) {
    a = Math.imul(a ^ text.charCodeAt(i), 0x01000193)
    b = Math.imul(b ^ text.charCodeAt(i), 0x01000955)
  }
  return (a >>> 0).toString(36) + (b >>> 0).toString(36)
}

/** The last entry of each group, in order. */
const lastOfEach =
  (group: (entry: Entry) => unknown): Pick =>
  (entries) => {
    if (entries.length < 2) return entries
    const known = new Set<unknown>()
    const last: Entry[] = []
    for (let i = entries.length - 1; i >= 0; i--)
      if (known.size < known.add(group(entries[i]!)).size) last.push(entries[i]!)
    return last.reverse()
  }

/** The entry that beats all others, the first of equals. */
const best =
  (beats: (value: number, other: number) => boolean): Pick =>
  (entries) =>
    entries.length
      ? [entries.reduce((kept, entry) => (beats(entry.value as number, kept.value as number) ? entry : kept))]
      : entries

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
  distinct: lastOfEach(({ value }) => value),
  days: lastOfEach(({ time }) => calendar(time)),
})

/** Of the events with one value of the `once` field, only the first, with all its lines; those without one all stay. */
function firstOfEach(entries: Entry[]): Entry[] {
  const first = new Map<Stored, string>()
  return entries.filter(({ once, id }) => {
    if (once === undefined) return true
    if (!first.has(once)) first.set(once, id)
    return first.get(once) === id
  })
}

/** (time, id) order; ids are ASCII, so that strings compare byte by byte. */
export function order(a: Omit<Place, 'session'>, b: Omit<Place, 'session'>): number {
  return a.time - b.time || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}
