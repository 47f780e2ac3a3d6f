import { type DescribeVisitOptions, describeVisit } from '../sessions/describe-visit'
import type { Context } from '../vocabulary/event-types'
import { createRecentMap } from './recent-map'

/** What {@link describePageVisit} reads of an event. */
export interface PageEvent {
  /** Milliseconds since 1970. */
  readonly time: number
  readonly session_id: string
  readonly context: Context
}

const MAX_ZONES = 1_000

/** By the names that pages give them: the same zone has several, and no sender can make this grow. */
const places = createRecentMap<string, DescribeVisitOptions | undefined>(MAX_ZONES)

/**
 * The context of a page's event with what the page itself lets its rules know, so that they answer the same from a log:
 * `visit`, and `time_of_week` by the page's own time zone where it says one. What the context has already stays, and an
 * event of no visit stays as it is.
 *
 * @example
 * describePageVisit({ time: Date.UTC(2026, 0, 3, 18), session_id: 's-1', context: { timezone: 'Europe/Berlin' } })
 * // { visit: 's-1', time_of_week: 'weekend_evening', timezone: 'Europe/Berlin' }
 */
export function describePageVisit(event: PageEvent): Context {
  const { session_id, context } = event
  if (session_id === '') return context
  const { timezone } = context
  const place = timezone === undefined ? undefined : places.get(timezone, placeOf)
  return place ? describeVisit(event, place).context : { visit: session_id, ...context }
}

/** A zone by the one name that this machine has for it; undefined where it knows none. */
function placeOf(timezone: string): DescribeVisitOptions | undefined {
  // Offsets such as `+01:23` are zones, too, of which there are thousands: no page's clock is in one.
  if (!/^[A-Za-z]/.test(timezone)) return undefined
  try {
    return { zone: new Intl.DateTimeFormat('en-US', { timeZone: timezone }).resolvedOptions().timeZone }
  } catch {
    return undefined
  }
}
