import { isForbiddenFieldName } from '../../vocabulary/limits'
import type { Notes } from './notes'
import { pathTo } from './personal'

/** Plain data: what JSON can say. */
export type Plain = string | number | boolean | null | Plain[] | PlainObject

/** An object of plain data. */
export interface PlainObject {
  [name: string]: Plain
}

// Real payloads nest eight deep at most (an order's line, its tax, its money in two currencies), and have a few
// thousand values; what is far beyond is no payload.
const MAX_DEPTH = 16
const MAX_VALUES = 100_000

/**
 * A copy of whatever was handed over, as plain data. Never throws, and runs no code of a value's but its getters, each
 * once; what is no data is left out and reported. A Date becomes ISO 8601, a bigint its digits, `undefined` is absent.
 *
 * @example
 * ```ts
 * takePlain({ price: 12n, at: new Date(0), run() {} }, '', createNotes()) // { price: '12', at: '1970-01-01T00:00:00.000Z' }
 * ```
 */
export function takePlain(input: unknown, path: string, notes: Notes): Plain | undefined {
  let room = MAX_VALUES
  /** What the value at hand lies within. */
  const around = new Set<object>()

  function take(value: unknown, at: string, depth: number): Plain | undefined {
    if (typeof value !== 'object' || value === null) return takeScalar(value, at, notes)
    room -= 1
    if (around.has(value)) {
      notes.lose(at, value, { code: 'wrong_type', wanted: 'plain data, which does not hold itself' })
      return undefined
    }
    if (depth < MAX_DEPTH && room >= 0) {
      around.add(value)
      try {
        return Array.isArray(value) ? takeList(value, at, depth) : takeObject(value, at, depth)
      } finally {
        around.delete(value)
      }
    }
    const wanted = room < 0 ? `at most ${MAX_VALUES} objects` : `at most ${MAX_DEPTH} levels`
    notes.lose(at, value, { code: 'too_many', wanted })
    return undefined
  }

  function takeList(list: unknown[], at: string, depth: number): Plain[] {
    const { length } = list
    const taken: Plain[] = []
    // Its place counts, so what is no data leaves a gap.
    for (let index = 0; index < length && room >= 0; index++)
      taken.push(guard(`${at}[${index}]`, () => take(list[index], `${at}[${index}]`, depth + 1)) ?? null)
    if (taken.length < length) notes.lose(at, list, { code: 'too_many', wanted: `at most ${MAX_VALUES} objects` })
    return taken
  }

  function takeObject(source: object, at: string, depth: number): Plain | undefined {
    const kind = Object.prototype.toString.call(source)
    if (kind === '[object Date]') return new Date(Date.prototype.getTime.call(source)).toISOString()
    if (kind !== '[object Object]') {
      notes.lose(at, source, { code: 'wrong_type', wanted: 'plain data' })
      return undefined
    }
    const taken: PlainObject = {}
    for (const name of Object.keys(source)) {
      const inner = pathTo(at, name)
      if (isForbiddenFieldName(name)) {
        notes.lose(inner, name, { code: 'forbidden_name', wanted: 'another name' })
        continue
      }
      const value = guard(inner, () => take((source as PlainObject)[name], inner, depth + 1))
      if (value !== undefined) taken[name] = value
    }
    return taken
  }

  function guard(at: string, read: () => Plain | undefined): Plain | undefined {
    try {
      return read()
    } catch {
      notes.lose(at, undefined, { code: 'unreadable', wanted: 'plain data' })
      return undefined
    }
  }

  return guard(path, () => take(input, path, 0))
}

function takeScalar(value: unknown, at: string, notes: Notes): Plain | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'bigint') return String(value)
  if (value === undefined || (typeof value === 'number' && Number.isFinite(value))) return value
  const isNumber = typeof value === 'number'
  notes.lose(
    at,
    value,
    isNumber ? { code: 'out_of_range', wanted: 'a finite number' } : { code: 'wrong_type', wanted: 'plain data' },
  )
  return undefined
}

/**
 * A value as text; undefined of a list and an object, which have none.
 *
 * @example
 * ```ts
 * textOf(1001) // '1001'
 * ```
 */
export function textOf(value: Plain | undefined): string | undefined {
  return value === undefined || value === null || typeof value === 'object' ? undefined : String(value)
}

/**
 * Whether plain data is an object, and neither a list nor a scalar.
 *
 * @example
 * ```ts
 * isPlainObject([]) // false
 * ```
 */
export function isPlainObject(value: Plain | undefined): value is PlainObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * A list of things, or one of them as a list.
 *
 * @example
 * ```ts
 * asList('a') // ['a']
 * ```
 */
export function asList(value: Plain | undefined): readonly Plain[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value]
}
