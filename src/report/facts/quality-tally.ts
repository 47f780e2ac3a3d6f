import type { Counts, Fate } from '../../warehouse/input/report'
import { Named } from './named-counts'
import type { ShopperLife } from './shopper-life'

const DAY_MS = 86_400_000

/**
 * How a log was read, where that is known.
 *
 * @example
 * const { facts } = await report(['events.ndjson'], { definitions: builtin })
 * const reading: ReadingFacts | null = facts.quality.reading
 * reading?.counts.rejected // => 0
 */
export interface ReadingFacts {
  readonly counts: Readonly<Counts>
  /** How often each kind of problem was found. */
  readonly found: readonly { readonly code: string; readonly fate: Fate; readonly count: number }[]
  /** Rows that a map leaves out, by its reason. */
  readonly skipped: readonly { readonly reason: string; readonly rows: number }[]
}

/**
 * How much a log can be relied on.
 *
 * @example
 * const doubts = ({ without_channel, automated }: QualityFacts, visits: number) => ({
 *   unattributed: without_channel / visits,
 *   automated: automated.visits / visits,
 * })
 */
export interface QualityFacts {
  /** null where the events did not come from a file. */
  readonly reading: ReadingFacts | null
  /** The events of the log by name, the most frequent first. */
  readonly events: readonly { readonly name: string; readonly count: number }[]
  /** What looks automated. It is counted everywhere else, too, as `aisle decide` does. */
  readonly automated: {
    readonly events: number
    readonly visits: number
    readonly shoppers: number
    readonly reasons: readonly { readonly reason: string; readonly events: number }[]
  }
  /** Shoppers by the time from their first event to their last. */
  readonly lengths: readonly { readonly length: string; readonly shoppers: number }[]
  /** Visits that do not say how they came, or by what. */
  readonly without_channel: number
  readonly without_device: number
}

const LENGTHS: readonly { readonly length: string; readonly from_ms: number }[] = [
  { length: 'one visit', from_ms: 0 },
  { length: 'under 7 days', from_ms: 0 },
  { length: '7 to 30 days', from_ms: 7 * DAY_MS },
  { length: '30 to 180 days', from_ms: 30 * DAY_MS },
  { length: '180 days and more', from_ms: 180 * DAY_MS },
]

/** Counts what says how much a log can be relied on. */
export class QualityTally {
  readonly #names = new Named(() => ({ count: 0 }))
  readonly #reasons = new Named(() => ({ count: 0 }))
  readonly #automated = { events: 0, visits: 0, shoppers: 0 }
  readonly #lengths = LENGTHS.map(() => 0)
  #withoutChannel = 0
  #withoutDevice = 0

  /** Takes one shopper in. */
  add({ events, visits }: ShopperLife): void {
    let automated = 0
    for (const { name, context } of events) {
      this.#names.of(name).count += 1
      if (context.automated === undefined) continue
      automated += 1
      const { reason } = context.automated
      this.#reasons.of(typeof reason === 'string' ? reason : null).count += 1
    }
    const length = events.at(-1)!.time - events[0]!.time
    const place = visits.length === 1 ? 0 : LENGTHS.filter(({ from_ms }) => length >= from_ms).length - 1
    this.#lengths[place]! += 1
    this.#automated.events += automated
    this.#automated.visits += visits.filter(({ is_automated }) => is_automated).length
    this.#automated.shoppers += automated ? 1 : 0
    this.#withoutChannel += visits.filter(({ channel }) => channel === null).length
    this.#withoutDevice += visits.filter(({ device }) => device === null).length
  }

  /** The names of all events, up to 200 of them. */
  get names(): string[] {
    return this.#names.sorted(({ count }) => count).map(([name]) => name)
  }

  /** What was counted. */
  facts(reading: ReadingFacts | null): QualityFacts {
    const byCount = ({ count }: { count: number }) => count
    return {
      reading,
      events: this.#names.sorted(byCount).map(([name, { count }]) => ({ name, count })),
      automated: {
        ...this.#automated,
        reasons: this.#reasons.sorted(byCount).map(([reason, { count }]) => ({ reason, events: count })),
      },
      lengths: LENGTHS.map(({ length }, i) => ({ length, shoppers: this.#lengths[i]! })),
      without_channel: this.#withoutChannel,
      without_device: this.#withoutDevice,
    }
  }
}
