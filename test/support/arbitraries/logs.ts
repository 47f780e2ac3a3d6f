import fc from 'fast-check'
import type { AisleDocument } from '../../../src/language/ast'
import { inOrder, isDurationText, type LoggedEvent, milliseconds } from '../reference'
import {
  ANCHOR,
  COMMON_DURATIONS,
  compact,
  DURATIONS,
  EVENT_NAMES,
  LINE_NUMBER_FIELDS,
  LINE_TEXT_FIELDS,
  MIXED_VALUES,
  NUMBER_FIELDS,
  oneOf,
  sometimes,
  TEXT_FIELDS,
  weighted,
} from './alphabet'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** The absolute value over 9e11, and what is no scalar or no number: absent wherever it stands. */
const ALWAYS_ABSENT: readonly unknown[] = [null, Number.NaN, Number.POSITIVE_INFINITY, 900_000_000_001, { a: 1 }, [1]]

/** Mostly a value the vocabulary expects, sometimes the wrong scalar, sometimes what is never there. */
function values(typical: readonly unknown[], wrong: readonly unknown[]): fc.Arbitrary<unknown> {
  const right = oneOf(typical)
  const absent = [1, oneOf(ALWAYS_ABSENT)] as const
  if (wrong.length === 0) return weighted<unknown>([20, right], absent)
  return weighted<unknown>([20, right], absent, [1, oneOf(wrong)])
}

function numbers(typical: readonly number[]): fc.Arbitrary<unknown> {
  return values(typical, ['10', true])
}

