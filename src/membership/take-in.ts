import type { Engine } from '../engine/compile-checked'
import type { Snapshot } from '../engine/snapshot'
import { assignVisit } from '../sessions/assign-visits'
import type { ShopEvent } from '../vocabulary/event-types'
import { isUserId } from '../vocabulary/user-id'
import type { MembershipChange } from './change'
import { answersOf, follow, type Moved } from './follow'
import type { Waiting } from './outbox'
import { addVisitors, keptVisits, openVisits, type ShopperRecord } from './record'

/** What is told of whom, and by what. */
export interface Rules {
  readonly engine: Engine
  /** Whether anybody wants to hear of it, and who: names of targets. */
  readonly audienceOf: (change: MembershipChange) => readonly string[]
}

/** What comes in of one shopper. */
export interface Incoming {
  readonly shopper_id: string
  readonly events: readonly ShopEvent[]
  /** The visitor that turned out to be this shopper. */
  readonly visitor?: { readonly visitor_id: string; readonly record: ShopperRecord } | undefined
  /** The instant up to which it is lived through, and the time now, in milliseconds since 1970. */
  readonly until: number
  readonly now: number
}

/** What {@link takeIn} gives. */
export interface Taken {
  readonly record: ShopperRecord
  /** When an answer may change by time alone, by the shopper's own clock; Infinity where none does. */
  readonly changes_at: number
  /** What is now to be told. */
  readonly fresh: readonly Waiting[]
}

/**
 * A shopper's record after what came in: the state, and what is now to be told of it.
 *
 * @example
 * takeIn(rules, record, { shopper_id: 'u-42', events, until: now, now }).fresh
 */
export function takeIn(rules: Rules, record: ShopperRecord, incoming: Incoming): Taken {
  const { shopper_id, events, visitor, until, now } = incoming
  const shopper = rules.engine.shopper(record.snapshot)
  const book = openVisits(record)
  for (const [visitor_id, visit] of visitor?.record.visits ?? []) book.visits.set(visitor_id, visit)
  // In the order of time, so that those without a visit get those that a log would give them.
  const ordered = [...events].sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1))
  const visited = ordered.map((event) => assignVisit(book, { ...event, shopper_id }))
  const { snapshot } = visitor?.record ?? {}
  const merged: Snapshot[] = snapshot ? [snapshot] : []
  const { answers } = record
  const moved = follow(shopper, { answers, events: visited, merged, until })
  const latest = visited.filter((event) => event.visitor_id).at(-1)
  const visitor_id = latest?.visitor_id ?? record.visitor_id ?? visitor?.visitor_id
  const is_identified =
    record.is_identified || visitor !== undefined || visited.some((event) => isUserId(event.user_id))
  const whose = { shopper_id, is_identified, visitor_id }
  const others = visited.flatMap((event) =>
    event.visitor_id && event.visitor_id !== shopper_id ? event.visitor_id : [],
  )
  return {
    record: {
      snapshot: shopper.snapshot(),
      answers: answersOf(shopper),
      visitor_id,
      is_identified,
      visitors: addVisitors(record, [...(visitor ? [visitor.visitor_id] : []), ...others]),
      visits: keptVisits(book),
    },
    changes_at: shopper.until,
    fresh: waitingOf(rules, moved, { whose, now }),
  }
}

/**
 * What is to be told of a visitor who is known as a user now: nothing is known of the visitor any more, and the segments that
 * it was told to be in are left.
 */
export function retire(
  rules: Rules,
  { snapshot, answers }: ShopperRecord,
  { visitor_id, now }: { readonly visitor_id: string; readonly now: number },
): readonly Waiting[] {
  if (!snapshot) return []
  const shopper = rules.engine.shopper(snapshot)
  // What was told, and not what other definitions would say of it.
  const left = Object.entries(answers ?? answersOf(shopper)).flatMap(([rule, said]): Moved[] => {
    const [kind, name] = rule.split(' ') as ['segment' | 'stage', string]
    if (kind === 'stage' || said !== 'in') return []
    const at = shopper.clock + 1
    return [{ kind, name, from: said, to: 'unknown', at, cause: 'merge', because: [], changes_at: null }]
  })
  const whose = { shopper_id: visitor_id, is_identified: false, visitor_id }
  return waitingOf(rules, left, { whose, now })
}

function waitingOf(
  { audienceOf }: Rules,
  moved: readonly Moved[],
  {
    whose,
    now,
  }: { readonly whose: Pick<MembershipChange, 'shopper_id' | 'is_identified' | 'visitor_id'>; readonly now: number },
): Waiting[] {
  return moved.flatMap((each) => {
    const change: MembershipChange = { ...whose, ...each }
    const targets = audienceOf(change)
    return targets[0] === undefined ? [] : { change, targets, since: now }
  })
}
