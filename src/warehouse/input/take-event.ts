import type { ShopEvent } from '../../vocabulary/event-types'
import { readEvent } from '../../vocabulary/read-event'
import type { Report } from './report'
import type { Place } from './rows'

// The engine's own bound, a little under that of a Date.
const MAX_TIME_MS = 8e15

/** Reads the event of a row and counts it; null where it cannot be used. What is wrong with it goes to the report. */
export function takeEvent(raw: unknown, place: Place, report: Report): ShopEvent | null {
  const { event, problems } = readUsable(raw)
  const fate = event === null ? 'rejected' : 'repaired'
  for (const problem of problems) report.add(fate, problem, place)
  if (event === null) {
    report.counts.rejected += 1
    return null
  }
  report.counts.events += 1
  if (problems.length) report.counts.repaired += 1
  return event
}

/** Reads an event, as far as the engine can take it. */
function readUsable(raw: unknown): ReturnType<typeof readEvent> {
  const reading = readEvent(raw, { reuse: true })
  const { event, problems } = reading
  if (event === null || event.time <= MAX_TIME_MS) return reading
  const wanted = `milliseconds since the epoch, at most ${MAX_TIME_MS}`
  return {
    event: null,
    problems: [...problems, { code: 'out_of_range', path: 'time', found: String(event.time), wanted }],
  }
}

/**
 * Whether an event says itself whose it is, rather than which browser it came from: a collector writes that for a shopper, too.
 *
 * @param raw What the event was read from.
 */
export function isOwned(event: ShopEvent, raw: unknown): boolean {
  const { shopper_id } = raw as { readonly shopper_id?: unknown }
  if (event.shopper_id === event.visitor_id) return false
  return event.shopper_id === shopper_id || (typeof shopper_id === 'number' && String(shopper_id) === event.shopper_id)
}
