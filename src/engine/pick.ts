import type { Calendar } from './calendar'
import type { Entry } from './entry'
import type { Stored } from './field'

/** What matters of what is selected. */
export type Keep = 'all' | 'first' | 'last' | 'min' | 'max' | 'distinct' | 'days'

/** Of entries in order, those that a value rests on; picking again from them gives the same. */
export type Pick = (entries: Entry[]) => Entry[]

/** The last entry of each group, in order. */
const lastOfEach =
  (group: (entry: Entry) => unknown): Pick =>
  (entries) => {
    if (entries.length < 2) return entries
    const known = new Set<unknown>()
    const last: Entry[] = []
    for (let i = entries.length - 1; i >= 0; i--)
      if (known.size < known.add(group(entries[i]!)).size) last.push(entries[i]!)
    return last.reverse()
  }

/** The entry that beats all others, the first of equals. */
const best =
  (beats: (value: number, other: number) => boolean): Pick =>
  (entries) =>
    entries.length
      ? [entries.reduce((kept, entry) => (beats(entry.value as number, kept.value as number) ? entry : kept))]
      : entries

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
  distinct: lastOfEach(({ value }) => value),
  days: lastOfEach(({ time }) => calendar(time)),
})

/** Of the events with one value of the `once` field, only the first, with all its lines; those without one all stay. */
export function firstOfEach(entries: Entry[]): Entry[] {
  if (entries.length < 2) return entries
  const first = new Map<Stored, string>()
  return entries.filter(({ once, id }) => {
    if (once === undefined) return true
    if (!first.has(once)) first.set(once, id)
    return first.get(once) === id
  })
}
