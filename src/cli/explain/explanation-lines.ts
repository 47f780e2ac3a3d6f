import type { Explanation } from '../../engine/answers'
import type { Because, ExplainedMetric } from '../../engine/explain'
import { type NarrateOptions, narrate } from '../../engine/narrate'
import type { Condition, Trait } from '../../language/ast'
import { describe, describeMilliseconds } from '../../language/describe'
import { isTimed, kindOf } from '../../language/kind'
import type { ShopEvent } from '../../vocabulary/event-types'

/** How many events are named for one value; narrate's own default. */
const EVENTS = 3

/** A shopper's events by their ids. */
export type EventsById = ReadonlyMap<string, ShopEvent>

/** What {@link explanationLines} draws on. */
export interface ExplanationOptions extends Pick<NarrateOptions, 'document' | 'points'> {
  readonly events: EventsById
}

/**
 * An explanation in sentences. Events are numbered in it, and after it stands what they are: an id says nothing to a
 * person.
 */
export function explanationLines(explanation: Explanation, options: ExplanationOptions): string[] {
  const { events, points = () => undefined, ...rest } = options
  return numbered(events, (number) => {
    const because = explanation.because.map((reason) => renamed(reason, number))
    const partOf = (condition: Condition) => {
      const part = points(condition)
      return part && renamed(part, number)
    }
    return narrate({ ...explanation, because }, { ...rest, points: partOf, events: EVENTS, instant: shortInstant })
  })
}

/** The sentences of a trait. */
export function traitLines(trait: Trait, { value, events: ids }: ExplainedMetric, events: EventsById): string[] {
  const isTime = typeof value === 'number' && isTimed(kindOf(trait.value))
  const said = value === null ? 'there is none' : isTime ? describeMilliseconds(value) : JSON.stringify(value)
  const more = ids.length > EVENTS ? ' and others' : ''
  return numbered(events, (number) => {
    const by = ids.length ? ` (by ${ids.slice(0, EVENTS).map(number).join(', ')}${more})` : ''
    return [`${trait.name} (${trait.title}): ${said}${by}`, `  ${describe(trait)}`]
  })
}

// What stands for an event until all is said: control characters come in no text that a rule or a value is told by.
const PLACE = /\0(\d+)\0/g

/** Lines that name events by number, in the order of time, and what these are. */
function numbered(events: EventsById, say: (number: (id: string) => string) => string[]): string[] {
  const ids: string[] = []
  const lines = say((id) => `\0${ids.push(id) - 1}\0`)
  const time = (id: string) => events.get(id)?.time ?? 0
  const told = lines.flatMap((line) => [...line.matchAll(PLACE)].map(([, place]) => ids[Number(place)]!))
  const named = [...new Set(told)].sort((a, b) => time(a) - time(b) || (a < b ? -1 : 1))
  const numberOf = (id: string) => `#${named.indexOf(id) + 1}`
  const legend = named.map((id) => {
    const event = events.get(id)
    return `    ${numberOf(id)} ${event ? `${describeEvent(event)} (id ${id})` : `id ${id}`}`
  })
  return [...lines.map((line) => line.replace(PLACE, (_, place) => numberOf(ids[Number(place)]!))), ...legend]
}

/**
 * An event in a few words: what, when, and which products.
 *
 * @example
 * describeEvent(event) // '“product added” on 2020-04-29 12:47:28 UTC: product1'
 */
export function describeEvent({ name, time, props, products }: ShopEvent): string {
  const things = products.map((line) => line.name ?? line.product_id ?? line.sku).filter((thing) => thing !== undefined)
  const more = things.length > 2 ? ` and ${things.length - 2} more` : ''
  const total = props.total === undefined ? [] : [`total ${props.total}${props.currency ? ` ${props.currency}` : ''}`]
  const facts = [...(things.length ? [`${things.slice(0, 2).join(', ')}${more}`] : []), ...total]
  return `“${name.replaceAll('_', ' ')}” on ${shortInstant(time)}${facts.length ? `: ${facts.join(', ')}` : ''}`
}

/** An instant to the second, in UTC. */
export function shortInstant(ms: number): string {
  return `${new Date(ms).toISOString().replace('T', ' ').slice(0, -5)} UTC`
}

/** A reason whose events are called something else: those that will be named, for the others are only counted. */
function renamed(because: Because, rename: (id: string) => string): Because {
  const ids = (list: readonly string[]) => list.map((id, i) => (i < EVENTS ? rename(id) : id))
  const { of, sides, events } = because
  return {
    ...because,
    ...(of && { of: of.map((part) => renamed(part, rename)) }),
    ...(sides && { sides: sides.map((side) => ({ ...side, events: ids(side.events) })) }),
    ...(events && { events: ids(events) }),
  }
}
