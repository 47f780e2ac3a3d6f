import { type Entry, type Leaf, order } from './leaf'
import { firstIndex } from './search'
import type { State } from './state'

/** A visit's window never reaches further back than this before the latest event (LANGUAGE.md section 2). */
const VISIT_MS = 86_400_000

/** Takes what a leaf selects in, wherever it belongs; an entry that is there already changes nothing. */
export function take(state: State, leaf: Leaf, entry: Entry): void {
  const { index, field, once, facts } = leaf
  if (!once && (entry.line < 0 || (field && entry.value === undefined))) return
  let entries = state.bags[index]
  if (!entries) entries = state.bags[index] = []
  const { length } = entries
  if (length && compare(entries[length - 1]!, entry) >= 0) {
    const i = firstIndex(length, (j) => compare(entries[j]!, entry) >= 0)
    if (!compare(entries[i]!, entry)) return
    entries.splice(i, 0, entry)
  } else entries.push(entry)
  if (state.facts) for (const fact of facts) state.facts[fact] = null
  // Now and then what is not needed any more is let go, so that it costs next to nothing: in a window where half of it is
  // out, elsewhere whenever its size is a power of two.
  const due =
    leaf.window === undefined ? !(length & (length + 1)) : entries[length >> 1]!.time <= opens(state, leaf, state.clock)
  if (length && due) compact(state, leaf)
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

/** The first instant after the one asked about when an entry leaves the window. */
export function leaves(state: State, leaf: Leaf): number {
  const { window } = leaf
  const [oldest] = typeof window === 'number' ? inWindow(state, leaf, state.at) : []
  return oldest ? oldest.time + (window as number) : Number.POSITIVE_INFINITY
}

/** What is in the window at an instant; of a visit's, some may be of others that overlap it. */
function inWindow(state: State, leaf: Leaf, at: number): Entry[] {
  const entries = state.bags[leaf.index] ?? []
  const start = opens(state, leaf, at)
  if (!entries.length || entries[0]!.time > start) return entries
  return entries.slice(firstIndex(entries.length, (i) => entries[i]!.time > start))
}

/** The instant after which the window begins. */
function opens({ latest }: State, { window }: Leaf, at: number): number {
  if (window === 'visit') return (latest?.time ?? at) - VISIT_MS
  return window === undefined ? Number.NEGATIVE_INFINITY : at - window
}

function compare(a: Entry, b: Entry): number {
  return order(a, b) || a.line - b.line
}
