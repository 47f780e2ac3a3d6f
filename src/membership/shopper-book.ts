import type { Store } from '../tracker/store'
import type { ShopEvent } from '../vocabulary/event-types'
import { isUserId } from '../vocabulary/user-id'
import { assignEvents, candidatesOf } from './assign-events'
import { addToOutbox, outboxKey, readOutboxes, targetsOf, type Waiting } from './outbox'
import { parseRecord, parseVisitor, type ShopperRecord, shopperKey, visitorKey } from './record'
import { type Rules, retire, type Taken, takeIn } from './take-in'

/** What a {@link ShopperBook} works with. */
export interface ShopperBookParts extends Rules {
  readonly store: Store
  readonly now: () => number
  /** How long is waited for events that come late, in milliseconds. */
  readonly delay_ms: number
  /** The longest record, in characters. */
  readonly max_record_length: number
  /** Told that something waits for targets. */
  readonly on_waiting: (shopper_id: string, targets: Iterable<string>) => void
  readonly on_trouble: (kind: 'torn' | 'too_long' | 'overflow', count: number) => void
}

/** What is known of some shoppers, and what is to be told of them: both change in one step, or not at all. */
interface Step {
  readonly texts: ReadonlyMap<string, string | undefined>
  readonly changes: Record<string, string | undefined>
  /** By shopper. */
  readonly fresh: Map<string, readonly Waiting[]>
}

/** When a shopper of whom too much is known is looked at again: what is kept of them still changes by time. */
const TOO_LONG_MS = 60_000

/** All shoppers, in a store: in memory is only when each is to be looked at next. */
export class ShopperBook {
  readonly #parts: ShopperBookParts
  /** When an answer may change, in milliseconds since 1970; those longest unseen first. */
  readonly #due = new Map<string, number>()

  constructor(parts: ShopperBookParts) {
    this.#parts = parts
  }

  get size(): number {
    return this.#due.size
  }

  /** Takes up those that are in the store. Each is looked at once, as definitions may have changed. */
  async open(): Promise<void> {
    const { store, on_waiting } = this.#parts
    const keys = (await store.keys()).filter((key) => key.startsWith('s:'))
    const texts = await store.read(keys)
    const seen = keys.map((key, i) => ({ key, at: parseRecord(texts[i]).visits.at(-1)?.[1].last_at ?? 0 }))
    for (const { key } of seen.sort((a, b) => a.at - b.at)) this.#due.set(key.slice(2), 0)
    for (const [shopper_id, targets] of await readOutboxes(store)) on_waiting(shopper_id, targets)
  }

