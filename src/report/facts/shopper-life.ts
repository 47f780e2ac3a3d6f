import type { Answers } from '../../engine/answers'
import { compile } from '../../engine/compile'
import type { Engine } from '../../engine/compile-checked'
import { groupsOf, limitToGroups } from '../../history/groups'
import type { Movement } from '../../history/movement'
import { Replayer } from '../../history/replayer'
import type { ShopperHistory } from '../../history/shopper-history'
import type { AisleDocument } from '../../language/ast'
import { RFM_TRAITS } from '../../predict/rfm'
import type { ShopEvent } from '../../vocabulary/event-types'
import { firstOrders } from './first-orders'
import { type Visit, visitsOf } from './visits'

/** The stage sets whose steps are told as a journey. */
export const JOURNEYS: readonly string[] = ['purchase_journey', 'customer_lifecycle']

/** The stage set that says what a visit is for. */
export const INTENT = 'visit_intent'

/** What a shopper has ordered: the traits of RFM. */
export interface Measures {
  /** Time since the last order, ms; null without one. */
  readonly recency: number | null
  readonly orders: number
  /** What was paid in all, as the log has it. */
  readonly revenue: number
}

/** All of one shopper that a report counts. It is forgotten before the next one comes. */
export interface ShopperLife {
  /** Up to the instant answered for, each event once, in the order of time. */
  readonly events: readonly ShopEvent[]
  readonly visits: readonly Visit[]
  /** By visit, what it was for as its last event had it; empty where the document does not say. */
  readonly intents: readonly string[]
  /** The first event of each order, in the order of time. */
  readonly orders: readonly ShopEvent[]
  readonly answers: Answers
  /** The answers at the instant compared with; null where nothing had happened by then. */
  readonly before: Answers | null
  readonly measures: Measures
  /** From stage to stage of the {@link JOURNEYS}. */
  readonly movements: readonly Movement[]
}

/** The instants that a report is about, ms. */
export interface Instants {
  /** That it answers for. */
  readonly now: number
  /** That it is compared with: before `now`. */
  readonly compare: number
}

/** Reads shoppers' lives out of their histories, with the engine that `aisle decide` uses. */
export class LifeReader {
  readonly #whole: Engine
  /** Small, since it is asked at the end of every visit. */
  readonly #visit: Engine
  readonly #journey: Engine | null
  readonly #hasIntent: boolean
  readonly #instants: Instants

  constructor(document: AisleDocument, instants: Instants) {
    const has = (set: string) => document.stages.some(({ name }) => name === set)
    const only = (sets: readonly string[]) => limitToGroups(document, sets.length ? groupsOf(document, sets) : [])
    const journeys = JOURNEYS.filter(has)
    this.#instants = instants
    this.#hasIntent = has(INTENT)
    this.#whole = compile(document)
    this.#visit = compile({ ...only(this.#hasIntent ? [INTENT] : []), traits: RFM_TRAITS })
    this.#journey = journeys.length ? compile(only(journeys)) : null
  }

  /** The life of a shopper; null where nothing has happened by the instant answered for. */
  read({ shopper_id, events: all }: ShopperHistory): ShopperLife | null {
    const { now } = this.#instants
    const ids = new Set<string>()
    // What has the id of another event is that event, come again.
    const events = all.filter(({ id, time }) => time <= now && ids.size < ids.add(id).size)
    if (!events.length) return null
    const visits = visitsOf(events)
    return {
      events,
      visits,
      orders: firstOrders(events),
      ...this.#decide(events),
      ...this.#measure(events, visits),
      movements: this.#journey ? [...new Replayer(this.#journey, { shopper_id, events }).to(now)] : [],
    }
  }

  #decide(events: readonly ShopEvent[]): Pick<ShopperLife, 'answers' | 'before'> {
    const { now, compare } = this.#instants
    const shopper = this.#whole.shopper()
    const later = events.findIndex(({ time }) => time > compare)
    const known = later < 0 ? events.length : later
    for (const event of events.slice(0, known)) shopper.fold(event, event.time)
    const before = known ? shopper.at(compare) : null
    for (const event of events.slice(known)) shopper.fold(event, event.time)
    return { answers: shopper.at(now), before }
  }

  #measure(events: readonly ShopEvent[], visits: readonly Visit[]): Pick<ShopperLife, 'intents' | 'measures'> {
    const shopper = this.#visit.shopper()
    const ends = new Map(visits.map((visit) => [visit.last, visit]))
    const intents = new Map<Visit, string>()
    for (const event of events) {
      shopper.fold(event, event.time)
      const ended = this.#hasIntent ? ends.get(event) : undefined
      if (ended) intents.set(ended, shopper.at(event.time).stages[INTENT]!)
    }
    const { recency, orders, revenue } = shopper.at(this.#instants.now).traits
    const measures = { recency: recency as number | null, orders: orders as number, revenue: revenue as number }
    return { intents: this.#hasIntent ? visits.map((visit) => intents.get(visit)!) : [], measures }
  }
}
