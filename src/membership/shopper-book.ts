import { isUserId } from '../sessions/identity'
import type { Changes, Store } from '../tracker/store'
import type { ShopEvent } from '../vocabulary/event-types'
import { assignEvents, candidatesOf } from './assign-events'
import type { MembershipChange } from './change'
import {
  parseRecord,
  parseVisitor,
  type ShopperRecord,
  shopperKey,
  shopperOfKey,
  visitorKey,
  type Waiting,
  withoutTarget,
} from './record'
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

/** Records that were changed in one step. */
type Kept = Map<string, ShopperRecord>

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

  /** Takes up those that are in the store. Each is looked at once: definitions may have changed, and changes may wait. */
  async open(): Promise<void> {
    for (const key of await this.#parts.store.keys()) {
      const shopper_id = shopperOfKey(key)
      if (shopper_id !== undefined) this.#due.set(shopper_id, 0)
    }
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
    const { store } = this.#parts
    const visitor_keys = visitor_id === undefined ? [] : [visitorKey(visitor_id)]
    for (;;) {
      const [known] = await store.read(visitor_keys)
      const ids = candidatesOf(events, visitor_id, parseVisitor(known))
      let isDone = false
      await this.#update(ids, [...visitor_keys, ...ids.map(shopperKey)], (texts, kept) => {
        const visitor = visitor_id === undefined ? undefined : texts[0]
        // Others have been here since: who it can be has to be looked up anew.
        if (visitor !== known) return {}
        isDone = true
        const records = new Map(ids.map((id, i) => [id, texts[i + visitor_keys.length]]))
        return this.#takeIn(events, { visitor_id, visitor, records, kept })
      })
      if (isDone) return
    }
  }

  #takeIn(
    events: readonly ShopEvent[],
    found: {
      readonly visitor_id: string | undefined
      readonly visitor: string | undefined
      readonly records: ReadonlyMap<string, string | undefined>
      readonly kept: Kept
    },
  ): Changes {
    const { visitor_id, records, kept } = found
    const { on_trouble } = this.#parts
    const now = this.#parts.now()
    const { events: assigned, visitor, became, is_torn } = assignEvents(events, visitor_id, parseVisitor(found.visitor))
    if (is_torn) on_trouble('torn', events.length)
    const changes: Record<string, string | undefined> = {}
    const users = JSON.stringify(visitor)
    if (visitor_id !== undefined && visitor.users[0] && users !== found.visitor) changes[visitorKey(visitor_id)] = users
    const own = visitor_id !== undefined && became !== undefined ? parseRecord(records.get(visitor_id)) : undefined
    if (own && visitor_id !== undefined) {
      changes[shopperKey(visitor_id)] = this.#keep(kept, visitor_id, {
        record: retire(this.#parts, own, { visitor_id, now }),
      })
    }
    const shoppers = new Set([...assigned.keys(), ...(became === undefined ? [] : [became])])
    for (const shopper_id of shoppers) {
      const record = parseRecord(records.get(shopper_id))
      // Seen just now: to the end.
      this.#due.delete(shopper_id)
      const taken = takeIn(this.#parts, record, {
        shopper_id,
        events: assigned.get(shopper_id) ?? [],
        visitor: own && visitor_id !== undefined && shopper_id === became ? { visitor_id, record: own } : undefined,
        until: now - this.#parts.delay_ms,
        now,
      })
      const text = this.#keep(kept, shopper_id, taken)
      if (taken.overflow > 0) on_trouble('overflow', taken.overflow)
      if (text !== undefined) changes[shopperKey(shopper_id)] = text
      else on_trouble('too_long', assigned.get(shopper_id)?.length ?? 0)
    }
    return changes
  }

  /** Moves a shopper's clock on to now, less the delay. */
  async advance(shopper_id: string): Promise<void> {
    const now = this.#parts.now()
    await this.#update([shopper_id], [shopperKey(shopper_id)], ([text], kept) => {
      const record = parseRecord(text)
      if (!record.snapshot) {
        this.#keep(kept, shopper_id, { record })
        return {}
      }
      const incoming = { shopper_id, events: [], until: now - this.#parts.delay_ms, now }
      const taken = takeIn(this.#parts, record, incoming)
      const isNews =
        taken.record.outbox.length > record.outbox.length ||
        taken.overflow > 0 ||
        !isSame(taken.record.answers, record.answers)
      if (taken.overflow > 0) this.#parts.on_trouble('overflow', taken.overflow)
      const next_text = this.#keep(kept, shopper_id, taken)
      // What time alone has not changed need not be written.
      return isNews && next_text !== undefined ? { [shopperKey(shopper_id)]: next_text } : {}
    })
  }

  /** The change that a target is to be told of next. */
  async next(shopper_id: string, target: string): Promise<Waiting | undefined> {
    const [text] = await this.#parts.store.read([shopperKey(shopper_id)])
    return parseRecord(text).outbox.find(({ targets }) => targets.includes(target))
  }

  /** Notes that a target need not be told of a change any more. */
  async settle(shopper_id: string, change: MembershipChange, target: string): Promise<void> {
    const key = shopperKey(shopper_id)
    await this.#parts.store.update([key], ([text]) => {
      if (text === undefined) return {}
      const record = withoutTarget(parseRecord(text), change, target)
      return { [key]: record.snapshot || record.outbox[0] ? JSON.stringify(record) : undefined }
    })
  }

  /** Lets go of all that is kept of a shopper, and of the visitors that they were. */
  async forget(shopper_id: string): Promise<void> {
    const key = shopperKey(shopper_id)
    this.#due.delete(shopper_id)
    await this.#parts.store.update([key], ([text]) => {
      const visitors = parseRecord(text).visitors.flatMap((id) => [visitorKey(id), shopperKey(id)])
      return Object.fromEntries([key, visitorKey(shopper_id), ...visitors].map((each) => [each, undefined]))
    })
  }

  /** Changes the store. Where that fails, its shoppers are to be looked at again: what was noted of them is not so. */
  async #update(
    shopper_ids: readonly string[],
    keys: readonly string[],
    change: (texts: readonly (string | undefined)[], kept: Kept) => Changes,
  ): Promise<void> {
    const kept: Kept = new Map()
    try {
      await this.#parts.store.update(keys, (texts) => change(texts, kept))
    } catch (error) {
      for (const id of shopper_ids) if (this.#due.has(id)) this.#due.set(id, 0)
      throw error
    }
    // Not before it is kept: what is told must not be forgotten by a crash.
    for (const [shopper_id, { outbox }] of kept)
      if (outbox[0]) this.#parts.on_waiting(shopper_id, new Set(outbox.flatMap(({ targets }) => targets)))
  }

  /** A record as text, noted when it is due; undefined where it is too long to be kept, and where nothing is left of it. */
  #keep(
    kept: Kept,
    shopper_id: string,
    { record, changes_at = Number.POSITIVE_INFINITY }: Pick<Taken, 'record'> & Partial<Taken>,
  ): string | undefined {
    const { max_record_length, delay_ms, now } = this.#parts
    const text = JSON.stringify(record)
    const isTooLong = text.length > max_record_length
    if (record.snapshot) this.#due.set(shopper_id, isTooLong ? now() + TOO_LONG_MS : changes_at + delay_ms)
    else this.#due.delete(shopper_id)
    if (!isTooLong) kept.set(shopper_id, record)
    return isTooLong || !(record.snapshot || record.outbox[0]) ? undefined : text
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

function isSame(a: object | undefined, b: object | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
