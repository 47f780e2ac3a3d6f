import type { AisleDocument, FieldTest, FieldTests, Scalar, Selector, Where } from '../../../src/language/ast'
import { DAY_MS, milliseconds } from './durations'
import type { LoggedEvent, ProductLine } from './event'
import { readField, type Selected } from './fields'

/** A shopper's events up to an instant, each once and in order, and the document that asks. */
export interface Moment {
  readonly document: AisleDocument
  readonly log: readonly LoggedEvent[]
  readonly now: number
}

/** `history` is in order already (`inOrder`); only events with time <= now exist. */
export function momentAt(document: AisleDocument, history: readonly LoggedEvent[], now: number): Moment {
  return { document, log: history.filter((event) => event.time <= now), now }
}

/** What a selector selects: events, or with `each` product lines, in (time, id, line) order. */
export function select(moment: Moment, selector: Selector): readonly Selected[] {
  const events = eventsOf(moment, selector)
  if (selector.each === undefined) return events.map((event) => ({ event }))
  return events.flatMap((event) => linesOf(selector.where ?? ANY, event).map((line) => ({ event, line })))
}

/** The different events among those selected. */
export function selectEvents(moment: Moment, selector: Selector): readonly LoggedEvent[] {
  return [...new Set(select(moment, selector).map(({ event }) => event))]
}

function eventsOf(moment: Moment, selector: Selector): readonly LoggedEvent[] {
  const found = inWindow(moment, selector.within).filter(
    (event) => isNamed(event, selector.event) && meets(selector.where ?? ANY, event),
  )
  return selector.once === undefined ? found : firstOfEachValue(found, selector.once)
}

function inWindow({ log, now }: Moment, within: Selector['within']): readonly LoggedEvent[] {
  if (within === undefined) return log
  const last = log.at(-1)
  if (last === undefined) return []
  if (within !== 'visit') {
    const start = now - milliseconds(within)
    return log.filter((event) => event.time > start)
  }
  return log.filter((event) => event.session_id === last.session_id && event.time > last.time - DAY_MS)
}

function isNamed(event: LoggedEvent, names: Selector['event']): boolean {
  if (names === '*') return true
  return typeof names === 'string' ? event.name === names : names.includes(event.name)
}

/** Events without the field are all kept; of the others the first for each value, `1` and `"1"` being different. */
function firstOfEachValue(events: readonly LoggedEvent[], path: string): readonly LoggedEvent[] {
  const seen = new Set<Scalar>()
  return events.filter((event) => {
    const value = readField({ event }, path)
    if (value === undefined) return true
    const isFirst = !seen.has(value)
    seen.add(value)
    return isFirst
  })
}

const ANY: Where = {}

/** Whether an event meets the tests does not depend on now, and `changesAt` asks at hundreds of instants. */
const meets = remember((where: Where, event: LoggedEvent): boolean => {
  const tests = Object.entries(where)
  const ownTests = tests.filter(([path]) => !isOfProduct(path))
  if (!ownTests.every(([path, test]) => holds(readField({ event }, path), test))) return false
  return ownTests.length === tests.length || linesOf(where, event).length > 0
})

/** The lines of an event that meet all the product tests. */
const linesOf = remember((where: Where, event: LoggedEvent): readonly ProductLine[] => {
  const tests = Object.entries(where).filter(([path]) => isOfProduct(path))
  return event.products.filter((line) => tests.every(([path, test]) => holds(readField({ event, line }, path), test)))
})

function isOfProduct(path: string): boolean {
  return path.startsWith('product.')
}

function holds(value: Scalar | undefined, test: FieldTest): boolean {
  if (Array.isArray(test)) return value !== undefined && test.includes(value)
  if (typeof test !== 'object') return value !== undefined && value === test
  return Object.entries(test as FieldTests).every(([name, wanted]) => holdsOne(name, value, wanted))
}

function holdsOne(name: string, value: Scalar | undefined, wanted: unknown): boolean {
  if (name === 'exists') return (value !== undefined) === wanted
  if (value === undefined) return false
  if (name === 'eq') return value === wanted
  if (name === 'ne') return value !== wanted
  if (name === 'in') return (wanted as Scalar[]).includes(value)
  if (name === 'not_in') return !(wanted as Scalar[]).includes(value)
  if (name === 'starts_with') return typeof value === 'string' && value.startsWith(wanted as string)
  if (name === 'contains') return typeof value === 'string' && value.includes(wanted as string)
  return typeof value === 'number' && typeof wanted === 'number' && isOrdered(name, value, wanted)
}

/** `gt gte lt lte` of two numbers; shared with comparisons, being the same four words. */
export function isOrdered(name: string, a: number, b: number): boolean {
  if (name === 'gt') return a > b
  if (name === 'gte') return a >= b
  if (name === 'lt') return a < b
  if (name === 'lte') return a <= b
  throw new Error(`Not an order: ${name}`)
}

function remember<A extends object, B extends object, T>(compute: (a: A, b: B) => T): (a: A, b: B) => T {
  const known = new WeakMap<A, WeakMap<B, T>>()
  return (a, b) => {
    const ofA = known.get(a) ?? new WeakMap<B, T>()
    known.set(a, ofA)
    if (!ofA.has(b)) ofA.set(b, compute(a, b))
    return ofA.get(b)!
  }
}
