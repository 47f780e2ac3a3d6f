import { isInstant, likelyTimeUnit, MAX_TIME_MS } from './limits'
import type { Problem } from './problem'

/** A time that was read, or why it could not be. */
export type TimeReading =
  | {
      /** Milliseconds since the epoch. */
      readonly time: number
      /** Whether the text named no zone, so that UTC was assumed. */
      readonly assumed_utc: boolean
    }
  | Pick<Problem, 'code' | 'wanted'>

const WANTED = 'milliseconds since the epoch or ISO 8601, such as 1469923200000 or "2016-07-31T00:00:00Z"'
const ISO_8601 =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)? ?(Z|UTC|[+-]\d\d(?::?\d\d)?)?$/i

// An ISO 8601 string is under 40 characters: longer ones are not worth the regular expression's time.
const MAX_ISO_LENGTH = 40

/**
 * Reads a time as it comes from outside: whole milliseconds since the epoch, or an ISO 8601 date with or without a
 * time and a zone. Without a zone it is read as UTC, and says so. Finer fractions than milliseconds are cut off.
 * Seconds and microseconds are refused, being told from milliseconds by their size (`likelyTimeUnit`).
 *
 * @example
 * ```ts
 * readTime('2016-07-31T02:00:00+02:00') // { time: 1469923200000, assumed_utc: false }
 * readTime('2016-07-31')                // { time: 1469923200000, assumed_utc: true }
 * readTime(1469923200)                  // { code: 'wrong_unit', wanted: 'milliseconds since the epoch, ...' }
 * ```
 */
export function readTime(value: unknown): TimeReading {
  if (isInstant(value)) return { time: value, assumed_utc: false }
  if (typeof value === 'number') return refuseNumber(value)
  if (typeof value !== 'string') return { code: 'wrong_type', wanted: WANTED }
  const fields = value.length <= MAX_ISO_LENGTH ? ISO_8601.exec(value) : null
  const time = fields === null ? Number.NaN : timeOf(fields)
  if (Number.isNaN(time)) return { code: 'bad_format', wanted: WANTED }
  // A date in January 1970 was most likely made from seconds already, by whoever wrote the text.
  if (!isInstant(time)) return refuseNumber(time)
  return { time, assumed_utc: fields?.[8] === undefined }
}

function refuseNumber(value: number): Pick<Problem, 'code' | 'wanted'> {
  const unit = likelyTimeUnit(value)
  if (unit === 'seconds') {
    return { code: 'wrong_unit', wanted: `milliseconds since the epoch, not seconds: ${Math.floor(value * 1000)}` }
  }
  if (unit === 'microseconds') {
    return { code: 'wrong_unit', wanted: `milliseconds since the epoch, not microseconds: ${Math.floor(value / 1000)}` }
  }
  return { code: 'out_of_range', wanted: `whole milliseconds since the epoch, 0 to ${MAX_TIME_MS}` }
}

/** Milliseconds since the epoch, or NaN where the fields are no date, such as 30 February. */
function timeOf(fields: RegExpExecArray): number {
  const [year, month, day, hour, minute, second] = [1, 2, 3, 4, 5, 6].map((index) => Number(fields[index] ?? 0))
  const millisecond = Number((fields[7] ?? '').padEnd(3, '0').slice(0, 3))
  const date = new Date(0)
  // Not Date.UTC, which reads the years 0 to 99 as 1900 to 1999.
  date.setUTCFullYear(year!, month! - 1, day!)
  if (date.getUTCMonth() !== month! - 1 || date.getUTCDate() !== day!) return Number.NaN
  if (hour! > 23 || minute! > 59 || second! > 59) return Number.NaN
  return date.setUTCHours(hour!, minute!, second!, millisecond) - offsetOf(fields[8])
}

/** How far ahead of UTC a zone such as `+02:00` is, in milliseconds. */
function offsetOf(zone: string | undefined): number {
  if (zone === undefined || /^(z|utc)$/i.test(zone)) return 0
  const hours = Number(zone.slice(1, 3))
  const minutes = Number(zone.slice(3).replace(':', '') || 0)
  if (hours > 23 || minutes > 59) return Number.NaN
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000
}
