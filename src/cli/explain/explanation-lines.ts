import type { Because, ExplainedMetric } from '../../engine/explain'
import { narrate } from '../../engine/narrate'
import type { Explanation } from '../../engine/shopper'
import type { ShopEvent } from '../../vocabulary/event-types'

/** How many events are named for one value; narrate's own default. */
const EVENTS = 3

/**
 * An explanation in sentences. Events are numbered in it, and after it stands what they are: an id says nothing to a
 * person.
 *
 * @param events The shopper's, by id.
 */
export function explanationLines(explanation: Explanation, events: ReadonlyMap<string, ShopEvent>): string[] {
  const ids = [...new Set(explanation.because.flatMap(idsOf))].sort((a, b) => timeOf(a) - timeOf(b))
  function timeOf(id: string): number {
    return events.get(id)?.time ?? 0
  }
  const numbers = new Map(ids.map((id, i) => [id, `#${i + 1}`]))
  const because = explanation.because.map((reason) => withNumbers(reason, numbers))
  const legend = ids.map((id) => {
    const event = events.get(id)
    return `    ${numbers.get(id)} ${event ? `${describeEvent(event)} (id ${id})` : `id ${id}`}`
  })
  return [...narrate({ ...explanation, because }, { events: EVENTS, instant: shortInstant }), ...legend]
}

/** The sentence of a trait. */
export function traitLines(name: string, trait: ExplainedMetric): string[] {
  const value = trait.value === null ? 'there is none' : JSON.stringify(trait.value)
  const ids = trait.events.slice(0, EVENTS)
  const more = trait.events.length > EVENTS ? ` and ${trait.events.length - EVENTS} more` : ''
  return [`${name}: ${value}${ids.length ? ` (by ${ids.join(', ')}${more})` : ''}`]
}

/**
 * An event in a few words: what, when, and which products.
 *
 * @example
 * describeEvent(event) // 'product_added on 2020-04-29 12:47:28 UTC: product1'
 */
export function describeEvent({ name, time, props, products }: ShopEvent): string {
  const things = products.map((line) => line.name ?? line.product_id ?? line.sku).filter((thing) => thing !== undefined)
  const more = things.length > 2 ? ` and ${things.length - 2} more` : ''
  const total = props.total === undefined ? [] : [`total ${props.total}${props.currency ? ` ${props.currency}` : ''}`]
  const facts = [...(things.length ? [`${things.slice(0, 2).join(', ')}${more}`] : []), ...total]
  return `${name} on ${shortInstant(time)}${facts.length ? `: ${facts.join(', ')}` : ''}`
}

/** An instant to the second, in UTC. */
export function shortInstant(ms: number): string {
  return `${new Date(ms).toISOString().replace('T', ' ').slice(0, -5)} UTC`
}

/** The events that will be named. */
function idsOf({ of = [], sides = [], events = [] }: Because): string[] {
  return [...of.flatMap(idsOf), ...sides.flatMap((side) => side.events.slice(0, EVENTS)), ...events.slice(0, EVENTS)]
}

function withNumbers(because: Because, numbers: ReadonlyMap<string, string>): Because {
  const numbered = (ids: readonly string[]) => ids.map((id) => numbers.get(id) ?? id)
  const { of, sides, events } = because
  return {
    ...because,
    ...(of && { of: of.map((part) => withNumbers(part, numbers)) }),
    ...(sides && { sides: sides.map((side) => ({ ...side, events: numbered(side.events) })) }),
    ...(events && { events: numbered(events) }),
  }
}
