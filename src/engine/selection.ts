import type { Selector } from '../language/ast'
import { parseDuration } from '../language/duration'
import { canonical, hash } from './canonical'
import type { Entry } from './entry'
import { type Reader, reader } from './field'
import { type Matcher, matcher } from './matcher'
import { firstOfEach, type Keep, type Pick } from './pick'

/** A field that is read of what is selected. */
export interface Field {
  /** The same for equal fields, in any document. */
  readonly key: string
  readonly read: Reader
  /** Whether values that are no numbers are absent. */
  readonly numbers: boolean | undefined
}

/** What some leaves look for in an event: kept once for all of them. */
export interface Selection {
  /** The same for equal selections, in any document: 64 bits of their definition. */
  readonly key: string
  /** Its place in the plan. */
  readonly index: number
  readonly matcher: Matcher
  readonly fields: Field[]
  readonly leaves: Leaf[]
  /** Whether some leaf takes in what has none of the fields. */
  isCounted: boolean
  /** Numbers of the facts that are worked out from its leaves. */
  readonly facts: number[]
}

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

/** What a metric wants to know of what a selector selects. */
export interface Wanted {
  readonly keep: Keep
  /** The path of the field that it reads. */
  readonly path?: string | undefined
  /** Whether values that are no numbers are absent. */
  readonly numbers?: boolean | undefined
}

/** Whatever the windows and fields of its leaves, what is selected is the same. */
export function createSelection(selector: Selector, index: number): Selection {
  const { event, where, each } = selector
  const key = hash(canonical([event, where, each]))
  return { key, index, matcher: matcher(selector), fields: [], leaves: [], isCounted: false, facts: [] }
}

/** Where among the fields of a selection one is, from now on. */
function fieldOf({ fields }: Selection, path: string | undefined, numbers?: boolean): number | undefined {
  if (path === undefined) return path
  const key = numbers ? `${path}:` : path
  const known = fields.findIndex((field) => field.key === key)
  return known < 0 ? fields.push({ key, read: reader(path, numbers), numbers }) - 1 : known
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
