import type { AisleDocument, Condition, Metric, Selector } from './ast'

/** A metric that is absent, and so makes unknown what compares it. */
const ABSENT: Metric = { ratio: [0, 0] }
const UNKNOWN: Condition = { eq: [ABSENT, 0] }

/** What is 0 where nothing is selected; all other metrics are absent then by themselves. */
const ZERO_WITHOUT_EVENTS = ['count', 'days', 'sum', 'distinct']

/**
 * A document for a shop that sends only some events: a count of events that it never sends is not 0 but absent, so that
 * rules answer unknown where the shop cannot know, and never guess. Rules over the events that it sends stay as they are.
 *
 * @param events Names of the events that the shop sends.
 * @example
 * compile(limitTo(builtin, ['product_viewed', 'product_added', 'order_completed']))
 */
export function limitTo(document: AisleDocument, events: Iterable<string>): AisleDocument {
  const sent = new Set(events)
  const lacks = (selector: Selector) => selectsNone(selector, sent)
  const isBlind = (value: unknown): boolean =>
    typeof value === 'object' &&
    value !== null &&
    (('event' in value && lacks(value as Selector)) || Object.values(value).some(isBlind))
  const limited = <T>(value: T): T => {
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return value.map(limited) as T
    const [op, argument] = Object.entries(value)[0] as [string, Selector | readonly Selector[]]
    // These two answer without a value, too, and would take what the shop cannot see for what did not happen.
    if (op === 'exists' && isBlind(argument)) return UNKNOWN as T
    if (op === 'points' && isBlind(argument)) return ABSENT as T
    if (op === 'sequence' && (argument as readonly Selector[]).some(lacks)) return UNKNOWN as T
    const selector = 'of' in value && !Array.isArray(value.of) ? value.of : argument
    if (ZERO_WITHOUT_EVENTS.includes(op) && lacks(selector as Selector)) return ABSENT as T
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, limited(inner)])) as T
  }
  return {
    ...document,
    segments: document.segments.map((segment) => ({ ...segment, when: limited(segment.when) })),
    traits: document.traits.map((trait) => ({ ...trait, value: limited(trait.value) })),
    stages: document.stages.map((set) => ({
      ...set,
      stages: set.stages.map((stage) => ({ ...stage, when: limited(stage.when) })),
    })),
  }
}

/** Whether a selector is over events alone of which there are none. */
export function selectsNone({ event }: Selector, sent: ReadonlySet<string>): boolean {
  return event !== '*' && !([] as string[]).concat(event).some((name) => sent.has(name))
}

/**
 * The events that a definition mentions, `*` aside.
 *
 * @example
 * eventsOf(cartAbandoner) // => ['product_added', 'order_completed']
 */
export function eventsOf(definition: unknown): string[] {
  const found = new Set<string>()
  const visit = (value: unknown, key?: string): void => {
    if (key === 'event') for (const name of ([] as unknown[]).concat(value)) if (name !== '*') found.add(String(name))
    if (typeof value === 'object' && value !== null && key !== 'where')
      for (const [k, v] of Object.entries(value)) visit(v, k)
  }
  visit(definition)
  return [...found]
}
