import { type Entry, order } from './entry'
import { NEVER } from './never'
import { firstIndex } from './search'
import { gives, type Leaf, type Selection, selects } from './selection'
import type { State } from './state'

/** A visit's window never reaches further back than this before the latest event (LANGUAGE.md section 2). */
const VISIT_MS = 86_400_000

/** Fewer entries than this are not worth looking through. */
const LEAST = 31

/** Takes in what is selected, wherever it belongs; an entry that is there already changes nothing. */
export function take(state: State, selection: Selection, entry: Entry): void {
  const { bags, due } = state
  const { index } = selection
  const entries = bags[index]
  if (!entries?.length) bags[index] = [entry]
  else {
    const { length } = entries
    const isLast = compare(entries[length - 1]!, entry) < 0
    const i = isLast ? length : firstIndex(length, (j) => compare(entries[j]!, entry) >= 0)
    if (isLast) {
      // A list that is pushed to has room for many more; most shoppers have one or two, and are many.
      if (length < 2) bags[index] = [entries[0]!, entry]
      else entries.push(entry)
    } else if (compare(entries[i]!, entry)) entries.splice(i, 0, entry)
    else if (!complete(entries, i, entry)) return
    // Now and then, so that it costs next to nothing: at powers of two, once it has grown to twice what was needed.
    if (!(length & (length + 1)) && length >= (due?.[index] ?? LEAST)) compact(state, selection)
  }
  forget(state, selection.facts)
}

/** Adds what an equal entry knows that the one at a place does not: whoever kept that may have read less. */
function complete(entries: Entry[], i: number, { values }: Entry): boolean {
  const known = entries[i]!
  if (!values?.some((value, field) => value !== undefined && known.values?.[field] === undefined)) return false
  entries[i] = { ...known, values: Array.from(values, (value, field) => known.values?.[field] ?? value) }
  return true
}

/** Lets facts be worked out anew. */
export function forget({ facts }: State, numbers: readonly number[]): void {
  if (facts) for (const fact of numbers) facts[fact] = null
}

/** Lets go of what no answer can need any more. */
export function compact(state: State, { index, leaves }: Selection): void {
  const entries = state.bags[index]
  if (!entries || leaves.some(({ window, once, keep }) => !window && once === undefined && keep === 'all')) return
  const needed = new Set(
    leaves.flatMap((leaf) => {
      const found = inWindow(state, leaf, state.clock)
      return leaf.window ? found : leaf.pick(found, leaf.once ?? leaf.field)
    }),
  )
  const kept = entries.filter((entry) => needed.has(entry))
  state.bags[index] = kept
  state.due ??= []
  state.due[index] = Math.max(LEAST, 2 * kept.length)
}

/** What a leaf selects, and has its field, at the instant asked about; in order. */
export function selected(state: State, leaf: Leaf): Entry[] {
  const { once, window, pick } = leaf
  const entries = inWindow(state, leaf, state.at)
  const own = window === 'visit' ? entries.filter(({ session }) => session === state.latest!.session) : entries
  return once === undefined ? own : pick(own, once).filter((entry) => gives(leaf, entry))
}

/** What a leaf selects in its window at an instant; of a visit's, some may be of others that overlap it. */
function inWindow(state: State, leaf: Leaf, at: number): Entry[] {
  const { index, matcher } = leaf.selection
  const entries = state.bags[index] ?? []
  const from = begin(state, leaf, at, entries)
  const found = from ? entries.slice(from) : entries
  // What reads nothing, and asks for no lines, selects all that is kept.
  return (leaf.once ?? leaf.field) !== undefined || matcher.each ? found.filter((entry) => selects(leaf, entry)) : found
}

/** The first instant after the one asked about when an entry leaves a window that goes along with the time. */
export function leaves(state: State, leaf: Leaf): number {
  const entries = state.bags[leaf.selection.index] ?? []
  let i = begin(state, leaf, state.at, entries)
  while (i < entries.length && !selects(leaf, entries[i]!)) i++
  return i < entries.length ? entries[i]!.time + (leaf.window as number) : NEVER
}

/** Where in the entries the window of a leaf begins. */
function begin({ latest }: State, { window }: Leaf, at: number, entries: readonly Entry[]): number {
  if (window === undefined) return 0
  const start = window === 'visit' ? (latest?.time ?? at) - VISIT_MS : at - window
  const { length } = entries
  return length && entries[0]!.time > start ? 0 : firstIndex(length, (i) => entries[i]!.time > start)
}

function compare(a: Entry, b: Entry): number {
  return order(a, b) || a.line - b.line
}
