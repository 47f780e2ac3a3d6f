import type { Snapshot } from '../engine/snapshot'
import type { VisitBook } from '../sessions/assign-visits'
import type { VisitState } from '../sessions/visit'
import { parseJson } from '../tracker/parse-json'
import type { Answers } from './follow'

/** What is kept of a shopper. */
export interface ShopperRecord {
  /** Absent where nothing is known yet. */
  readonly snapshot?: Snapshot | undefined
  readonly answers?: Answers | undefined
  readonly visitor_id?: string | undefined
  readonly is_identified?: boolean | undefined
  /** Visitors that were this user: to be forgotten with them. */
  readonly visitors: readonly string[]
  readonly visits: readonly (readonly [visitor_id: string, visit: VisitState])[]
}

/** Which users a visitor has been, in order: nearly always one. */
export interface VisitorRecord {
  readonly users: readonly { readonly id: string; readonly time: number; readonly user_id: string }[]
}

/** Visits, and visitors, that are kept of a shopper: the latest. */
const MAX_VISITORS = 20

export const NO_RECORD: ShopperRecord = { visitors: [], visits: [] }

export const shopperKey = (shopper_id: string) => `s:${shopper_id}`
export const visitorKey = (visitor_id: string) => `v:${visitor_id}`

/**
 * What a text says of a shopper; nothing where it is none.
 *
 * @example
 * parseRecord(undefined).visits // []
 */
export function parseRecord(text: string | undefined): ShopperRecord {
  const found = parseJson(text) as ShopperRecord | undefined
  return Array.isArray(found?.visits) ? { ...NO_RECORD, ...found } : NO_RECORD
}

/** Likewise of a visitor. */
export function parseVisitor(text: string | undefined): VisitorRecord {
  const found = parseJson(text) as VisitorRecord | undefined
  return Array.isArray(found?.users) ? found : { users: [] }
}

/** The visits of a record as a book to write on. */
export function openVisits({ visits }: ShopperRecord): VisitBook {
  return { visits: new Map(visits), latest: visits.at(-1)?.[1] }
}

/** A book as it is kept: the latest of them, the very latest at the end. */
export function keptVisits({ visits, latest }: VisitBook): ShopperRecord['visits'] {
  const all = [...visits].sort(([, a], [, b]) => Number(a === latest) - Number(b === latest) || a.last_at - b.last_at)
  return all.slice(-MAX_VISITORS)
}

/** Adds visitors to those of a user, as the latest. */
export function addVisitors({ visitors }: ShopperRecord, more: readonly string[]): readonly string[] {
  return [...new Set([...visitors.filter((id) => !more.includes(id)), ...more])].slice(-MAX_VISITORS)
}
