/**
 * What {@link describeVisit} reads of an event.
 *
 * @example
 * const visited: DescribedEvent = { time: Date.UTC(2026, 0, 5, 9), session_id: 'v.1', context: {} }
 * describeVisit(visited, { zone: 'UTC' }).context // => { visit: 'v.1', time_of_week: 'weekday_morning' }
 */
export interface DescribedEvent {
  /** Milliseconds since 1970. */
  readonly time: number
  readonly session_id: string
  readonly context: object
}

/**
 * Options of {@link describeVisit}.
 *
 * @example
 * const riyadh: DescribeVisitOptions = { zone: 'Asia/Riyadh', weekend: ['Fri', 'Sat'] }
 * timeOfWeek(Date.UTC(2026, 0, 2, 10), riyadh) // => 'weekend_afternoon'
 */
export interface DescribeVisitOptions {
  /** An IANA time zone: the shop's, or the shopper's own where it is known. */
  readonly zone: string
  /**
   * The days of the weekend, in English, three letters each.
   * @default ['Sat', 'Sun']
   */
  readonly weekend?: readonly string[] | undefined
}

/** No calendar goes further than this (ECMA-262, section 21.4.1.1). */
const LATEST_MS = 8.64e15
const PARTS = ['night', 'morning', 'afternoon', 'evening']
const formats = new Map<string, Intl.DateTimeFormat>()

/**
 * When in the week an instant is: `weekday_` or `weekend_` and `night` (0 to 6 o'clock), `morning` (6 to 12), `afternoon`
 * (12 to 18) or `evening` (18 to 24), by the clocks of a zone. A quarter each, so that no part is likelier by its length.
 *
 * @throws RangeError where the zone is unknown.
 * @example
 * timeOfWeek(Date.UTC(2026, 0, 3, 18), { zone: 'Europe/Berlin' }) // => 'weekend_evening'
 */
export function timeOfWeek(time: number, { zone, weekend = ['Sat', 'Sun'] }: DescribeVisitOptions): string {
  // A format is dear to make and cheap to keep.
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-US', { timeZone: zone, weekday: 'short', hour: 'numeric', hourCycle: 'h23' })
  formats.set(zone, format)
  const parts = format.formatToParts(time)
  const partOf = (type: string) => parts.find((part) => part.type === type)!.value
  return `${weekend.includes(partOf('weekday')) ? 'weekend' : 'weekday'}_${PARTS[Math.floor(Number(partOf('hour')) / 6)]}`
}

/**
 * A copy of an event with two fields of its context that the rule language cannot work out of the rest: `visit`, the
 * `session_id`, so that `once: 'context.visit'` counts visits and not events; and `time_of_week`, since a rule sees no
 * clock. What the context has already stays. The same for a live page and for a log.
 *
 * @throws RangeError where the zone is unknown.
 * @example
 * shopper.add(describeVisit(event, { zone: 'Europe/Berlin' }), Date.now())
 */
export function describeVisit<Event extends DescribedEvent>(event: Event, options: DescribeVisitOptions): Event {
  const { time, session_id, context } = event
  const week = Math.abs(time) <= LATEST_MS ? { time_of_week: sameSecond(time, options) } : {}
  return { ...event, context: { visit: session_id, ...week, ...context } }
}

let last: { readonly second: number; readonly options: DescribeVisitOptions; readonly answer: string } | undefined

/** A live page asks for many events of one second, by the same options; no zone is off by a part of one. */
function sameSecond(time: number, options: DescribeVisitOptions): string {
  const second = Math.floor(time / 1_000)
  if (last?.second !== second || last.options !== options) last = { second, options, answer: timeOfWeek(time, options) }
  return last.answer
}
