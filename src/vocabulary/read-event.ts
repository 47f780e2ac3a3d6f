import { copyEvent } from './copy-event'
import type { ShopEvent } from './event-types'
import { isCleanEvent } from './is-clean-event'
import type { Problem } from './problem'
import { createProblemList, type ProblemList } from './problem-list'
import { readContext, readLines, readProps } from './read-content'
import { readEnvelope, readTopLevel } from './read-envelope'
import { isFieldObject } from './read-fields'

/**
 * How {@link readEvent} reads.
 *
 * @example
 * ```ts
 * // What JSON.parse has just made belongs to nobody else.
 * const options: ReadEventOptions = { reuse: true }
 * const read = (line: string) => readEvent(JSON.parse(line), options).event
 * ```
 */
export interface ReadEventOptions {
  /**
   * Give back the input itself where nothing needs changing, instead of a copy, which is faster. Only for plain data
   * that nobody else changes, such as what `JSON.parse` just made: an object with getters, or a Proxy, could answer
   * otherwise when it is read again.
   *
   * @default false
   */
  readonly reuse?: boolean
  /**
   * The visit of an event that names none. Empty by default, for the caller to derive visits (`sessions/`).
   *
   * @default ''
   */
  readonly default_session_id?: string
}

/**
 * What {@link readEvent} gives.
 *
 * @example
 * ```ts
 * const reading: EventReading = readEvent({ id: 'e-1', name: 'page_viewed', time: 1483228800, visitor_id: 'v-1' })
 * reading.event // => null
 * reading.problems[0]?.code // => 'wrong_unit'
 * ```
 */
export interface EventReading {
  /** The normal event; null where its id, name, time or shopper could not be told. */
  readonly event: ShopEvent | null
  /** All that was dropped or assumed; empty where nothing was. */
  readonly problems: Problem[]
}

/**
 * Reads an event from outside, whatever it is, into a normal event and a list of what was wrong with it. Never throws
 * and never changes its input. What is bad is absent and reported, and the rest is kept; only without a good `id`,
 * `name`, `time` and shopper there is no event.
 *
 * - `time`, `sent_at`, `received_at`, `promised_at`, `delivered_at`: milliseconds, or ISO 8601, read as UTC where it
 *   names no zone (reported as assumed). Seconds and microseconds are refused.
 * - `shopper_id`: where absent the `user_id`, else the `visitor_id`.
 * - `session_id`: where absent `default_session_id`.
 * - Ids of the envelope may be whole numbers, read as their digits (reported as assumed).
 * - `product`, a single object, is read where there are no `products`.
 * - null is absent, and not reported.
 * - At most 200 properties, 500 product lines, 8192 characters, numbers up to 9e11 from zero.
 *
 * @example
 * ```ts
 * const { event, problems } = readEvent({
 *   id: 'e-1', name: 'order_completed', time: '2016-07-31T00:00:00Z', visitor_id: 'v-1',
 *   props: { order_id: 'A-1', total: '19.90' },
 * })
 * event?.time        // 1469923200000
 * event?.shopper_id  // 'v-1'
 * event?.props       // { order_id: 'A-1' }
 * problems           // [{ code: 'wrong_type', path: 'props.total', found: '"19.90" (string)', wanted: 'a number' }]
 * ```
 */
export function readEvent(input: unknown, options: ReadEventOptions = {}): EventReading {
  try {
    // Nearly every event is clean. The copy comes before the check: a getter might answer otherwise the second time.
    const copy = options.reuse === true ? input : copyEvent(input)
    if (isCleanEvent(copy)) return { event: copy, problems: [] }
  } catch {
    // Reading threw, so this is no plain data: the careful way below tells where.
  }
  const problems = createProblemList()
  try {
    return { event: readCarefully(input, options, problems), problems: problems.all() }
  } catch {
    // Every read of the input is guarded; this is for what no guard can foresee, such as an exhausted stack.
    problems.add('unreadable', '', input, 'a plain object')
    return { event: null, problems: problems.all() }
  }
}

function readCarefully(input: unknown, options: ReadEventOptions, problems: ProblemList): ShopEvent | null {
  if (!isFieldObject(input)) {
    problems.add('wrong_type', '', input, 'an object with id, name and time')
    return null
  }
  const fields = readTopLevel(input, problems)
  const envelope = readEnvelope(fields, options.default_session_id ?? '', problems)
  const props = readProps(fields.props, problems)
  const products = readLines(fields.products, fields.product, problems)
  const context = readContext(fields.context, problems)
  return envelope === null ? null : Object.assign(envelope, { props, products, context })
}
