import type { Answers, Change } from '../engine/answers'
import type { Engine } from '../engine/compile-checked'
import type { Shopper } from '../engine/shopper'
import type { ShopEvent } from '../vocabulary/event-types'
import type { Movement } from './movement'
import type { ShopperHistory } from './shopper-history'

/** A change on the way to an instant's answer, and the event that it came by. */
interface Link {
  readonly change: Change
  /** null where time alone brought it about. */
  readonly event_id: string | null
}

/** Lives one shopper's history over again. It has seen no event later than it has been told to go. */
export class Replayer {
  readonly #shopper_id: string
  readonly #events: readonly ShopEvent[]
  readonly #shopper: Shopper
  #next = 0

  /** @param history Usable events in (time, id) order, as `historiesOf` gives them. */
  constructor(engine: Engine, { shopper_id, events }: ShopperHistory) {
    this.#shopper = engine.shopper()
    this.#shopper_id = shopper_id
    this.#events = events
  }

  /** Whether the shopper has had an event yet. */
  get isKnown(): boolean {
    return this.#next > 0
  }

  /** What is known of the shopper at an instant that has been reached. */
  at(instant: number): Answers {
    return this.#shopper.at(instant)
  }

  /** Goes on to an instant and tells every movement on the way, at that instant included, in the order of time. */
  *to(until: number): Generator<Movement> {
    for (let event = this.#events[this.#next]; event && event.time <= until; event = this.#events[this.#next])
      yield* this.#toEvents(event.time)
    if (this.isKnown) for (const change of this.#shopper.advance(until)) yield this.#moved(change, change.from, null)
  }

  /**
   * To the next instant with events. An answer is about all events of its instant, so that what one of them changes and
   * another changes back did not happen.
   */
  *#toEvents(time: number): Generator<Movement> {
    const isFirst = !this.isKnown
    const links: Link[] = []
    for (const change of this.#shopper.advance(time))
      if (change.at === time) links.push({ change, event_id: null })
      else yield this.#moved(change, change.from, null)
    for (let event = this.#events[this.#next]; event?.time === time; event = this.#events[this.#next]) {
      for (const change of this.#shopper.add(event))
        if (change.kind !== 'problem') links.push({ change, event_id: event.id })
      this.#next += 1
    }
    const chains = chainsOf(links)
    if (isFirst) yield* this.#first(time, chains)
    else
      for (const chain of chains.values()) {
        const { change, event_id } = decisive(chain)
        const { from } = chain[0]!.change
        if (from !== change.to) yield this.#moved(change, from, event_id)
      }
  }

  /** What holds at the first event: every stage, and the segments that the shopper is not out of. */
  *#first(at: number, chains: ReadonlyMap<string, readonly Link[]>): Generator<Movement> {
    const { segments, stages } = this.#shopper.at(at)
    const first = this.#events[0]!.id
    const all = [
      ...Object.entries(segments).map(([name, to]) => ({ kind: 'segment' as const, name, to: to as string })),
      ...Object.entries(stages).map(([name, to]) => ({ kind: 'stage' as const, name, to })),
    ]
    for (const { kind, name, to } of all) {
      const change: Change = { kind, name, from: '', to, at, cause: 'event' }
      const event_id = chains.get(keyOf(change))?.at(-1)?.event_id ?? first
      if (kind === 'stage' || to !== 'out') yield this.#moved(change, null, event_id)
    }
  }

  #moved({ kind, name, to, at }: Change, from: string | null, event_id: string | null): Movement {
    const cause = event_id === null ? 'time' : 'event'
    return { shopper_id: this.#shopper_id, kind, name, from, to, at, cause, event_id }
  }
}

function keyOf({ kind, name }: Change): string {
  return `${kind} ${name}`
}

/** The changes of each rule, in order. */
function chainsOf(links: readonly Link[]): Map<string, Link[]> {
  const chains = new Map<string, Link[]>()
  for (const link of links) {
    const key = keyOf(link.change)
    const chain = chains.get(key)
    if (chain) chain.push(link)
    else chains.set(key, [link])
  }
  return chains
}

/** What the last answer of a chain is due to: time, where time alone came to the same; else the event after which it stayed. */
function decisive(chain: readonly Link[]): Link {
  const last = chain.at(-1)!
  return chain.find(({ change, event_id }) => event_id === null && change.to === last.change.to) ?? last
}
