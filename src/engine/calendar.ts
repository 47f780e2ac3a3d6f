/** Zones shift at whole quarters of an hour. */
const QUARTER_MS = 900_000

/** Names the calendar day, in one zone, that holds an instant. */
export type Calendar = (time: number) => string

/** The calendar of a time zone (IANA name). Asking a zone costs microseconds, so each quarter of an hour is asked once. */
export function calendar(timeZone: string): Calendar {
  const format = new Intl.DateTimeFormat('en', { timeZone, dateStyle: 'short' })
  const known = new Map<number, string>()
  return (time) => {
    const quarter = Math.floor(time / QUARTER_MS)
    let day = known.get(quarter)
    if (!day) {
      day = format.format(quarter * QUARTER_MS)
      known.set(quarter, day)
    }
    return day
  }
}
