/**
 * The facts, as LANGUAGE.md section 1 has them, and their one order. Field values are `unknown` on purpose: logs carry
 * anything, and it is the reading of a field that says whether the value is there.
 */
export interface LoggedEvent {
  readonly id: string
  readonly name: string
  readonly time: number
  readonly shopper_id: string
  readonly session_id: string
  readonly props: Readonly<Record<string, unknown>>
  readonly products: readonly ProductLine[]
  readonly context: Readonly<Record<string, unknown>>
}

export type ProductLine = Readonly<Record<string, unknown>>

/** (time, id) order. Ids are printable ASCII, so JavaScript's order of strings is the order of their bytes. */
export function byTimeAndId(a: LoggedEvent, b: LoggedEvent): number {
  if (a.time !== b.time) return a.time - b.time
  if (a.id === b.id) return 0
  return a.id < b.id ? -1 : 1
}

/** Each event once, in (time, id) order, whatever the order of arrival. */
export function inOrder(events: readonly LoggedEvent[]): readonly LoggedEvent[] {
  const byId = new Map<string, LoggedEvent>()
  for (const event of events) byId.set(event.id, event)
  return [...byId.values()].sort(byTimeAndId)
}
