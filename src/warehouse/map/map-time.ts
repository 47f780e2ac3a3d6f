import { renderValue } from '../../vocabulary/problem'
import { readTime } from '../../vocabulary/read-time'
import type { RowProblem } from '../input/rows'
import type { MapProblem, TimeSource } from './map-schema'

/** Reads a time as a map says that it is written: ms since the epoch, or why not. */
export type TimeParser = (value: unknown) => number | RowProblem

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, us: 0.001 }

// What a pattern may hold, the longer first; each with the digits that it takes.
const TOKENS: Readonly<Record<string, string>> = {
  YYYY: '\\d{4}',
  MM: '\\d{2}',
  DD: '\\d{2}',
  HH: '\\d{2}',
  mm: '\\d{2}',
  ss: '\\d{2}',
  M: '\\d{1,2}',
  D: '\\d{1,2}',
  H: '\\d{1,2}',
  SSS: '\\d{1,9}',
}
const TOKEN = /YYYY|MM|DD|HH|mm|ss|SSS|M|D|H/g
const ORDER = ['YYYY', 'M', 'D', 'H', 'mm', 'ss', 'SSS']

/** What is wrong with a format or a zone; undefined where nothing is. */
export function timeFormatProblem(format: string | undefined, zone: string | undefined): MapProblem | undefined {
  if (zone !== undefined && !offsets(zone))
    return { path: 'time.zone', found: renderValue(zone), wanted: 'a time zone such as "Europe/Berlin"' }
  if (format === undefined || format === 'iso' || UNITS[format]) return undefined
  const tokens = format.match(TOKEN) ?? []
  const names = tokens.map((token) => (ORDER.includes(token) ? token : token[0]))
  const isDate = ['YYYY', 'M', 'D'].every((token) => names.includes(token))
  if (isDate && new Set(names).size === names.length) return undefined
  const wanted = 'ms, s, us, iso, or a pattern such as "YYYY-MM-DD HH:mm:ss", each part once'
  return { path: 'time.format', found: renderValue(format), wanted }
}

/** The parser of a checked time source. */
export function createTimeParser(source: TimeSource): TimeParser {
  const { column, format = 'auto', zone = 'UTC' } = typeof source === 'string' ? { column: source } : source
  const problem = (value: unknown, wanted: string): RowProblem => {
    const code = value === undefined ? 'missing' : 'bad_format'
    return { code, path: `time (column ${JSON.stringify(column)})`, found: renderValue(value), wanted }
  }
  const unit = UNITS[format]
  if (unit) return (value) => counted(value, unit) ?? problem(value, `a number: ${format} since the epoch`)
  const toUtc = offsets(zone)!
  const pattern = format === 'auto' || format === 'iso' ? undefined : compilePattern(format)
  return (value) => {
    if (pattern && typeof value === 'string') {
      const local = pattern(value)
      return local === undefined ? problem(value, `a time written ${format}`) : toUtc(local)
    }
    // Without a format, a text of digits is a number of milliseconds.
    const read = readTime(format === 'auto' && typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value)
    if ('code' in read) return { ...problem(value, read.wanted), code: value === undefined ? 'missing' : read.code }
    return read.assumed_utc ? toUtc(read.time) : read.time
  }
}

function counted(value: unknown, unit: number): number | undefined {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? Math.floor(number * unit) : undefined
}

/** A pattern as a function from a text to its time as if it were UTC. */
function compilePattern(format: string): (text: string) => number | undefined {
  const places: string[] = []
  const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  let source = ''
  let from = 0
  for (const { 0: token, index } of format.matchAll(TOKEN)) {
    source += `${literal(format.slice(from, index))}(${TOKENS[token]})`
    places.push(ORDER.includes(token) ? token : token[0]!)
    from = index + token.length
  }
  const pattern = new RegExp(`^${source}${literal(format.slice(from))}$`)
  return (text) => {
    const found = pattern.exec(text)
    if (!found) return undefined
    // What the pattern does not name is 0.
    const part = (name: string) => (places.includes(name) ? found[places.indexOf(name) + 1]! : '0')
    const two = (name: string) => part(name).padStart(2, '0')
    const time = `${two('H')}:${two('mm')}:${two('ss')}.${part('SSS')}`
    // The vocabulary's own reader knows which dates there are.
    const read = readTime(`${part('YYYY')}-${two('M')}-${two('D')}T${time}Z`)
    return 'code' in read ? undefined : read.time
  }
}

/** From a zone's clock (ms as if it were UTC) to the instant; undefined where there is no such zone. */
function offsets(zone: string): ((local: number) => number) | undefined {
  if (zone === 'UTC') return (local) => local
  const offset = offsetIn(zone)
  if (!offset) return undefined
  // Twice, as the offset is asked at an instant that it is itself needed for. A time that the zone's clock skips in
  // spring is read by the offset before; one that it shows twice in autumn, as the first.
  return (local) => {
    const early = local - offset(local - 86_400_000)
    return early + offset(early) === local ? early : local - offset(local - offset(local))
  }
}

/** How far a zone's clock is ahead of UTC at an instant, ms. Asking costs microseconds: kept by the quarter of an hour. */
function offsetIn(zone: string): ((instant: number) => number) | undefined {
  const known = new Map<number, number>()
  let format: Intl.DateTimeFormat
  try {
    const two = '2-digit'
    const parts = { year: 'numeric', month: two, day: two, hour: two, minute: two, second: two } as const
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', ...parts })
  } catch {
    return undefined
  }
  return (instant) => {
    const quarter = Math.floor(instant / 900_000) * 900_000
    let offset = known.get(quarter)
    if (offset === undefined) {
      const part = Object.fromEntries(format.formatToParts(quarter).map(({ type, value }) => [type, Number(value)]))
      offset = Date.UTC(part.year!, part.month! - 1, part.day!, part.hour!, part.minute!, part.second!) - quarter
      known.set(quarter, offset)
    }
    return offset
  }
}
