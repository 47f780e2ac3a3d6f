/** Zones shift at whole quarters of an hour. */
const QUARTER_MS = 900_000
const DAY_MS = 86_400_000

/** Names the calendar day, in one zone, that holds an instant. */
export type Calendar = (time: number) => unknown

const calendars = new Map<string, Calendar>()

/**
 * The calendar of a time zone (IANA name). Making one costs a millisecond, so it is made once, when the first day is asked;
 * asking costs microseconds, so each quarter of an hour is asked once.
 */
export function calendar(timeZone: string): Calendar {
  if (timeZone === 'UTC') return (time) => Math.floor(time / DAY_MS)
  const known = new Map<number, string>()
  let format: Intl.DateTimeFormat | undefined
  const made: Calendar = (time) => {
    format ??= new Intl.DateTimeFormat('en', { timeZone, dateStyle: 'short' })
    const quarter = Math.floor(time / QUARTER_MS)
    let day = known.get(quarter)
    if (!day) {
      day = format.format(quarter * QUARTER_MS)
      known.set(quarter, day)
    }
    return day
  }
  const found = calendars.get(timeZone) ?? made
  calendars.set(timeZone, found)
  return found
}
