import { NEVER } from './never'
import type { Pick } from './pick'
import { type Bag, type Cell, order, type Place, placeAt, type Rows } from './row'
import { firstIndex } from './search'
import type { Leaf, Selection } from './selection'
import type { State } from './state'

/** A visit's window never reaches further back than this before the latest event (LANGUAGE.md section 2). */
const VISIT_MS = 86_400_000

/** Fewer rows than this are not worth looking through. */
const LEAST = 31

/** A list that is pushed to gets room for many more; most shoppers have fewer rows than this, and are many. */
const FEW = 4

/** Takes in what is selected, wherever it belongs. */
export function take(state: State, selection: Selection, row: Bag): void {
  const { bags, due } = state
  const { index, width } = selection
  const bag = bags[index]
  if (!bag?.length) bags[index] = row
  else {
    const rows = bag.length / width
    if (compare(bag, bag.length - width, row) >= 0) insert(bag, row)
    else if (rows < FEW) bags[index] = bag.concat(row)
    else bag.push(...row)
    // Now and then, so that it costs next to nothing: at powers of two, once it has grown to twice what was needed.
    if (!(rows & (rows + 1)) && rows >= (due?.[index] ?? LEAST)) compact(state, selection)
  }
  forget(state, selection.facts)
}

/** Puts a row where it belongs, or adds what it knows that an equal one does not: whoever kept that may have read less. */
function insert(bag: Bag, row: Bag): void {
  const width = row.length
  const at = firstIndex(bag.length / width, (i) => compare(bag, i * width, row) >= 0) * width
  if (compare(bag, at, row)) bag.splice(at, 0, ...row)
  else for (let i = 1; i < width; i++) bag[at + i] ??= row[i]!
}

/** Lets facts be worked out anew. */
export function forget({ facts }: State, numbers: readonly number[]): void {
  if (facts) for (const fact of numbers) facts[fact] = null
}

/** Lets go of the events that no answer can need any more; not while a window reaches back to the first. */
export function compact(state: State, { index, leaves, width }: Selection): void {
  const bag = state.bags[index]
  const needsAll = (leaf: Leaf) =>
    leaf.window ? !begin(state, leaf, state.clock, bag!) : !leaf.once && leaf.keep === 'all'
  if (!bag || leaves.some(needsAll)) return
  const needed = new Set(
    leaves.flatMap((leaf) => {
      const found = inWindow(state, leaf, state.clock, bag)
      return (leaf.window ? found : leaf.pick(found, bag, leaf)).map((row) => placeAt(bag, row).id)
    }),
  )
  const kept = bag.filter((_, i) => needed.has(placeAt(bag, i - (i % width)).id))
  state.bags[index] = kept
  state.due ??= []
  state.due[index] = Math.max(LEAST, (2 * kept.length) / width)
}

/**
 * Of the rows that are picked from what a leaf selects, and has its field, at the instant asked about: the cells of a field;
 * where none is asked for, where they begin.
 */
export function cells(state: State, leaf: Leaf, pick: Pick, field?: number): readonly Cell[] {
  const bag = bagOf(state, leaf)
  const rows = inWindow(state, leaf, state.at, bag)
  const own = leaf.window === 'visit' ? rows.filter((row) => placeAt(bag, row).session === state.latest!.session) : rows
  const selected = leaf.once ? leaf.pick(own, bag, leaf).filter((row) => has(bag, row, leaf.field)) : own
  const picked = pick(selected, bag, leaf)
  if (field === undefined) return picked
  const found: Cell[] = []
  for (const row of picked) found.push(bag[row + field])
  return found
}

/** The places of such rows, in order. */
export function places(state: State, leaf: Leaf, pick: Pick): Place[] {
  return cells(state, leaf, pick, 0) as Place[]
}

/** What is kept of the selection of a leaf. */
export function bagOf({ bags }: State, { selection }: Leaf): Bag {
  return bags[selection.index] ?? []
}

/** What a leaf selects in its window at an instant, or the first of that; of a visit's, some may be of others that overlap it. */
function inWindow(state: State, leaf: Leaf, at: number, bag: Bag, isFirst = leaf.keep === 'first'): Rows {
  const found: number[] = []
  for (let row = begin(state, leaf, at, bag); row < bag.length; row += leaf.selection.width)
    if (selects(leaf, bag, row) && found.push(row) && isFirst) break
  return found
}

/** The first instant after the one asked about when a row leaves a window that goes along with the time. */
export function leaves(state: State, leaf: Leaf): number {
  const bag = bagOf(state, leaf)
  const [row] = inWindow(state, leaf, state.at, bag, true)
  return row === undefined ? NEVER : placeAt(bag, row).time + (leaf.window as number)
}

/** Where in a bag the window of a leaf begins. */
function begin({ latest }: State, { window, selection: { width } }: Leaf, at: number, bag: Bag): number {
  if (window === undefined) return 0
  const start = window === 'visit' ? (latest?.time ?? at) - VISIT_MS : at - window
  return bag.length && placeAt(bag, 0).time > start
    ? 0
    : firstIndex(bag.length / width, (i) => placeAt(bag, i * width).time > start) * width
}

/** Whether a leaf selects a row; what has nothing to give matters only where, as the first of its value, it keeps others out. */
function selects({ field, once }: Leaf, bag: Bag, at: number): boolean {
  return has(bag, at, field) || (!!once && bag[at + once] !== undefined)
}

/** Whether a row is that of an event, or of a line, that has a field. */
function has(bag: Bag, row: number, field: number): boolean {
  return placeAt(bag, row).line >= 0 && bag[row + field] !== undefined
}

function compare(bag: Bag, at: number, row: Bag): number {
  const known = placeAt(bag, at)
  const place = placeAt(row, 0)
  return order(known, place) || known.line - place.line
}
