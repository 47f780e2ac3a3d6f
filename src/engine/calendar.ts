const DAY_MS = 86_400_000
/** Zones shift at whole quarters of an hour. */
const QUARTER_MS = 900_000

/** Gives the number of the calendar day, in one zone, that holds an instant. */
export type Calendar = (time: number) => number

const calendars = new Map<string, Calendar>()

/**
 * The calendar of a time zone (IANA name). Looking a zone up costs microseconds, so the offset is asked once for each UTC
 * day, and by the quarter hour on the few days on which it shifts.
 */
export function calendar(zone: string): Calendar {
  let found = calendars.get(zone)
  if (!found) calendars.set(zone, (found = zone === 'UTC' ? (time) => Math.floor(time / DAY_MS) : zoned(zone)))
  return found
}

function zoned(zone: string): Calendar {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    era: 'short',
  })
  const known = new Map<number, number>()
  /** How far the zone's clock is ahead of UTC at an instant, ms. */
  const offset = (time: number): number => {
    let ms = known.get(time)
    if (ms === undefined) {
      const part: Record<string, string> = {}
      for (const { type, value } of format.formatToParts(time)) part[type] = value
      const year = part.era === 'BC' ? 1 - Number(part.year) : Number(part.year)
      const wall = new Date(0)
      wall.setUTCFullYear(year, Number(part.month) - 1, Number(part.day))
      wall.setUTCHours(Number(part.hour), Number(part.minute), Number(part.second))
      known.set(time, (ms = wall.getTime() - Math.floor(time / 1000) * 1000))
    }
    return ms
  }
  return (time) => {
    const start = Math.floor(time / DAY_MS) * DAY_MS
    const early = offset(start)
    const shift = early === offset(start + DAY_MS) ? early : offset(Math.floor(time / QUARTER_MS) * QUARTER_MS)
    return Math.floor((time + shift) / DAY_MS)
  }
}
