import { type Entry, type Leaf, order } from './leaf'
import { NEVER } from './never'
import { firstIndex } from './search'
import type { State } from './state'

/** A visit's window never reaches further back than this before the latest event (LANGUAGE.md section 2). */
const VISIT_MS = 86_400_000

/** Takes what a leaf selects in, wherever it belongs; an entry that is there already changes nothing. */
export function take(state: State, leaf: Leaf, entry: Entry): void {
  const { index, field, keep, one, pick } = leaf
  // What has no field to give matters only where, as the first of its value, it keeps others out.
  if (entry.once === undefined && (entry.line < 0 || (field && entry.value === undefined))) return
  const entries = state.bags[index]
  if (!entries?.length) state.bags[index] = [entry]
  else {
    const { length } = entries
    const last = compare(entries[length - 1]!, entry) < 0
    if (last && keep === 'first') return
    const i = last ? length : firstIndex(length, (j) => compare(entries[j]!, entry) >= 0)
    if (!last && !compare(entries[i]!, entry)) return
    if (one) entries[0] = pick(last ? [entries[0]!, entry] : [entry, entries[0]!])[0]!
    // A list that is pushed to has room for many more; most shoppers have one or two, and are many.
    else if (last && length < 2) state.bags[index] = [entries[0]!, entry]
    else if (last) entries.push(entry)
    else entries.splice(i, 0, entry)
    if (!one && isDue(state, leaf)) compact(state, leaf)
  }
  forget(state, leaf)
}

/** Lets what was worked out from a leaf be worked out anew. */
export function forget({ facts }: State, leaf: Leaf): void {
  if (facts) for (const fact of leaf.facts) facts[fact] = null
}

/** Whether to look for what is not needed any more: now and then, so that it costs next to nothing. */
function isDue(state: State, leaf: Leaf): boolean {
  const entries = state.bags[leaf.index]!
  const { length } = entries
  // In a window where half of it is out, elsewhere whenever the size is a power of two.
  if (leaf.window !== undefined) return entries[length >> 1]!.time <= opens(state, leaf, state.clock)
  return !(length & (length - 1))
}

/** Lets go of what no answer can need any more. */
export function compact(state: State, leaf: Leaf): void {
  const { index, window, pick } = leaf
  const entries = state.bags[index]
  if (entries) state.bags[index] = window === undefined ? pick(entries) : inWindow(state, leaf, state.clock)
}

/** What a leaf selects, and has its field, at the instant asked about; in order. */
export function selected(state: State, leaf: Leaf): Entry[] {
  const { field, once, window, pick } = leaf
  const entries = inWindow(state, leaf, state.at)
  const own = window === 'visit' ? entries.filter(({ session }) => session === state.latest!.session) : entries
  return once ? pick(own).filter(({ line, value }) => line >= 0 && !(field && value === undefined)) : own
}

/** The first instant after the one asked about when an entry leaves a window that goes along with the time. */
export function leaves(state: State, leaf: Leaf): number {
  const entries = state.bags[leaf.index]
  const oldest = entries?.[begin(state, leaf, state.at, entries)]
  return oldest ? oldest.time + (leaf.window as number) : NEVER
}

/** What is in the window at an instant; of a visit's, some may be of others that overlap it. */
function inWindow(state: State, leaf: Leaf, at: number): Entry[] {
  const entries = state.bags[leaf.index] ?? []
  const from = begin(state, leaf, at, entries)
  return from ? entries.slice(from) : entries
}

/** Where in its entries the window of a leaf begins. */
function begin(state: State, leaf: Leaf, at: number, entries: readonly Entry[]): number {
  const start = opens(state, leaf, at)
  const { length } = entries
  return length && entries[0]!.time > start ? 0 : firstIndex(length, (i) => entries[i]!.time > start)
}

/** The instant after which the window begins. */
function opens({ latest }: State, { window }: Leaf, at: number): number {
  if (window === 'visit') return (latest?.time ?? at) - VISIT_MS
  return window === undefined ? -NEVER : at - window
}

function compare(a: Entry, b: Entry): number {
  return order(a, b) || a.line - b.line
}
