import { isUserId } from '../vocabulary/user-id'

/**
 * What {@link resolveShoppers} reads of an event.
 *
 * @example
 * const onPhone: IdentityEvent = { id: 'e1', time: 1, visitor_id: 'phone', user_id: 'ada' }
 * const onLaptop: IdentityEvent = { id: 'e2', time: 2, visitor_id: 'laptop', user_id: 'ada' }
 * resolveShoppers([onPhone, onLaptop]).map(({ shopper_id }) => shopper_id) // => ['ada', 'ada']
 */
export interface IdentityEvent {
  readonly id: string
  /** Milliseconds since 1970. */
  readonly time: number
  readonly visitor_id?: string | null | undefined
  readonly user_id?: string | null | undefined
  readonly shopper_id?: string | null | undefined
}

interface Identified {
  readonly id: string
  readonly time: number
  readonly user_id: string
}

/**
 * For each visitor id, its users in (time, id) order, without repetitions: nearly always one.
 *
 * @example
 * const isShared = (index: ShopperIndex, visitor_id: string) => (index.get(visitor_id)?.length ?? 0) > 1
 * const ada = { id: 'e1', time: 1, visitor_id: 'tablet', user_id: 'ada' }
 * isShared(indexShoppers([ada, { ...ada, id: 'e2', user_id: 'bob' }]), 'tablet') // => true
 */
export type ShopperIndex = ReadonlyMap<string, readonly Identified[]>

/** (time, id) order; the user's id decides between redelivered copies, so that no order of arrival does. */
function compare(a: Identified, b: Identified): number {
  return a.time - b.time || compareText(a.id, b.id) || compareText(a.user_id, b.user_id)
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/**
 * The first pass over a log: which users each visitor id had. Any order of the events gives the same.
 *
 * Holds id, time and user of every event that names both a visitor and a user while it runs, and only changes of user
 * when it is done.
 *
 * @example
 * const index = indexShoppers([{ id: 'e1', time: 5, visitor_id: 'v', user_id: 'ada' }])
 * index.get('v') // => [{ id: 'e1', time: 5, user_id: 'ada' }]
 */
export function indexShoppers(events: Iterable<IdentityEvent>): ShopperIndex {
  const index = new Map<string, Identified[]>()
  for (const { id, time, visitor_id, user_id } of events) {
    if (!visitor_id || !isUserId(user_id)) continue
    const users = index.get(visitor_id) ?? []
    users.push({ id, time, user_id })
    index.set(visitor_id, users)
  }
  for (const [visitor_id, users] of index) {
    users.sort(compare)
    const changes = users.filter((each, at) => each.user_id !== users[at - 1]?.user_id)
    index.set(visitor_id, changes)
  }
  return index
}

/**
 * The shopper of an event, by the index of its log (the second pass): the user that its visitor id had identified as
 * last, or, before any did, the first one to come; else the visitor id; without a visitor id the event's own user; else
 * the shopper id that it has, which may be empty.
 *
 * @example
 * const index = indexShoppers([{ id: 'e2', time: 5, visitor_id: 'v', user_id: 'ada' }])
 * shopperOf(index, { id: 'e1', time: 1, visitor_id: 'v' }) // => 'ada'
 */
export function shopperOf(index: ShopperIndex, event: IdentityEvent): string {
  const { id, time, visitor_id } = event
  const user_id = isUserId(event.user_id) ? event.user_id : undefined
  if (user_id || !visitor_id) return user_id ?? event.shopper_id ?? ''
  const users = index.get(visitor_id)
  if (!users) return visitor_id
  let current = users[0]!
  for (const each of users) if ((each.time - time || compareText(each.id, id)) <= 0) current = each
  return current.user_id
}

/**
 * A log with each event's `shopper_id` set. What the tracker's `identify` does event by event, for history: a
 * visitor's earlier anonymous events belong to the user it identified as first, and from a second user's first event
 * on the visitor id is that user's, as if it had been replaced.
 *
 * Independent of order: shuffling the log shuffles the result and changes nothing in it. Events are copied, not
 * changed. For a log that does not fit in memory use {@link indexShoppers} and {@link shopperOf}.
 *
 * @example
 * const log = [{ id: 'a', time: 1, visitor_id: 'v' }, { id: 'b', time: 2, visitor_id: 'v', user_id: 'ada' }]
 * resolveShoppers(log).map((event) => event.shopper_id) // => ['ada', 'ada']
 */
export function resolveShoppers<Event extends IdentityEvent>(
  events: readonly Event[],
): (Event & { readonly shopper_id: string })[] {
  const index = indexShoppers(events)
  return events.map((event) => ({ ...event, shopper_id: shopperOf(index, event) }))
}
