import type { Selector } from '../language/ast'
import { type Reader, reader } from './field'
import type { Leaf } from './leaf'
import { type Matcher, matcher } from './matcher'

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

/** Whatever the windows and fields of its leaves, what is selected is the same. */
export function createSelection(selector: Selector, index: number): Selection {
  const { event, where, each } = selector
  const key = hash(canonical([event, where, each]))
  return { key, index, matcher: matcher(selector), fields: [], leaves: [], isCounted: false, facts: [] }
}

/** Where among the fields of a selection one is, from now on. */
export function fieldOf({ fields }: Selection, path: string | undefined, numbers?: boolean): number | undefined {
  if (path === undefined) return path
  const key = numbers ? `${path}:` : path
  const known = fields.findIndex((field) => field.key === key)
  return known < 0 ? fields.push({ key, read: reader(path, numbers), numbers }) - 1 : known
}

/** A definition as text, the keys of every object in order, so that equal definitions are equal text. */
export function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? ''
  if (Array.isArray(value)) return `[${value.map(canonical)}]`
  return `{${Object.keys(value)
    .sort()
    .map((key) => key + canonical(value[key as never]))}}`
}

/** 64 bits of a text, by FNV-1a with two primes: short, and enough to tell the leaves of documents apart. */
function hash(text: string): string {
  let a = 0x811c9dc5
  let b = a
  for (let i = 0; i < text.length; i++) {
    a = Math.imul(a ^ text.charCodeAt(i), 0x01000193)
    b = Math.imul(b ^ text.charCodeAt(i), 0x01000955)
  }
  return (a >>> 0).toString(36) + (b >>> 0).toString(36)
}
