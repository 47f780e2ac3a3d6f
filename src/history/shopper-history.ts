import { type EventProblem, eventProblem } from '../engine/event-problem'
import { assignVisits } from '../sessions/assign-visits'
import type { ShopEvent } from '../vocabulary/event-types'

/**
 * All that happened to one shopper, in any order.
 *
 * @example
 * const history: ShopperHistory = { shopper_id: 'u-42', events: [...events].reverse() }
 * const [ordered] = historiesOf([history])
 * ordered?.events.map(({ name }) => name) // => ['product_viewed', 'product_viewed', 'product_added']
 */
export interface ShopperHistory {
  readonly shopper_id: string
  readonly events: readonly ShopEvent[]
}

/**
 * Where histories come from: events of any shoppers in any order, or one shopper after the other.
 *
 * @example
 * const log: HistorySource = events // anybody's, in any order
 * const histories: HistorySource = [{ shopper_id: 'u-42', events }] // one shopper at a time, which takes less memory
 * const movements = [...replay(histories, builtin)]
 */
export type HistorySource = Iterable<ShopEvent> | Iterable<ShopperHistory>

/**
 * Called with each event that cannot be used, and why; the others are used all the same.
 *
 * @example
 * const refused: string[] = []
 * const onProblem: OnProblem = ({ path, wanted }) => refused.push(`${path}: ${wanted}`)
 * const movements = [...replay([{ ...event, time: Number.NaN }], builtin, { onProblem })]
 * refused // => ['time: whole milliseconds since the epoch']
 */
export type OnProblem = (problem: EventProblem, event: unknown) => void

/**
 * One shopper after the other, each with their usable events in (time, id) order, and with visits where they had none
 * (`assignVisits`). Histories are passed on one at a time; loose events are gathered first, and come by shopper id.
 *
 * @example
 * for (const history of historiesOf(events)) console.log(history.shopper_id, history.events.length)
 */
export function* historiesOf(source: HistorySource, onProblem: OnProblem = () => {}): Generator<ShopperHistory> {
  const gathered = new Map<string, ShopEvent[]>()
  for (const item of source) {
    if (isHistory(item)) yield ordered(item.shopper_id, item.events, onProblem)
    else if (typeof item?.shopper_id !== 'string') onProblem(eventProblem(item) ?? NOBODY, item)
    else if (gathered.has(item.shopper_id)) gathered.get(item.shopper_id)!.push(item)
    else gathered.set(item.shopper_id, [item])
  }
  for (const [shopper_id, events] of [...gathered].sort(([a], [b]) => (a < b ? -1 : 1)))
    yield ordered(shopper_id, events, onProblem)
}

const NOBODY: EventProblem = {
  kind: 'problem',
  code: 'invalid_event',
  path: 'shopper_id',
  found: 'none',
  wanted: 'a string',
}

function isHistory(item: ShopEvent | ShopperHistory): item is ShopperHistory {
  return Array.isArray((item as ShopperHistory | null)?.events)
}

function ordered(shopper_id: string, events: readonly ShopEvent[], onProblem: OnProblem): ShopperHistory {
  const usable = events.filter((event) => {
    const problem = eventProblem(event)
    if (problem) onProblem(problem, event)
    return problem === undefined
  })
  usable.sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
  if (usable.every(({ session_id }) => session_id !== '')) return { shopper_id, events: usable }
  return { shopper_id, events: [...assignVisits(usable.map((event) => ({ ...event, shopper_id })))] }
}
