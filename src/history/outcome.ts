import { compile } from '../engine/compile'
import type { AisleDocument, Condition, Duration, Metric, Outcome, Selector } from '../language/ast'
import { parseDuration } from '../language/duration'
import type { ShopEvent } from '../vocabulary/event-types'
import { refusal } from './refuse'

/**
 * What may come after an instant. Of a selector one more event is enough, in which `once` reaches back: an order whose
 * confirmation is opened again is no new one. A condition is about the events of the horizon alone, and names no segment.
 *
 * @example
 * const ordered: BacktestOutcome = { event: 'order_completed', once: 'order_id' } // one more order
 * const spent: BacktestOutcome = sum('total', 'order_completed').gt(100) // so much within the horizon
 * backtest(events, builtin, { at: now, within: '30d', outcome: spent, groups: ['vip'] }).outcomes // => 0
 */
export type BacktestOutcome = Condition | Omit<Selector, 'within'>

/** An outcome over a horizon, ready to be asked. */
export interface Aftermath {
  /** How far the horizon reaches: events with `at <= time < at + within_ms`. */
  readonly within_ms: number
  /** Whether it came about, of all of a shopper's events in (time, id) order. None at or after the horizon's end is seen. */
  readonly read: (events: readonly ShopEvent[], at: number) => Outcome
}

/**
 * Makes an outcome ready.
 *
 * @throws DefinitionError where it breaks the rules of LANGUAGE.md.
 * @throws RangeError with code `invalid_history` where `within` is no duration above 0, or a selector has a window.
 */
export function aftermathOf(outcome: BacktestOutcome, within: Duration, document: AisleDocument): Aftermath {
  const within_ms = parseDuration(within)
  if (!within_ms) throw refusal('use "within"', JSON.stringify(within), 'a duration above 0, such as "14d"')
  if (!('event' in outcome)) return { within_ms, read: readCondition(outcome, within_ms, document) }
  if ('within' in outcome) throw refusal('use "outcome"', 'a selector with "within"', 'none: the horizon is its window')
  return { within_ms, read: readMore({ count: outcome as Selector }, within_ms, document) }
}

const NAME = 'outcome'
const ABOUT = { name: NAME, version: 1, title: 'What came after' }

/** The condition of a shopper who begins at the instant: nothing before it counts for what came after it. */
function readCondition(when: Condition, within_ms: number, document: AisleDocument): Aftermath['read'] {
  const engine = compile({ ...document, segments: [{ ...ABOUT, when }], traits: [], stages: [] })
  return (events, at) => {
    const shopper = engine.shopper()
    const end = at + within_ms
    for (const event of events) if (event.time >= at && event.time < end) shopper.fold(event, event.time)
    return shopper.at(end - 1).segments[NAME]!
  }
}

/** Whether there is more of something at the horizon's end than just before the instant. */
function readMore(value: Metric, within_ms: number, document: AisleDocument): Aftermath['read'] {
  const engine = compile({ ...document, segments: [], traits: [{ ...ABOUT, value }], stages: [] })
  return (events, at) => {
    const shopper = engine.shopper()
    const end = at + within_ms
    for (const event of events) if (event.time < at) shopper.fold(event, event.time)
    const before = shopper.at(at - 1).traits[NAME] as number
    for (const event of events) if (event.time >= at && event.time < end) shopper.fold(event, event.time)
    return (shopper.at(end - 1).traits[NAME] as number) > before ? 'in' : 'out'
  }
}
