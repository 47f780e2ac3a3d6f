import type { ProductLine, Scalar } from '../vocabulary/event-types'
import {
  isForbiddenFieldName,
  MAX_FIELD_NAME_LENGTH,
  MAX_FIELDS,
  MAX_NUMBER,
  MAX_PRODUCT_LINES,
  MAX_STRING_LENGTH,
  MAX_TIME_MS,
} from '../vocabulary/limits'

/** Something that a page handed over and that was left out, or cut. */
export interface WireProblem {
  /** Where: `name`, `props.total`, `products[2].price`. */
  readonly path: string
  /** What was there, in short. */
  readonly found: string
  readonly wanted: string
}

/** Flat data; one level of it in a field where a reader takes that. */
export type WireFields = Record<string, Scalar | Record<string, Scalar>>

/** Reads a field in its own way: gives what to keep, null for nothing, undefined to leave it to the reader. */
export type TakeField = (name: string, value: unknown, path: string) => WireFields[string] | null | undefined

/** Reads what a page hands over, whatever it is. Never throws, and runs no code of a value's but its getters. */
export interface WireReader {
  /** What was wrong so far; at most 100 things are told. */
  readonly problems: readonly WireProblem[]
  /** Reports that something is not kept as it is. */
  refuse(path: string, found: unknown, wanted: string): null
  /**
   * The good fields of an object, in a new one: texts, finite numbers and booleans within the vocabulary's limits; what is
   * null is absent. Bad fields are absent and reported, texts that are too long are cut.
   */
  readFields(source: unknown, path: string, take?: TakeField): WireFields | undefined
  /** The good fields of each product line; a line alone is a list of one. */
  readLines(source: unknown, take?: TakeField): ProductLine[]
}

const MAX_PROBLEMS = 100
// An order of 500 lines takes less than half of it.
const MAX_TEXT_LENGTH = 500_000

/**
 * Reads what a page hands over for one event, of which at most 500,000 characters of text are kept.
 *
 * @example
 * const { readFields, problems } = createWireReader()
 * readFields({ total: 12, note: null, tags: [] }, 'props') // { total: 12 }
 * problems // [{ path: 'props.tags', found: 'object', wanted: 'a text, number or boolean' }]
 */
export function createWireReader(): WireReader {
  const problems: WireProblem[] = []
  let room = MAX_TEXT_LENGTH

  function refuse(path: string, value: unknown, wanted: string): null {
    const found = typeof value === 'string' ? value.slice(0, 60) : typeof value === 'number' ? `${value}` : typeof value
    if (problems.length < MAX_PROBLEMS) problems.push({ path, found, wanted })
    return null
  }

  /** What `read` gives, or nothing where it throws. */
  function guard<T>(path: string, read: () => T): T | null {
    try {
      return read()
    } catch {
      return refuse(path, 'an error', 'plain data')
    }
  }

  function readText(text: string, path: string): string | null {
    const most = Math.min(MAX_STRING_LENGTH, room)
    room -= Math.min(text.length, most)
    if (text.length <= most) return text
    refuse(path, text, `at most ${most} characters`)
    // Half a surrogate pair is no text.
    return text.slice(0, most).replace(/[\ud800-\udbff]$/, '') || null
  }

  function readField(name: string, value: unknown, path: string): Scalar | null {
    if (typeof value === 'string') return readText(value, path)
    const limit = /^(promised|delivered)_at$/.test(name) ? MAX_TIME_MS : MAX_NUMBER
    if (typeof value === 'boolean') return value
    // JSON has no -0.
    if (typeof value === 'number' && Math.abs(value) <= limit) return value + 0
    return refuse(path, value, 'a text, number or boolean')
  }

  function readFields(source: unknown, path: string, take?: TakeField): WireFields | undefined {
    const fields: WireFields = {}
    let count = 0
    const isObject = guard(path, () => {
      // Lists, Dates and Maps are not: their fields are not their data.
      if (Object.prototype.toString.call(source) !== '[object Object]') return refuse(path, source, 'an object')
      const names = Object.keys(source as object)
      for (const name of names) {
        const at = `${path}.${name.slice(0, 64)}`
        const kept = guard(at, () => {
          const value = (source as Record<string, unknown>)[name]
          if (value == null) return null
          if (name.length > MAX_FIELD_NAME_LENGTH || isForbiddenFieldName(name)) return refuse(at, name, 'another name')
          const taken = take?.(name, value, at)
          return taken === undefined ? readField(name, value, at) : taken
        })
        if (kept === null) continue
        if (count++ === MAX_FIELDS) {
          refuse(path, names.length, `at most ${MAX_FIELDS} fields`)
          break
        }
        fields[name] = kept
      }
      return true
    })
    return isObject ? fields : undefined
  }

  function readLines(source: unknown, take?: TakeField): ProductLine[] {
    const lines: ProductLine[] = []
    guard('products', () => {
      const list = Array.isArray(source) ? source : [source]
      for (let index = 0; index < list.length; index++) {
        if (index === MAX_PRODUCT_LINES) {
          refuse('products', list.length, `at most ${MAX_PRODUCT_LINES} lines`)
          break
        }
        const line = readFields(list[index], `products[${index}]`, take)
        if (line) lines.push(line as ProductLine)
      }
    })
    return lines
  }

  return { problems, refuse, readFields, readLines }
}
