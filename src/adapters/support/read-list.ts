import type { ShopEvent } from '../../vocabulary/event-types'
import { createNotes, type Notes } from './notes'
import { isPlainObject, type PlainObject, takePlain } from './plain'
import { joinReadings, type Reading } from './reading'

/** Reads one thing: gives its events, and notes what it leaves out. */
export type ReadOne = (thing: PlainObject, path: string, notes: Notes) => readonly (ShopEvent | undefined)[]

/**
 * Reads each thing of a list, or one thing, on its own: whatever it is, the others are read all the same, and nothing throws.
 *
 * @param what What a thing is called in paths: `rows`.
 * @example
 * ```ts
 * readList(input, 'rows', (row, path, notes) => [readRow(openSource(row, path), notes)])
 * ```
 */
export function readList(input: unknown, what: string, read: ReadOne): Reading {
  const list = listOf(input)
  return joinReadings(
    Array.from(list ?? [input], (thing, index) => readThing(thing, list ? `${what}[${index}]` : what, read)),
  )
}

function readThing(thing: unknown, path: string, read: ReadOne): Reading {
  const notes = createNotes()
  const events: ShopEvent[] = []
  const plain = takePlain(thing, path, notes)
  if (isPlainObject(plain)) events.push(...read(plain, path, notes).filter((event) => event !== undefined))
  // What could not be copied at all is reported already.
  else if (plain !== undefined || thing === undefined)
    notes.lose(path, thing, { code: 'wrong_type', wanted: 'an object' })
  return { events, ...notes.all() }
}

/**
 * The list that something is; undefined where it is none, or cannot be read.
 *
 * @example
 * ```ts
 * listOf('a') // undefined
 * ```
 */
export function listOf(input: unknown): unknown[] | undefined {
  try {
    return Array.isArray(input) ? Array.from(input) : undefined
  } catch {
    // A revoked Proxy: no list, and no thing either, as reading it will tell.
    return undefined
  }
}
