import { monthOf } from './clock-parts'
import type { ShopperLife } from './shopper-life'

/** A month after an order is this long, whatever the calendar says, so that months can be compared. */
export const MONTH_MS = 30 * 86_400_000

/** How many months after the first order are looked at. */
export const MOST_MONTHS = 12

/** Older cohorts than this many are left out. */
const MOST_COHORTS = 24

/**
 * Of a cohort, who ordered again within some months.
 *
 * @example
 * const cells: readonly CohortCell[] = [
 *   { months: 1, repeated: 12, is_complete: true },
 *   { months: 2, repeated: 19, is_complete: false }, // some may order again yet
 * ]
 * cells.filter(({ is_complete }) => is_complete).at(-1)?.repeated // => 12
 */
export interface CohortCell {
  /** Within how many months of 30 days after each buyer's first order. */
  readonly months: number
  readonly repeated: number
  /** Whether all of the cohort have been seen for so long; where not, more may come. */
  readonly is_complete: boolean
}

/**
 * The buyers whose first order fell in one calendar month.
 *
 * @example
 * const repeatRates = ({ buyers, cells }: Cohort) => cells.map(({ repeated }) => repeated / buyers)
 * const cells = [{ months: 1, repeated: 12, is_complete: true }]
 * repeatRates({ month: '2026-05', buyers: 80, cells }) // => [0.15]
 */
export interface Cohort {
  /** `2026-05`, in the document's zone. */
  readonly month: string
  readonly buyers: number
  /** As far as the time that has passed since the month's first order. */
  readonly cells: readonly CohortCell[]
}

/**
 * Who ordered again, by the month of their first order.
 *
 * @example
 * const order = { ...event, name: 'order_completed', time: Date.UTC(2026, 4, 20), props: { order_id: 'A-1' } }
 * const { facts } = await reportOf([order], { definitions: builtin, now: Date.UTC(2026, 7, 1) })
 * const found: CohortFacts | null = facts.cohorts
 * found?.cohorts.map(({ month, buyers }) => [month, buyers]) // => [['2026-05', 1]]
 * found?.months // => 3
 */
export interface CohortFacts {
  /** The latest 24, the oldest first. */
  readonly cohorts: readonly Cohort[]
  /** How many older ones are left out. */
  readonly left_out: number
  /** The longest time in months that buyers of any cohort have been seen for. */
  readonly months: number
}

interface Counted {
  buyers: number
  earliest: number
  latest: number
  /** By months, those who ordered again within them. */
  readonly repeated: number[]
}

/** Counts who ordered again. */
export class CohortTally {
  readonly #zone: string
  readonly #now: number
  readonly #cohorts = new Map<string, Counted>()

  constructor(zone: string, now: number) {
    this.#zone = zone
    this.#now = now
  }

  /** Takes one shopper in. */
  add({ orders }: ShopperLife): void {
    const [first, second] = orders
    if (!first) return
    const month = monthOf(first.time, this.#zone)
    const known = this.#cohorts.get(month) ?? {
      buyers: 0,
      earliest: first.time,
      latest: first.time,
      repeated: Array.from({ length: MOST_MONTHS }, () => 0),
    }
    this.#cohorts.set(month, known)
    known.buyers += 1
    known.earliest = Math.min(known.earliest, first.time)
    known.latest = Math.max(known.latest, first.time)
    if (!second) return
    const gap = second.time - first.time
    for (let months = 1; months <= MOST_MONTHS; months++) if (gap <= months * MONTH_MS) known.repeated[months - 1]! += 1
  }

  /** What was counted; null where nobody has ordered. */
  get facts(): CohortFacts | null {
    if (!this.#cohorts.size) return null
    const sorted = [...this.#cohorts].sort(([a], [b]) => (a < b ? -1 : 1))
    const cohorts = sorted.slice(-MOST_COHORTS).map(([month, counted]) => this.#cohort(month, counted))
    const months = Math.max(...cohorts.map(({ cells }) => cells.length))
    return { cohorts, left_out: sorted.length - cohorts.length, months }
  }

  #cohort(month: string, { buyers, earliest, latest, repeated }: Counted): Cohort {
    const cells = repeated.flatMap((count, i): CohortCell[] => {
      const months = i + 1
      // Of a month that has begun for nobody yet there is nothing to say.
      if (earliest + i * MONTH_MS >= this.#now) return []
      return [{ months, repeated: count, is_complete: latest + months * MONTH_MS <= this.#now }]
    })
    return { month, buyers, cells }
  }
}
