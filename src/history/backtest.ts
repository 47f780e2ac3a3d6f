import { compile } from '../engine/compile'
import type { AisleDocument, Duration } from '../language/ast'
import { type BootstrapMethod, type BootstrapOptions, bootstrapMethod, type Estimate } from './bootstrap'
import { countShoppers, estimate, type GroupBacktest } from './estimate'
import { groupsOf, limitToGroups } from './groups'
import { Observer } from './observe'
import { aftermathOf, type BacktestOutcome } from './outcome'
import { type Overlap, overlapOf } from './overlap'
import { checkInstant } from './refuse'
import { type HistorySource, historiesOf, type OnProblem } from './shopper-history'

/**
 * Options of {@link backtest}.
 *
 * @example
 * const options: BacktestOptions = {
 *   at: Date.UTC(2016, 11, 1), within: '30d', groups: ['at_risk', 'lapsed'],
 *   outcome: { event: 'order_completed', once: 'order_id' },
 * }
 * backtest(events, builtin, options)
 */
export interface BacktestOptions extends BootstrapOptions {
  /** The instant, ms: what is known strictly before it, and what comes about at or after it. */
  readonly at: number
  /** A selector, of which one event in the horizon is enough, or a condition about the events of the horizon alone. */
  readonly outcome: BacktestOutcome
  /** How far the horizon reaches: events with `at <= time < at + within`. */
  readonly within: Duration
  /** Only these: segments, stage sets, or stages as `set.stage`. @default all of the document */
  readonly groups?: readonly string[]
  /** Up to when all events are there, ms. @default the time of the latest event */
  readonly observed_until?: number
  /** Called with each event that cannot be used. @default none is told */
  readonly onProblem?: OnProblem
}

/**
 * What membership before an instant says of what came after it. Plain JSON.
 *
 * @example
 * const asked = { at: now, within: '14d', outcome: { event: 'order_completed' }, groups: ['at_risk'] } as const
 * const result: Backtest = backtest(events, builtin, asked)
 * result.is_complete // => false
 */
export interface Backtest {
  readonly at: number
  readonly within_ms: number
  readonly outcome: BacktestOutcome
  /** Up to when all events are there, ms; null where there is none. */
  readonly observed_until: number | null
  /** Whether that is as far as the horizon; where not, outcomes are missing that would have come. */
  readonly is_complete: boolean
  /** Everybody with an event before the instant, whose outcome is not unknown. */
  readonly shoppers: number
  /** Of these, how many had the outcome. */
  readonly outcomes: number
  /** Everybody else with an event before the instant. */
  readonly unknown_outcomes: number
  /** `outcomes` over `shoppers`. */
  readonly rate: Estimate
  readonly groups: readonly GroupBacktest[]
  readonly overlap: Overlap
  readonly intervals: BootstrapMethod
}

/**
 * What being in a segment or a stage strictly before an instant said of what happened after it. Membership is the answer
 * at `at - 1` ms, the last instant before; no event at or after `at` is seen for it. The outcome is what these
 * bring, up to before `at + within`. Whoever has no event before the instant does not count. Intervals are percentile bootstrap
 * intervals over shoppers, seeded; shoppers and events in any order give the same.
 *
 * Histories must be those of the shoppers as they were known at the instant: where a log joins an earlier visitor to a
 * user who identified later, that is knowledge from after it (`aisle backtest` takes care of this).
 *
 * @throws DefinitionError where the document or the outcome breaks the rules of LANGUAGE.md.
 * @throws RangeError with code `invalid_history` where an option is wrong.
 * @example
 * const { groups } = backtest(events, builtin, {
 *   at: Date.UTC(2026, 0, 1), outcome: { event: 'order_completed' }, within: '14d', groups: ['cart_abandoner'],
 * })
 * console.log(groups[0]!.lift) // { value: 2.1, low: 1.8, high: 2.4 }
 */
export function backtest(source: HistorySource, document: AisleDocument, options: BacktestOptions): Backtest {
  const { at, outcome, within, groups: names, onProblem } = options
  checkInstant('at', at)
  if (options.observed_until !== undefined) checkInstant('observed_until', options.observed_until)
  const intervals = bootstrapMethod(options)
  const groups = groupsOf(document, names)
  const aftermath = aftermathOf(outcome, within, document)
  const { within_ms } = aftermath
  checkInstant('at + within', at + within_ms)
  const observer = new Observer(compile(limitToGroups(document, groups)), groups, aftermath, at)
  for (const history of historiesOf(source, onProblem)) observer.see(history)
  const { observations } = observer
  const { patterns, unknown_outcomes, latest } = observations
  const observed_until = options.observed_until ?? (Number.isFinite(latest) ? latest : null)
  return {
    at,
    within_ms,
    outcome,
    observed_until,
    is_complete: observed_until !== null && observed_until >= at + within_ms - 1,
    shoppers: countShoppers(patterns),
    outcomes: countShoppers(patterns.filter((pattern) => pattern.outcome)),
    unknown_outcomes,
    ...estimate(observations, groups, intervals),
    overlap: overlapOf(patterns, groups),
    intervals,
  }
}
