import { isInstant } from '../../vocabulary/limits'
import { createNotes, type Losses, type Notes } from './notes'
import { isPlainObject, type PlainObject, takePlain } from './plain'
import { listOf } from './read-list'

/** One of the things that were handed over, as plain data. */
export interface Taken {
  readonly thing: PlainObject
  /** As it was handed over. */
  readonly original: unknown
  /** Which one it is, from 0. */
  readonly index: number
  /** Where it is: `events[0]`. */
  readonly path: string
  /** What is left out and assumed of it. */
  readonly notes: Notes
}

/**
 * Each thing of a list, or one thing, as plain data. What is no object is lost and told with its place; nothing throws.
 *
 * @param what What the list is called in paths: `events`.
 * @returns What was taken, and what gives the losses of all, in their order, once each has been built of.
 *
 * @example
 * ```ts
 * const { taken, losses } = takeEach([{ name: 'page_viewed' }, null], 'events')
 * taken.map(({ path }) => path)         // ['events[0]']
 * losses().lost.map(({ path }) => path) // ['events[1]']
 * ```
 */
export function takeEach(input: unknown, what: string): { readonly taken: readonly Taken[]; losses(): Losses } {
  const list = listOf(input)
  const each = Array.from(list ?? [input], (original, index) => {
    const path = list ? `${what}[${index}]` : what
    const notes = createNotes()
    const thing = takePlain(original, path, notes)
    // What could not be copied at all is told already.
    if (!isPlainObject(thing) && (thing !== undefined || original === undefined))
      notes.lose(path, original, { code: 'wrong_type', wanted: 'an object' })
    return { thing, original, index, path, notes }
  })
  return {
    taken: each.flatMap(({ thing, ...rest }) => (isPlainObject(thing) ? [{ ...rest, thing }] : [])),
    losses() {
      const all = each.map(({ notes }) => notes.all())
      return { lost: all.flatMap(({ lost }) => lost), assumed: all.flatMap(({ assumed }) => assumed) }
    },
  }
}

/**
 * Whether a thing has a time that is an instant; where it is none, the thing is lost and told.
 *
 * @example
 * ```ts
 * hasTime(9e15, taken) // false: no date is so late
 * ```
 */
export function hasTime(time: unknown, { path, notes }: Pick<Taken, 'path' | 'notes'>): time is number {
  if (isInstant(time)) return true
  const code = typeof time === 'number' ? 'out_of_range' : 'missing'
  notes.lose(path, time, { code, wanted: 'a time in milliseconds since 1970' })
  return false
}