/** Half of the fields are there. */
function record(fields: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<Record<string, unknown>> {
  const optional = Object.entries(fields).map(([name, value]) => [name, sometimes(value, 1)] as const)
  return fc.record(Object.fromEntries(optional)).map(compact)
}

const props = record({
  total: numbers(NUMBER_FIELDS.total!),
  rating: numbers(NUMBER_FIELDS.rating!),
  results: numbers(NUMBER_FIELDS.results!),
  coupon: values(TEXT_FIELDS.coupon!, [7, false]),
  query: values(TEXT_FIELDS.query!, [7, false]),
  order_id: values(TEXT_FIELDS.order_id!, []),
  level: values(MIXED_VALUES, []),
})

const lines = record({
  product_id: values(LINE_TEXT_FIELDS['product.product_id']!, []),
  category: values(LINE_TEXT_FIELDS['product.category']!, [7, false]),
  price: numbers(LINE_NUMBER_FIELDS['product.price']!),
  quantity: numbers(LINE_NUMBER_FIELDS['product.quantity']!),
  grade: values(MIXED_VALUES, []),
})

const contexts = record({
  channel: values(TEXT_FIELDS['context.channel']!, [7, false]),
  device: weighted<unknown>(
    [8, fc.record({ type: values(TEXT_FIELDS['context.device.type']!, [7, false]) })],
    [1, oneOf(['mobile', null, {}])],
  ),
})

/** By bytes `E` is before `e`, `e10` before `e9`, and `~` after all letters. */
const ids = weighted(
  [20, fc.tuple(oneOf(['e', 'E', '', '~', 'e-']), fc.integer({ min: 0, max: 12 })).map(([a, b]) => `${a}${b}`)],
  [1, fc.constant('x'.repeat(128))],
)

/** Instants that matter: the anchor less or plus one duration or two, exactly and a millisecond off; midnights; any. */
function times(durations: readonly number[]): fc.Arbitrary<number> {
  const common = COMMON_DURATIONS.map(milliseconds).filter((each) => durations.includes(each))
  const duration = common.length === 0 ? oneOf(durations) : weighted([2, oneOf(common)], [1, oneOf(durations)])
  const near = oneOf([0, 0, -1, 1])
  const offsets = weighted(
    [6, fc.tuple(duration, near).map(([d, off]) => -d + off)],
    [3, fc.tuple(duration, duration, near).map(([d, e, off]) => -d - e + off)],
    [4, fc.integer({ min: 0, max: 2 * HOUR_MS }).map((ago) => -ago)],
    [4, fc.integer({ min: 0, max: 40 * 24 }).map((hours) => -hours * HOUR_MS)],
    [2, fc.tuple(fc.integer({ min: 0, max: 32 }), near).map(([days, off]) => -days * DAY_MS + off)],
    [2, weighted([1, near], [1, fc.integer({ min: 1, max: 3 * DAY_MS })], [1, duration])],
  )
  return offsets.map((offset) => ANCHOR + offset)
}

function events(durations: readonly number[]): fc.Arbitrary<LoggedEvent> {
  return fc.record({
    id: ids,
    name: weighted<string>([12, oneOf(EVENT_NAMES)], [1, fc.constant('constructor')]),
    time: times(durations),
    shopper_id: fc.constant('u1'),
    session_id: weighted([4, fc.constant('v1')], [3, fc.constant('v2')], [1, fc.constant('constructor')]),
    props,
    products: fc.array(lines, { maxLength: 3 }),
    context: contexts,
  })
}

/** A log, told in four ways. Each of the others holds the same events as `log`. */
export interface SplitLog {
  /** In any order, some events twice. */
  readonly log: readonly LoggedEvent[]
  /** The same entries in another order. */
  readonly permuted: readonly LoggedEvent[]
  /** Two parts that may overlap and whose union is the log. */
  readonly left: readonly LoggedEvent[]
  readonly right: readonly LoggedEvent[]
}

/** Each event comes with its part in the split, so that a counterexample shrinks as a whole. */
export function splitLogs(document?: AisleDocument): fc.Arbitrary<SplitLog> {
  const entry = fc.record({
    event: events(durationsOf(document)),
    copies: weighted([7, fc.constant(1)], [1, fc.constant(2)]),
    place: fc.integer({ min: 0, max: 9 }),
    part: oneOf(['both', 'left', 'right'] as const),
  })
  const upTo = (maxLength: number) =>
    fc.uniqueArray(entry, { selector: ({ event }) => event.id, maxLength, size: 'max' })
  return weighted([1, upTo(6)], [1, upTo(27)]).map((all) => {
    const twice = all.filter(({ copies }) => copies === 2)
    const told = [...all, ...twice]
    const eventsOf = (some: typeof all) => some.map(({ event }) => event)
    return {
      log: eventsOf(told),
      permuted: eventsOf([...twice, ...all].sort((a, b) => a.place - b.place)),
      left: eventsOf(told.filter(({ part }) => part !== 'right')),
      right: eventsOf(told.filter(({ part }) => part !== 'left')),
    }
  })
}

/** A shopper's log: 0 to 27 events in any order, some told twice; with a document, at its own boundaries. */
export function logs(document?: AisleDocument): fc.Arbitrary<readonly LoggedEvent[]> {
  return splitLogs(document).map(({ log }) => log)
}

/** A permutation of this log; it shrinks towards (time, id) order. */
export function permutationsOf(log: readonly LoggedEvent[]): fc.Arbitrary<readonly LoggedEvent[]> {
  const places = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: log.length, maxLength: log.length })
  const ordered = inOrder(log).concat(log.filter((event, index) => log.findIndex(({ id }) => id === event.id) < index))
  return places.map((ranks) =>
    ordered
      .map((event, index) => ({ event, rank: ranks[index]! }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ event }) => event),
  )
}

/** Nows at and around the anchor that logs are made about. */
export function nows(): fc.Arbitrary<number> {
  const later = fc.tuple(oneOf(DURATIONS), oneOf([0, -1, 1])).map(([d, off]) => ANCHOR + milliseconds(d) + off)
  return weighted(
    [5, fc.constant(ANCHOR)],
    [1, oneOf([ANCHOR - 1, ANCHOR + 1])],
    [1, later],
    [1, fc.integer({ min: 1, max: 3 * DAY_MS }).map((ago) => ANCHOR - ago)],
  )
}

function durationsOf(document: AisleDocument | undefined): readonly number[] {
  if (document === undefined) return DURATIONS.map(milliseconds)
  const named = new Set<string>()
  JSON.stringify(document, (_key, value) => {
    if (isDurationText(value)) named.add(value)
    return value
  })
  return [...[...named].map(milliseconds), DAY_MS]
}
