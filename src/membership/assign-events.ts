import { indexShoppers, shopperOf } from '../sessions/resolve-shoppers'
import { isUserId } from '../vocabulary/user-id'
import type { VisitorRecord } from './record'

/** What is read of an event to tell whose it is. */
export interface OwnedEvent {
  readonly id: string
  readonly time: number
  readonly shopper_id?: string | undefined
  readonly visitor_id?: string | undefined
  readonly user_id?: string | undefined
}

/** Whose some events of one visitor are. */
export interface Assignment<Event extends OwnedEvent> {
  readonly events: ReadonlyMap<string, readonly Event[]>
  /** The visitor as it is known now. */
  readonly visitor: VisitorRecord
  /** The user that the visitor turned out to be, whose all is that was the visitor's. */
  readonly became: string | undefined
  /** Whether events that are another's now have been counted for somebody: that cannot be undone. */
  readonly is_torn: boolean
}

/** More users of one visitor are nobody's browser. */
const MAX_USERS = 20

/**
 * Whose each event is, as `resolveShoppers` tells it of a whole log: a visitor's are those of the user that it has
 * identified as, the ones before too.
 *
 * @param visitor_id Of all of the events; undefined where they have none.
 *
 * @example
 * assignEvents([{ id: 'e', time: 1, visitor_id: 'v', user_id: 'ada' }], 'v', { users: [] }).became // 'ada'
 */
export function assignEvents<Event extends OwnedEvent>(
  events: readonly Event[],
  visitor_id: string | undefined,
  { users }: VisitorRecord,
): Assignment<Event> {
  const known = users.map((each) => ({ ...each, visitor_id }))
  const index = indexShoppers([...known, ...events])
  const now = (visitor_id !== undefined && index.get(visitor_id)) || []
  const byShopper = new Map<string, Event[]>()
  for (const event of events) {
    const shopper_id = shopperOf(index, event)
    const others = byShopper.get(shopper_id)
    if (others) others.push(event)
    else byShopper.set(shopper_id, [event])
  }
  const [before, first] = [users[0]?.user_id, now[0]?.user_id]
  return {
    events: byShopper,
    visitor: { users: now.length > MAX_USERS ? [now[0]!, ...now.slice(1 - MAX_USERS)] : now },
    became: before === undefined && first !== visitor_id ? first : undefined,
    is_torn: before !== undefined && before !== first,
  }
}

/** Everybody whose some events can be, under whatever is known of their visitor. */
export function candidatesOf(
  events: readonly OwnedEvent[],
  visitor_id: string | undefined,
  { users }: VisitorRecord,
): string[] {
  const ids = new Set(users.map(({ user_id }) => user_id))
  if (visitor_id !== undefined) ids.add(visitor_id)
  for (const { user_id, shopper_id } of events) {
    if (isUserId(user_id)) ids.add(user_id)
    if (visitor_id === undefined) ids.add(shopper_id ?? '')
  }
  return [...ids]
}
