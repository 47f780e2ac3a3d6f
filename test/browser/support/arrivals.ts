import type { Delivery } from './collector'

/** What the numbered events came to at the collector, after deduplication by id. */
export interface Arrivals {
  /** The numbers that were taken, in the order in which they first were. */
  readonly numbers: readonly number[]
  /** The numbers that were sent for and never taken. */
  readonly lost: readonly number[]
  /** The numbers that were taken under more than one id. */
  readonly twice: readonly number[]
  /** The numbers that nobody sent for, or whose id already stood for another. */
  readonly strange: readonly number[]
  /** The numbers that were taken after a later one of their page, or whose `seq` does not grow with them. */
  readonly out_of_order: readonly number[]
  /** How often a numbered event came again after it was taken. */
  readonly duplicates: number
  readonly requests: number
}

/**
 * Judges what came.
 *
 * @param sent The numbers that the pages tracked, each once; within a page they grow.
 * @example
 * judge(collector.deliveries, [1, 2, 3]).lost // => []
 */
export function judge(deliveries: readonly Delivery[], sent: Iterable<number>): Arrivals {
  const expected = new Set(sent)
  const numberOf = new Map<string, number>()
  const times = new Map<number, number>()
  const latest = new Map<string, { number: number; seq: number }>()
  const strange: number[] = []
  const out_of_order: number[] = []
  let duplicates = 0

  for (const { events, accepted } of deliveries) {
    for (const { id, number, page_id, seq } of events) {
      if (number === undefined) continue
      const known = numberOf.get(id)
      if (known !== undefined) {
        duplicates++
        if (known !== number) strange.push(number)
        continue
      }
      if (!accepted.has(id)) continue
      numberOf.set(id, number)
      times.set(number, (times.get(number) ?? 0) + 1)
      if (!expected.has(number)) strange.push(number)
      const before = latest.get(page_id)
      if (before !== undefined && (number <= before.number || seq <= before.seq)) out_of_order.push(number)
      else latest.set(page_id, { number, seq })
    }
  }
  return {
    numbers: [...times.keys()],
    lost: [...expected].filter((number) => !times.has(number)),
    twice: [...times].filter(([, count]) => count > 1).map(([number]) => number),
    strange,
    out_of_order,
    duplicates,
    requests: deliveries.length,
  }
}
