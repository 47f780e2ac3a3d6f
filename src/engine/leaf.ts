import type { Selector } from '../language/ast'
import { parseDuration } from '../language/duration'
import type { Calendar } from './calendar'
import { type Reader, reader, type Stored } from './field'
import { firstIndex } from './search'

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
  readonly value?: Stored | undefined
  /** The value of the selector's `once` field. */
  readonly once?: Stored | undefined
}

/** What one metric needs to know of the events: a selector, a field of it, and what matters of that. Equal ones are one. */
export interface Leaf {
  /** The same for equal leaves, in any document: 64 bits of their definition. */
  readonly key: string
  readonly selector: Selector
  readonly field: Reader | undefined
  readonly once: Reader | undefined
  /** Window in ms, `"visit"`, or none. */
  readonly window: number | 'visit' | undefined
  /** Without a window, of what is selected only this need be kept. */
  readonly keep: Keep
  readonly pick: Pick
}

/** Of entries in order, those that a value rests on; picking again from them gives the same. */
export type Pick = (entries: Entry[]) => Entry[]

/** What matters of the entries of a leaf. */
export type Keep = 'all' | 'first' | 'last' | 'min' | 'max' | 'distinct' | 'days'

/** The last entry of each group, in order. */
function lastOfEach(entries: Entry[], group: (entry: Entry) => unknown): Entry[] {
  const last = new Map(entries.map((entry) => [group(entry), entry]))
  return entries.filter((entry) => last.get(group(entry)) === entry)
}

/** The entry that beats all others, the first of equals. */
function best(entries: Entry[], beats: (value: number, other: number) => boolean): Entry[] {
  if (!entries.length) return entries
  return [entries.reduce((kept, entry) => (beats(entry.value as number, kept.value as number) ? entry : kept))]
}

/**
 * What a leaf without a window keeps. `all` keeps an entry for each event: events fold once, and states merge, only where
 * it is known which events are in (LANGUAGE.md laws 2 and 3).
 */
export const picks = (calendar: Calendar): Readonly<Record<Keep, Pick>> => ({
  all: (entries) => entries,
  first: (entries) => entries.slice(0, 1),
  last: (entries) => entries.slice(-1),
  min: (entries) => best(entries, (a, b) => a < b),
  max: (entries) => best(entries, (a, b) => a > b),
  distinct: (entries) => lastOfEach(entries, ({ value }) => value),
  days: (entries) => lastOfEach(entries, ({ time }) => calendar(time)),
})

/** A visit's window never reaches further back than this before the latest event (LANGUAGE.md section 2). */
const VISIT_MS = 86_400_000

/** (time, id) order; ids are ASCII, so that strings compare byte by byte. */
export function order(a: Omit<Place, 'session'>, b: Omit<Place, 'session'>): number {
  return a.time - b.time || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}

/** What one leaf has kept of one shopper's events. */
export class Bag {
  /** In (time, id, line) order. */
  entries: Entry[]
  #limit = 4

  constructor(
    readonly leaf: Leaf,
    entries: readonly Entry[] = [],
  ) {
    this.entries = [...entries]
  }

  /** Takes an entry in, wherever it belongs; one that is there already changes nothing. */
  add(entry: Entry, clock: number, latest: Place | undefined): void {
    const { entries, leaf } = this
    if (!leaf.once && (entry.line < 0 || (leaf.field && entry.value === undefined))) return
    const { length } = entries
    const i =
      length && compare(entries[length - 1]!, entry) >= 0
        ? firstIndex(length, (j) => compare(entries[j]!, entry) >= 0)
        : length
    if (i < length && !compare(entries[i]!, entry)) return
    if (!length) this.entries = [entry]
    else if (i < length) entries.splice(i, 0, entry)
    else entries.push(entry)
    if (length > this.#limit) this.compact(clock, latest)
  }

  /** Lets go of what no answer can need any more; done when the bag has doubled, so that it costs next to nothing. */
  compact(clock: number, latest: Place | undefined): void {
    const { once, window, pick } = this.leaf
    this.entries =
      window !== undefined ? this.#inWindow(clock, latest) : once ? firstOfEach(this.entries) : pick(this.entries)
    this.#limit = this.entries.length * 2 + 4
  }

  /** What is selected, and has the field, at an instant not before the clock; in order. */
  selected(at: number, latest: Place | undefined): Entry[] {
    const { field, once, window } = this.leaf
    let entries = this.#inWindow(at, latest)
    if (window === 'visit') entries = entries.filter(({ session }) => session === latest!.session)
    if (!once) return entries
    return firstOfEach(entries).filter(({ line, value }) => line >= 0 && !(field && value === undefined))
  }

  /** The first instant after `at` when an entry leaves the window. */
  leaves(at: number): number {
    const { window } = this.leaf
    const oldest = typeof window === 'number' && this.#inWindow(at, undefined)[0]
    return oldest ? oldest.time + (window as number) : Number.POSITIVE_INFINITY
  }

  /** Entries of the window; those of a visit may be of others that overlap it. */
  #inWindow(at: number, latest: Place | undefined): Entry[] {
    const { entries } = this
    const { window } = this.leaf
    if (window === undefined) return entries
    const start = window === 'visit' ? latest!.time - VISIT_MS : at - window
    if (!entries.length || entries[0]!.time > start) return entries
    const from = firstIndex(entries.length, (i) => entries[i]!.time > start)
    return entries.slice(from)
  }
}

function compare(a: Entry, b: Entry): number {
  return order(a, b) || a.line - b.line
}

/** Of the events with one value of the `once` field, only the first, with all its lines; those without one all stay. */
function firstOfEach(entries: Entry[]): Entry[] {
  const first = new Map<Stored, string>()
  return entries.filter(({ once, id }) => {
    if (once === undefined) return true
    if (!first.has(once)) first.set(once, id)
    return first.get(once) === id
  })
}

/** What a metric wants to know of what a selector selects. */
export interface Wanted {
  readonly keep: Keep
  /** The path of the field that it reads. */
  readonly path?: string | undefined
  /** Whether values that are no numbers are absent. */
  readonly numbers?: boolean | undefined
}

/** The leaf that keeps what a metric wants to know. */
export function createLeaf(
  selector: Selector,
  { keep, path, numbers }: Wanted,
  zone: string,
  pick: Readonly<Record<Keep, Pick>>,
): Leaf {
  const { within, once } = selector
  // A window keeps all that is in it, and `once` may let a later event in again, whatever the metric wants.
  const kept = within || once ? 'all' : keep
  return {
    key: hash(canonical([selector, path, numbers, kept, kept === 'days' && zone])),
    selector,
    field: path === undefined ? path : reader(path, numbers),
    once: once === undefined ? once : reader(once),
    window: within === 'visit' ? within : parseDuration(within),
    keep: kept,
    pick: pick[kept],
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
