import type { CollectedEvent } from '../collector/sink'
import { isSame, show } from './contract/same'
import type { MemoryCollector } from './memory-collector'

/**
 * What an event is to be: its name, or some of its fields, those inside of them as well.
 *
 * @example
 * const order: WantedEvent = { name: 'order_completed', props: { order_id: 'A-1' } } // whatever else it says
 * const props = { order_id: 'A-1', total: 39.9, currency: 'EUR' }
 * const events = [sampleEvent(1), sampleEvent(2, { name: 'order_completed', props })]
 * expectDelivered({ events, rejections: [] }, ['product_added', order])
 */
export type WantedEvent = string | { readonly [field in keyof CollectedEvent]?: unknown }

/**
 * Options of {@link expectDelivered}.
 *
 * @example
 * // Only the order counts here, not the pages that were seen on the way.
 * const options: ExpectDeliveredOptions = { others: true }
 * const events = [sampleEvent(1, { name: 'page_viewed' }), sampleEvent(2, { name: 'order_completed' })]
 * expectDelivered({ events, rejections: [] }, ['order_completed'], options)
 */
export interface ExpectDeliveredOptions {
  /**
   * Whether other events may have come, too.
   * @default false
   */
  readonly others?: boolean | undefined
}

/** What came of what was wanted. */
interface Comparison {
  readonly missing: readonly WantedEvent[]
  readonly doubled: readonly CollectedEvent[]
  readonly unexpected: readonly CollectedEvent[]
}

/**
 * Holds that a collector has taken each of some events, once, in whatever order.
 *
 * @param collector Or any list of events.
 * @param wanted Each is one event: to want two of a kind, say it twice.
 * @throws Error with code `not_delivered`, which names what is missing, what came twice and what nobody wanted, and with what
 *   was rejected and why.
 *
 * @example
 * const shop = createFakeShop()
 * const tracker = shop.openTab().createTracker({ consent: { analytics: true, personalization: true } })
 * tracker.track('order_completed', { order_id: 'A-1', total: 39.9, currency: 'EUR' })
 * await shop.pass(10_000)
 * expectDelivered(shop.collector, ['page_viewed', { name: 'order_completed', props: { order_id: 'A-1' } }])
 */
export function expectDelivered(
  collector: Pick<MemoryCollector, 'events' | 'rejections'>,
  wanted: readonly WantedEvent[],
  { others = false }: ExpectDeliveredOptions = {},
): void {
  const { missing, doubled, unexpected } = compare(collector.events, wanted)
  const strange = others ? [] : unexpected
  if (!missing.length && !doubled.length && !strange.length) return
  const lines = [
    `Cannot accept what was delivered: ${namesOf(collector.events)}, expected ${namesOf(wanted)}`,
    ...missing.map((each) => `  missing: ${show(each)}`),
    ...doubled.map((each) => `  doubled: ${brief(each)}`),
    ...strange.map((each) => `  not expected: ${brief(each)}`),
    ...collector.rejections.map(({ code, message, text }) => `  rejected: ${code}, ${message}: ${text}`),
  ]
  throw Object.assign(new Error(lines.join('\n')), { code: 'not_delivered' })
}

/** Gives each wanted event one that came, wherever that can be done (https://en.wikipedia.org/wiki/Maximum_cardinality_matching). */
function compare(events: readonly CollectedEvent[], wanted: readonly WantedEvent[]): Comparison {
  /** By event, the wanted one that it was given to. */
  const given = new Map<CollectedEvent, WantedEvent>()
  const give = (each: WantedEvent, asked = new Set<CollectedEvent>()): boolean =>
    events.some((event) => {
      if (asked.has(event) || !isWanted(event, each)) return false
      asked.add(event)
      const before = given.get(event)
      // Who had it may do with another one.
      if (before !== undefined && !give(before, asked)) return false
      given.set(event, each)
      return true
    })
  const missing = wanted.filter((each) => !give(each))
  const left = events.filter((event) => !given.has(event))
  const [doubled, unexpected] = [true, false].map((isAsked) =>
    left.filter((event) => wanted.some((each) => isWanted(event, each)) === isAsked),
  ) as [CollectedEvent[], CollectedEvent[]]
  return { missing, doubled, unexpected }
}

function isWanted(event: CollectedEvent, wanted: WantedEvent): boolean {
  return typeof wanted === 'string' ? event.name === wanted : isLike(event, wanted)
}

/** Whether a value has all that a pattern has. */
function isLike(value: unknown, wanted: unknown): boolean {
  if (typeof wanted !== 'object' || !wanted) return isSame(value, wanted)
  if (typeof value !== 'object' || !value) return false
  if (Array.isArray(wanted) && (value as unknown[]).length !== wanted.length) return false
  return Object.entries(wanted).every(([name, each]) => isLike(value[name as never], each))
}

function namesOf(events: readonly WantedEvent[]): string {
  return `[${events.map((each) => (typeof each === 'string' ? each : String(each.name ?? show(each)))).join(', ')}]`
}

const brief = ({ id, name, props, products }: CollectedEvent) => show({ id, name, props, products })
