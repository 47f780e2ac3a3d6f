import type { Selector } from '../language/ast'
import { parseDuration } from '../language/duration'
import type { Calendar } from './calendar'
import { ExactSum } from './exact'
import { type Reader, reader, type Stored } from './field'
import { firstIndex } from './search'

/** One selected event, or product line: where it stands in (time, id, line) order, its visit, and what the leaf reads. */
export interface Entry {
  readonly time: number
  readonly id: string
  readonly line: number
  readonly session: string
  /** The leaf's field. */
  readonly value?: Stored | undefined
  /** The value of the selector's `once` field. */
  readonly once?: Stored | undefined
}

/** Where a shopper's latest event stands: it says which visit is the current one. */
export type Latest = Pick<Entry, 'time' | 'id' | 'session'>

/**
 * What a leaf keeps of the events it selects. Inside a window: all of it, until it leaves. Without one:
 * `first` `last` `min` `max` one entry; `distinct` one for each value; `days` one for each day; `all` one for each event,
 * since events fold once, and states merge, only where it is known which events are in (LANGUAGE.md laws 2 and 3).
 */
export type Keep = 'all' | 'first' | 'last' | 'min' | 'max' | 'distinct' | 'days'

/** What one metric needs to know: a selector, a field of it, and how much of that must be kept. Equal leaves are one. */
export interface Leaf {
  /** The same for equal leaves, in any document. */
  readonly key: string
  readonly selector: Selector
  readonly field: Reader | undefined
  readonly once: Reader | undefined
  /** Window in ms, `"visit"`, or none. */
  readonly window: number | 'visit' | undefined
  readonly keep: Keep
  readonly calendar: Calendar
}

/** A visit's window never reaches further back than this before the latest event (LANGUAGE.md section 2). */
const VISIT_MS = 86_400_000

/** (time, id, line) order; ids are ASCII, so that strings compare byte by byte. */
export function order(a: Latest & { line?: number }, b: Latest & { line?: number }): number {
  if (a.time !== b.time) return a.time - b.time
  if (a.id !== b.id) return a.id < b.id ? -1 : 1
  return (a.line ?? 0) - (b.line ?? 0)
}

/** The leaf for a selector, a field path and what is to be kept. */
export function createLeaf(
  selector: Selector,
  field: string | undefined,
  keep: Keep,
  zone: string,
  calendar: Calendar,
) {
  const window = selector.within === 'visit' ? 'visit' : parseDuration(selector.within)
  // A window keeps all that is in it, and `once` may let a later event in again, whatever the metric asks.
  const kept = window === undefined && !selector.once ? keep : 'all'
  return {
    key: canonical([selector, field ?? null, kept, kept === 'days' ? zone : null]),
    selector,
    field: field === undefined ? undefined : reader(field),
    once: selector.once === undefined ? undefined : reader(selector.once),
    window,
    keep: kept,
    calendar,
  } satisfies Leaf
}

/** JSON with the keys of every object in order, so that equal definitions are equal text. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, v) =>
    typeof v === 'object' && v !== null && !Array.isArray(v)
      ? Object.fromEntries(
          Object.keys(v)
            .sort()
            .map((key) => [key, v[key]]),
        )
      : v,
  )
}

/** What one leaf has kept of one shopper's events. */
export class Bag {
  /** In (time, id, line) order. */
  entries: Entry[] = []
  /** Sum of the numbers, where the leaf has no window and no `once`. */
  readonly sum = new ExactSum()
  #limit = 16

  constructor(readonly leaf: Leaf) {}

  /** Takes an entry in, wherever it belongs; one that is there already changes nothing. */
  add(entry: Entry, clock: number, latest: Latest | undefined): void {
    const { entries, leaf } = this
    if (typeof leaf.window === 'number' && entry.time <= clock - leaf.window) return
    if (leaf.field && entry.value === undefined && !leaf.once) return
    const replaces = KEEPS_ONE[leaf.keep]
    if (replaces) {
      if (NUMBERS.includes(leaf.keep) && typeof entry.value !== 'number') return
      if (!entries.length || replaces(entry, entries[0]!)) entries[0] = entry
      return
    }
    let i = entries.length
    if (i && order(entries[i - 1]!, entry) >= 0) {
      i = firstIndex(i, (j) => order(entries[j]!, entry) >= 0)
      if (order(entries[i]!, entry) === 0) return
      entries.splice(i, 0, entry)
    } else entries.push(entry)
    if (typeof entry.value === 'number') this.sum.add(entry.value)
    if (entries.length > this.#limit) this.compact(clock, latest)
  }

  /** Lets go of what no answer can need any more; done when the bag has doubled, so that it costs nothing much. */
  compact(clock: number, latest: Latest | undefined): void {
    const { leaf, entries } = this
    const { window } = leaf
    if (window !== undefined) {
      const from = window === 'visit' ? (latest?.time ?? 0) - VISIT_MS : clock - window
      this.entries = after(entries, from)
    } else if (leaf.once) this.entries = firstOnly(entries)
    else if (leaf.keep === 'distinct' || leaf.keep === 'days') {
      const newest = new Map(entries.map((e) => [leaf.keep === 'days' ? leaf.calendar(e.time) : e.value, e]))
      this.entries = entries.filter((e) => newest.get(leaf.keep === 'days' ? leaf.calendar(e.time) : e.value) === e)
    }
    this.#limit = this.entries.length * 2 + 16
  }

  /** What is selected at an instant not before the clock, in order. */
  selected(at: number, latest: Latest | undefined): readonly Entry[] {
    const { window, once } = this.leaf
    let { entries } = this
    if (window === 'visit') {
      const { time, session } = latest!
      entries = after(entries, time - VISIT_MS).filter((e) => e.session === session)
    } else if (window !== undefined) entries = after(entries, at - window)
    return once ? firstOnly(entries) : entries
  }

  /** The first instant after `at` when an entry leaves the window. */
  leaves(at: number): number {
    const { window } = this.leaf
    if (typeof window !== 'number') return Number.POSITIVE_INFINITY
    const oldest = this.entries[firstAfter(this.entries, at - window)]
    return oldest ? oldest.time + window : Number.POSITIVE_INFINITY
  }
}

/** Whether a new entry takes the place of the one that is kept. Ties go to the earlier entry, in any order of arrival. */
const KEEPS_ONE: { readonly [keep in Keep]?: (entry: Entry, kept: Entry) => boolean } = {
  first: (a, b) => order(a, b) < 0,
  last: (a, b) => order(a, b) > 0,
  min: (a, b) => a.value! < b.value! || (a.value === b.value && order(a, b) < 0),
  max: (a, b) => a.value! > b.value! || (a.value === b.value && order(a, b) < 0),
}

const NUMBERS: readonly Keep[] = ['min', 'max']

/** Of the events with one value of the `once` field, only the first, with all its lines; those without one all stay. */
function firstOnly(entries: readonly Entry[]): Entry[] {
  const first = new Map<Stored, string>()
  return entries.filter(({ once, id }) => {
    if (once === undefined) return true
    const kept = first.get(once)
    if (kept === undefined) first.set(once, id)
    return kept === undefined || kept === id
  })
}

/** The entries later than an instant. */
function after(entries: Entry[], instant: number): Entry[] {
  const from = firstAfter(entries, instant)
  return from ? entries.slice(from) : entries
}

function firstAfter(entries: readonly Entry[], instant: number): number {
  return firstIndex(entries.length, (i) => entries[i]!.time > instant)
}