  /** Shoppers of whom an answer may have changed by now. */
  due(): string[] {
    const now = this.#parts.now()
    return [...this.#due].flatMap(([shopper_id, at]) => (at <= now ? shopper_id : []))
  }

  /** The shopper that was not seen for the longest. */
  get longestUnseen(): string | undefined {
    return this.#due.keys().next().value
  }

  /** Takes in events of one visitor, or of one user without a visitor; done when what comes of them is kept. */
  async take(events: readonly ShopEvent[], visitor_id: string | undefined): Promise<void> {
    const visitor_keys = visitor_id === undefined ? [] : [visitorKey(visitor_id)]
    for (;;) {
      const [known] = await this.#parts.store.read(visitor_keys)
      const ids = candidatesOf(events, visitor_id, parseVisitor(known))
      let isDone = false
      await this.#update(ids, visitor_keys, (step) => {
        // Others have been here since: who it can be has to be looked up anew.
        if (visitor_keys[0] !== undefined && step.texts.get(visitor_keys[0]) !== known) return
        isDone = true
        this.#takeIn(events, visitor_id, step)
      })
      if (isDone) return
    }
  }

  #takeIn(events: readonly ShopEvent[], visitor_id: string | undefined, step: Step): void {
    const { now, on_trouble, delay_ms } = this.#parts
    const time = now()
    const record = (shopper_id: string) => parseRecord(step.texts.get(shopperKey(shopper_id)))
    const users = visitor_id === undefined ? undefined : step.texts.get(visitorKey(visitor_id))
    const { events: assigned, visitor, became, is_torn } = assignEvents(events, visitor_id, parseVisitor(users))
    if (is_torn) on_trouble('torn', events.length)
    const shoppers = new Map(assigned)
    if (visitor_id !== undefined) {
      if (visitor.users[0]) step.changes[visitorKey(visitor_id)] = JSON.stringify(visitor)
      if (became !== undefined) {
        if (!shoppers.has(became)) shoppers.set(became, [])
        step.fresh.set(visitor_id, retire(this.#parts, record(visitor_id), { visitor_id, now: time }))
        step.changes[shopperKey(visitor_id)] = undefined
        this.#due.delete(visitor_id)
      }
    }
    for (const [shopper_id, some] of shoppers) {
      // Seen just now: to the end.
      this.#due.delete(shopper_id)
      const isBecoming = visitor_id !== undefined && shopper_id === became
      const taken = takeIn(this.#parts, record(shopper_id), {
        shopper_id,
        events: some,
        visitor: isBecoming ? { visitor_id, record: record(visitor_id) } : undefined,
        until: time - delay_ms,
        now: time,
      })
      if (!this.#keep(step, shopper_id, taken)) on_trouble('too_long', some.length)
      // Whoever forgets the shopper could not find what is kept of a visitor that is not among theirs any more.
      else for (const id of leftOut(record(shopper_id), taken.record)) step.changes[visitorKey(id)] = undefined
    }
  }

  /** Moves a shopper's clock on to now, less the delay. */
  async advance(shopper_id: string): Promise<void> {
    const now = this.#parts.now()
    await this.#update([shopper_id], [], (step) => {
      const key = shopperKey(shopper_id)
      const record = parseRecord(step.texts.get(key))
      if (!record.snapshot) {
        this.#due.delete(shopper_id)
        return
      }
      const taken = takeIn(this.#parts, record, { shopper_id, events: [], until: now - this.#parts.delay_ms, now })
      this.#keep(step, shopper_id, taken)
      // What time alone has not changed need not be written.
      if (!taken.fresh[0] && isSame(taken.record.answers, record.answers)) delete step.changes[key]
    })
  }

  /** Lets go of all that is kept of a shopper, and of the visitors that they were. */
  async forget(shopper_id: string): Promise<void> {
    await this.#update([shopper_id], [], ({ texts, changes }) => {
      this.#due.delete(shopper_id)
      const { visitors } = parseRecord(texts.get(shopperKey(shopper_id)))
      for (const id of [shopper_id, ...visitors])
        for (const key of [shopperKey(id), outboxKey(id), visitorKey(id)]) changes[key] = undefined
    })
  }

  /** Changes what is kept of some shoppers, in one step. */
  async #update(ids: readonly string[], more_keys: readonly string[], change: (step: Step) => void): Promise<void> {
    const { store, on_waiting, on_trouble } = this.#parts
    const fresh: Step['fresh'] = new Map()
    const keys = [...more_keys, ...ids.map(shopperKey), ...ids.map(outboxKey)]
    const known = ids.filter((id) => this.#due.has(id))
    let overflow = 0
    try {
      await store.update(keys, (all) => {
        const step: Step = { texts: new Map(keys.map((key, i) => [key, all[i]])), changes: {}, fresh }
        change(step)
        for (const [shopper_id, waiting] of fresh) {
          if (!waiting[0]) continue
          const outbox = addToOutbox(step.texts.get(outboxKey(shopper_id)), waiting)
          step.changes[outboxKey(shopper_id)] = outbox.text
          overflow += outbox.overflow
        }
        return step.changes
      })
    } catch (error) {
      // They are to be looked at again: what was noted of them is not so.
      for (const id of ids) if (known.includes(id) || this.#due.has(id)) this.#due.set(id, 0)
      throw error
    }
    if (overflow > 0) on_trouble('overflow', overflow)
    // Not before it is kept: what is told must not be forgotten by a crash.
    for (const [shopper_id, waiting] of fresh) if (waiting[0]) on_waiting(shopper_id, targetsOf(waiting))
  }

  /** Notes when a shopper is due, and what is to be kept and told; gives whether it is short enough for that. */
  #keep({ changes, fresh }: Step, shopper_id: string, taken: Taken): boolean {
    const { max_record_length, delay_ms, now } = this.#parts
    const text = JSON.stringify(taken.record)
    const isShort = text.length <= max_record_length
    this.#due.set(shopper_id, isShort ? taken.changes_at + delay_ms : now() + TOO_LONG_MS)
    if (isShort) {
      changes[shopperKey(shopper_id)] = text
      fresh.set(shopper_id, taken.fresh)
    }
    return isShort
  }
}

/** The events of each visitor, or of each user without one, in the order in which they came. */
export function byVisitor<
  Event extends {
    readonly visitor_id?: string | undefined
    readonly user_id?: string | undefined
    readonly shopper_id: string
  },
>(events: readonly Event[]): { readonly visitor_id: string | undefined; readonly events: readonly Event[] }[] {
  const groups = new Map<string, { visitor_id: string | undefined; events: Event[] }>()
  for (const event of events) {
    const { visitor_id, user_id, shopper_id } = event
    const key = visitor_id ? `v ${visitor_id}` : `u ${isUserId(user_id) ? user_id : shopper_id}`
    const group = groups.get(key)
    if (group) group.events.push(event)
    else groups.set(key, { visitor_id: visitor_id || undefined, events: [event] })
  }
  return [...groups.values()]
}

/** Visitors that are no longer kept of a shopper. */
function leftOut(before: ShopperRecord, after: ShopperRecord): string[] {
  return before.visitors.filter((id) => !after.visitors.includes(id))
}

function isSame(a: object | undefined, b: object | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
