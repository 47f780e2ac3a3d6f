import type { Shopper } from '../../engine/shopper'
import { assignVisits } from '../../sessions/assign-visits'
import { type ShopperIndex, shopperOf } from '../../sessions/resolve-shoppers'
import type { ShopEvent } from '../../vocabulary/event-types'
import { isUserId } from '../../vocabulary/user-id'
import { type EventRef, EventStore } from './event-store'
import type { ReadAgain } from './read-again'
import { VisitorUsers } from './visitor-users'

/** What a book keeps of a shopper: one of the engine's, or whatever takes their events in. */
export interface Keeper {
  /** The instant up to which it has come, ms. */
  readonly clock: number
  /** Takes an event in. */
  readonly fold: (event: ShopEvent, now: number) => unknown
}

/** How a {@link ShopperBook} is kept. */
export interface ShopperBookOptions<Kept extends Keeper> {
  /** Makes what is kept of a shopper. */
  readonly engine: { readonly shopper: () => Kept }
  /** The instant to answer for, ms; undefined for that of the latest event. */
  readonly now: number | undefined
  /** Whether events after `now` are to be kept, because it will be asked when answers change. */
  readonly keeps_future: boolean
  /** Only this shopper is wanted. */
  readonly only?: string | undefined
  /** Called with each event that is folded, its shopper and visit being known. */
  readonly onFold?: ((event: ShopEvent) => void) | undefined
}

const NOBODY: ShopperIndex = new Map()

/**
 * The shoppers of a log, whatever the order of its events.
 *
 * An event that names its shopper and its visit is folded at once and forgotten. The others have to wait, compactly, for
 * the end of the log: those without a visit because visits are told from all of a shopper's events in the order of time,
 * those of a visitor who is nobody yet because a later event may say who it was. Only where a shopper's first event without
 * a visit came after others that had been folded, or a visitor had several users, is the log read again.
 */
export class ShopperBook<Kept extends Keeper = Shopper> {
  readonly #options: ShopperBookOptions<Kept>
  readonly #shoppers = new Map<string, Kept>()
  readonly #store = new EventStore()
  readonly #users = new VisitorUsers()
  /** Events of visitors who are nobody yet. */
  readonly #anonymous: EventRef[] = []
  /** All events of the shoppers some of whose events have no visit. */
  readonly #unvisited = new Map<string, EventRef[]>()
  /** Of these shoppers, those of whom events had been folded before. */
  readonly #mixed = new Set<string>()
  /** Events after the instant to answer for. */
  readonly #future = new Map<string, EventRef[]>()
  #latest = Number.NEGATIVE_INFINITY

  constructor(options: ShopperBookOptions<Kept>) {
    this.#options = options
  }

  /** The instant to answer for; undefined where there was no event to take it from. */
  get now(): number | undefined {
    return this.#options.now ?? (this.#latest > Number.NEGATIVE_INFINITY ? this.#latest : undefined)
  }

  /** The ids of every shopper of the log, whether or not an event of theirs is before `now`. */
  ids(): string[] {
    return [...this.#shoppers.keys()]
  }

  /** Hands a shopper over, with all that will happen; the book forgets them, so that memory is free again. */
  take(shopper_id: string): Kept | undefined {
    const shopper = this.#shoppers.get(shopper_id)
    this.#shoppers.delete(shopper_id)
    for (const ref of this.#future.get(shopper_id) ?? []) shopper!.fold(this.#store.get(ref), this.now!)
    return shopper
  }

  /** Takes the next event of the log. */
  add(event: ShopEvent, is_open: boolean): void {
    if (event.time > this.#latest) this.#latest = event.time
    this.#users.note(event)
    if (isAnonymous(event, is_open)) this.#anonymous.push(this.#store.add(event))
    else this.#place(event.shopper_id, event)
  }

  /** To be called after the last event. */
  async finish(readAgain: ReadAgain): Promise<void> {
    const index = this.#anonymous.length ? await this.#users.index(readAgain) : NOBODY
    for (const ref of this.#anonymous) {
      const event = this.#store.get(ref)
      const shopper_id = shopperOf(index, event)
      this.#place(shopper_id, event, ref)
    }
    if (this.#mixed.size) await this.#collectMixed(readAgain, index)
    for (const [shopper_id, refs] of this.#unvisited) {
      const events = refs.map((ref): ShopEvent => ({ ...this.#store.get(ref), shopper_id })).sort(compare)
      for (const event of assignVisits(events)) this.#fold(shopper_id, event)
    }
  }

  /** Folds an event, or sets it aside until all of its shopper's are there. */
  #place(shopper_id: string, event: ShopEvent, ref?: EventRef): void {
    if (this.#options.only !== undefined && this.#options.only !== shopper_id) return
    const others = this.#unvisited.get(shopper_id)
    if (others) others.push(ref ?? this.#store.add(event))
    else if (event.session_id !== '') this.#fold(shopper_id, event)
    else {
      if (this.#shoppers.has(shopper_id)) this.#mixed.add(shopper_id)
      this.#unvisited.set(shopper_id, [ref ?? this.#store.add(event)])
    }
  }

  #fold(shopper_id: string, event: ShopEvent): void {
    const { engine, now, keeps_future, onFold } = this.#options
    let shopper = this.#shoppers.get(shopper_id)
    if (!shopper) {
      shopper = engine.shopper()
      this.#shoppers.set(shopper_id, shopper)
    }
    if (now !== undefined && event.time > now) {
      if (keeps_future) this.#keep(shopper_id, event)
      return
    }
    onFold?.(event)
    // Without a given instant it is at or after every event, so that each clock may go along with its own shopper's.
    shopper.fold(event, now ?? Math.max(shopper.clock, event.time))
  }

  #keep(shopper_id: string, event: ShopEvent): void {
    const refs = this.#future.get(shopper_id)
    const ref = this.#store.add(event)
    if (refs) refs.push(ref)
    else this.#future.set(shopper_id, [ref])
  }

  /** Gathers the shoppers anew of whom something was folded before it was known that visits are missing. */
  async #collectMixed(readAgain: ReadAgain, index: ShopperIndex): Promise<void> {
    for (const shopper_id of this.#mixed) {
      this.#shoppers.delete(shopper_id)
      this.#future.delete(shopper_id)
      this.#unvisited.set(shopper_id, [])
    }
    await readAgain((event, is_open) => {
      const shopper_id = isAnonymous(event, is_open) ? shopperOf(index, event) : event.shopper_id
      if (this.#mixed.has(shopper_id)) this.#unvisited.get(shopper_id)!.push(this.#store.add(event))
    })
  }
}

/** Whether only its visitor's other events can say whose an event is. */
function isAnonymous({ visitor_id, user_id }: ShopEvent, is_open: boolean): boolean {
  return is_open && !!visitor_id && !isUserId(user_id)
}

/** (time, id) order. */
function compare(a: ShopEvent, b: ShopEvent): number {
  return a.time - b.time || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}
