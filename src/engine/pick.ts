import type { Calendar } from './calendar'
import type { Entry } from './entry'
import type { Stored } from './field'

/** What matters of what is selected. */
export type Keep = 'all' | 'first' | 'last' | 'min' | 'max' | 'distinct' | 'days'

/** Of entries in order, those that a value rests on, by a field; picking again from them gives the same. */
export type Pick = (entries: Entry[], field?: number) => Entry[]

/** The last entry of each group, in order. */
const lastOfEach =
  (group: (entry: Entry, field: number) => unknown): Pick =>
  (entries, field) => {
    if (entries.length < 2) return entries
    const known = new Set<unknown>()
    const last: Entry[] = []
    for (let i = entries.length - 1; i >= 0; i--)
      if (known.size < known.add(group(entries[i]!, field!)).size) last.push(entries[i]!)
    return last.reverse()
  }

/** The entry that beats all others, the first of equals. */
const best =
  (beats: (value: number, other: number) => boolean): Pick =>
  (entries, field) => {
    const number = ({ values }: Entry) => values![field!] as number
    return entries.length
      ? [entries.reduce((kept, entry) => (beats(number(entry), number(kept)) ? entry : kept))]
      : entries
  }

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
  distinct: lastOfEach(({ values }, field) => values![field]),
  days: lastOfEach(({ time }) => calendar(time)),
})

/** Of the events with one value of the `once` field, only the first, with all its lines; those without one all stay. */
export function firstOfEach(entries: Entry[], once?: number): Entry[] {
  const first = new Map<Stored, string>()
  return entries.filter(({ values, id }) => {
    const value = values?.[once!]
    if (value === undefined) return true
    if (!first.has(value)) first.set(value, id)
    return first.get(value) === id
  })
}
