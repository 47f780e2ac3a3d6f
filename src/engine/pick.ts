import type { Calendar } from './calendar'
import { type Bag, placeAt, type Rows } from './row'

/** What matters of what is selected. */
export type Keep = 'all' | 'first' | 'last' | 'min' | 'max' | 'distinct' | 'days'

/** In which cells of a row a leaf finds its own field, and its `once`. */
interface Cells {
  readonly field: number
  readonly once: number
}

/** Of rows in order, those that a value rests on; picking again from them gives the same. */
export type Pick = (rows: Rows, bag: Bag, leaf: Cells) => Rows

/** The last row of each group, in order. */
const lastOfEach =
  (group: (bag: Bag, row: number, leaf: Cells) => unknown): Pick =>
  (rows, bag, leaf) => {
    if (rows.length < 2) return rows
    const known = new Set<unknown>()
    const last: number[] = []
    let before: unknown
    for (let i = rows.length - 1; i >= 0; i--) {
      const own = group(bag, rows[i]!, leaf)
      // Rows of one group mostly follow each other.
      if (own !== before && known.size < known.add(own).size) last.push(rows[i]!)
      before = own
    }
    return last.reverse()
  }

/** The row that beats all others, the first of equals. */
const best =
  (beats: (value: number, other: number) => boolean): Pick =>
  (rows, bag, { field }) =>
    rows.length
      ? [rows.reduce((kept, row) => (beats(bag[row + field] as number, bag[kept + field] as number) ? row : kept))]
      : rows

/**
 * What a leaf without a window keeps. `all` keeps a row for each event: events fold once, and states merge, only where
 * it is known which events are in (LANGUAGE.md laws 2 and 3).
 */
export const picks = (calendar: Calendar): Readonly<Record<Keep, Pick>> => ({
  all: (rows) => rows,
  first: (rows) => rows.slice(0, 1),
  last: (rows) => rows.slice(-1),
  min: best((a, b) => a < b),
  max: best((a, b) => a > b),
  distinct: lastOfEach((bag, row, { field }) => bag[row + field]),
  days: lastOfEach((bag, row) => calendar(placeAt(bag, row).time)),
})

/** Of the events with one value of the `once` field, only the first, with all its lines; those without one all stay. */
export function firstOfEach(rows: Rows, bag: Bag, leaf: Cells): Rows {
  if (rows.length < 2) return rows
  const first = new Map<unknown, string>()
  return rows.filter((row) => {
    const once = bag[row + leaf.once]
    if (once === undefined) return true
    const { id } = placeAt(bag, row)
    if (!first.has(once)) first.set(once, id)
    return first.get(once) === id
  })
}
