import type { ShopEvent } from '../../vocabulary/event-types'

/** A half of a surrogate pair by itself, which no text of DuckDB's can have; two backslashes are none of it. */
const LONE_HALF = /\\\\|\\ud[89a-f][0-9a-f]{2}/g

/**
 * An event that has been read, as a line that DuckDB reads without more ado.
 *
 * @param is_open Whether the log does not say whose it is: then the shopper that reading made up for it is left out.
 */
export function eventLine(event: ShopEvent, is_open: boolean): string {
  const isMadeUp = is_open && event.shopper_id !== event.visitor_id
  const json = JSON.stringify(isMadeUp ? { ...event, shopper_id: undefined } : event)
  const isOdd = json.includes('\\ud')
  return `${isOdd ? json.replaceAll(LONE_HALF, (found) => (found === '\\\\' ? found : '\ufffd')) : json}\n`
}
