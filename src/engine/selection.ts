import type { Selector } from '../language/ast'
import { parseDuration } from '../language/duration'
import { canonical, hash } from './canonical'
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
  /** How many cells a row of what is kept of it takes. */
  width: number
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
  /** In which cells of a row its own field is, and its `once`; 0, the place that every row has, where it reads nothing. */
  readonly field: number
  readonly once: number
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
  const key = hash(canonical([[event].flat().sort(), where, each]))
  return { key, index, matcher: matcher(selector), fields: [], width: 1, leaves: [], isCounted: false, facts: [] }
}

/** In which cell of the rows of a selection a field is, from now on. */
function fieldOf(selection: Selection, path: string | undefined, numbers?: boolean): number {
  if (path === undefined) return 0
  const { fields } = selection
  const key = numbers ? `${path}:` : path
  const known = fields.findIndex((field) => field.key === key)
  if (known < 0) selection.width = 1 + fields.push({ key, read: reader(path, numbers), numbers })
  return known < 0 ? fields.length : 1 + known
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
