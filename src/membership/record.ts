import type { Snapshot } from '../engine/snapshot'
import type { VisitBook } from '../sessions/assign-visits'
import type { VisitState } from '../sessions/visit'
import { parseJson } from '../tracker/parse-json'
import { isSameChange, type MembershipChange } from './change'
import type { Answers } from './follow'

/** A change that is still to be told. */
export interface Waiting {
  readonly change: MembershipChange
  /** Names of the targets that have not taken it. */
  readonly targets: readonly string[]
  /** When it came about here, in milliseconds since 1970. */
  readonly since: number
}

/** All that is kept of a shopper, as one text: state and what is to be told change in one step, or not at all. */
export interface ShopperRecord {
  /** Absent once the shopper is known under another id. */
  readonly snapshot?: Snapshot | undefined
  readonly answers?: Answers | undefined
  /** When their latest event came, in milliseconds since 1970. */
  readonly seen: number
  readonly visitor_id?: string | undefined
  readonly is_identified?: boolean | undefined
  /** Visitors that turned out to be this user: to be forgotten with them. */
  readonly visitors: readonly string[]
  readonly visits: readonly (readonly [visitor_id: string, visit: VisitState])[]
  /** In order. */
  readonly outbox: readonly Waiting[]
}

/** Which users a visitor has been, in order: nearly always one. */
export interface VisitorRecord {
  readonly users: readonly { readonly id: string; readonly time: number; readonly user_id: string }[]
}

/** Visits, and visitors, that are kept of a shopper: the latest. */
const MAX_VISITORS = 20

export const NO_RECORD: ShopperRecord = { seen: 0, visitors: [], visits: [], outbox: [] }

export const shopperKey = (shopper_id: string) => `s:${shopper_id}`
export const visitorKey = (visitor_id: string) => `v:${visitor_id}`

/** The id of a shopper's key; undefined where a key is of something else. */
export function shopperOfKey(key: string): string | undefined {
  return key.startsWith('s:') ? key.slice(2) : undefined
}

/**
 * What a text says of a shopper; nothing where it is none.
 *
 * @example
 * parseRecord(undefined).outbox // []
 */
export function parseRecord(text: string | undefined): ShopperRecord {
  const found = parseJson(text) as ShopperRecord | undefined
  return Array.isArray(found?.outbox) ? { ...NO_RECORD, ...found } : NO_RECORD
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

/** Adds visitors to those of a user. */
export function addVisitors({ visitors }: ShopperRecord, more: readonly string[]): readonly string[] {
  return [...new Set([...visitors, ...more])].slice(-MAX_VISITORS)
}

/** A record in which a target has been told of a change, or will not be. */
export function withoutTarget(record: ShopperRecord, told: MembershipChange, target: string): ShopperRecord {
  const outbox = record.outbox.flatMap((waiting) => {
    if (!isSameChange(waiting.change, told)) return waiting
    const targets = waiting.targets.filter((name) => name !== target)
    return targets[0] === undefined ? [] : { ...waiting, targets }
  })
  return { ...record, outbox }
}
