import { historiesOf } from '../../../src/history/shopper-history'
import type { AisleDocument } from '../../../src/language/ast'
import { builtin } from '../../../src/lifecycle/builtin'
import { FactGatherer } from '../../../src/report/facts/fact-gatherer'
import type { ReportFacts } from '../../../src/report/facts/report-facts'
import type { ShopEvent } from '../../../src/vocabulary/event-types'

/** 2026-05-01, a Friday. */
export const T0 = 1_777_593_600_000
export const HOUR = 3_600_000
export const DAY = 24 * HOUR

let made = 0

/** An event of a shopper, some time after {@link T0}. */
export function event(shopper_id: string, name: string, after_ms = 0, more: Partial<ShopEvent> = {}): ShopEvent {
  made += 1
  const id = `e${String(made).padStart(6, '0')}`
  return { id, name, time: T0 + after_ms, shopper_id, session_id: '', props: {}, products: [], context: {}, ...more }
}

/** An order of a shopper. */
export function order(shopper_id: string, order_id: string, after_ms: number, total?: number): ShopEvent {
  return event(shopper_id, 'order_completed', after_ms, {
    props: { order_id, ...(total !== undefined && { total }) },
  })
}

/** The facts of events, by default a year later and compared with a day after the beginning. */
export function factsOf(
  events: readonly ShopEvent[],
  {
    now = T0 + 365 * DAY,
    compare = T0 + DAY,
    document = builtin,
  }: { now?: number; compare?: number; document?: AisleDocument } = {},
): ReportFacts {
  const gatherer = new FactGatherer({ document, now, compare })
  for (const history of historiesOf(events)) gatherer.add(history)
  return gatherer.facts
}
