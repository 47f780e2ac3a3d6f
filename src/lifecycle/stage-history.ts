import type { Change } from '../engine/answers'
import type { EventProblem } from '../engine/event-problem'
import type { ShopEvent } from '../vocabulary/event-types'

/**
 * How a visit came: its channel and its campaign, as its first events that say so have them.
 *
 * @example
 * const origin: VisitOrigin = { session_id: 'visit-1', channel: 'email', campaign: 'spring' }
 * const context = { channel: 'email', campaign: { name: 'spring' } }
 * stageHistory(beginStages({}), [], { event: { ...event, context } }).visits // => [origin]
 */
export interface VisitOrigin {
  readonly session_id: string
  /** `context.channel`: `email`, `organic_search`, ...; null where no event says. */
  readonly channel: string | null
  /** `context.campaign.name`; null where no event says. */
  readonly campaign: string | null
}

/**
 * One step: a stage, and how the shopper got there.
 *
 * @example
 * const daysIn = (step: StageStep, at: number) => (step.since === null ? 0 : (at - step.since) / 86_400_000)
 * const history = stageHistory(beginStages({ aida: 'attention' }), [], { event })
 * daysIn(history.sets.aida!.at(-1)!, event.time + 43_200_000) // => 0.5
 */
export interface StageStep {
  readonly stage: string
  /** The stage before; null for the one that the shopper began in. */
  readonly from: string | null
  /** Since when, ms: the exact instant. null before the first event. */
  readonly since: number | null
  /** null before the first event. */
  readonly cause: Change['cause'] | null
  /** The event that led here; null where time alone did. One that came late has a `time` before `since`. */
  readonly event: { readonly id: string; readonly name: string; readonly time: number } | null
  /** The visit of that event, and how it came; null where time alone led here. */
  readonly visit: VisitOrigin | null
}

/**
 * The steps of one shopper: plain JSON, to be kept beside the shopper's snapshot.
 *
 * @example
 * const stored = JSON.stringify(beginStages({ aida: 'attention' }))
 * const history: StageHistory = JSON.parse(stored)
 * history.sets.aida!.at(-1)!.stage // => 'attention'
 */
export interface StageHistory {
  /** By stage set, the oldest first: the last is where the shopper stands. */
  readonly sets: { readonly [set: string]: readonly StageStep[] }
  /** How many steps were let go of, over all sets, since a set had more than the most. */
  readonly dropped: number
  /** The visits heard of last, the latest at the end. */
  readonly visits: readonly VisitOrigin[]
}

/**
 * Options of {@link stageHistory}.
 *
 * @example
 * const options: StageHistoryOptions = { event, most: 20 }
 * const shopper = compile(builtin).shopper()
 * const history = beginStages(shopper.at(event.time).stages)
 * stageHistory(history, shopper.add(event, event.time), options).sets.aida!.at(-1)!.stage // => 'desire'
 */
export interface StageHistoryOptions {
  /** The event that was given to `shopper.add`; absent for what `shopper.advance` told. */
  readonly event?: ShopEvent | undefined
  /**
   * How many steps are kept of each set, at least 2: the first, and the latest.
   * @default 100
   */
  readonly most?: number | undefined
}

/** A shopper may be in a few visits at once, on as many devices. */
const MOST_VISITS = 4

/**
 * The history of a shopper of whom nothing is known yet: each set in the stage that it begins in.
 *
 * @param stages What a new shopper answers.
 * @example
 * const history = beginStages(engine.shopper().at(0).stages)
 */
export function beginStages(stages: { readonly [set: string]: string }): StageHistory {
  const step = (stage: string): StageStep => ({ stage, from: null, since: null, cause: null, event: null, visit: null })
  const sets = Object.entries(stages).map(([set, stage]) => [set, [step(stage)]])
  return { sets: Object.fromEntries(sets), dropped: 0, visits: [] }
}

/**
 * A history and what happened next: each change of a stage becomes a step that knows since when, by which event or by
 * time, from which stage, and how the visit came. Pure; changes of segments pass by, and a bad event adds nothing.
 *
 * Give it every event with what `add(event, now)` told, `now` not before the event; changes by an event are put down to the
 * event given, and one before its instant, or told without one, to an event that is not known.
 *
 * @example
 * let history = beginStages(engine.shopper().at(0).stages)
 * history = stageHistory(history, shopper.add(event, event.time), { event })
 * history = stageHistory(history, shopper.advance(now))
 * history.sets.purchase_journey!.at(-1) // { stage: 'registered', from: 'return_visit', since, cause: 'event', event, visit }
 */
export function stageHistory(
  history: StageHistory,
  changes: readonly (Change | EventProblem)[],
  { event: given, most = 100 }: StageHistoryOptions = {},
): StageHistory {
  const event = changes.some(({ kind }) => kind === 'problem') ? undefined : given
  const visit = event && originOf(event, history.visits)
  const visits = visit ? [...history.visits.filter(isOther(visit)), visit].slice(-MOST_VISITS) : history.visits
  const led = event ? { event: { id: event.id, name: event.name, time: event.time }, visit: visit! } : UNKNOWN
  const sets: Record<string, readonly StageStep[]> = {}
  for (const [set, [begin, ...later]] of Object.entries(history.sets)) {
    // Where a shopper began holds since the first event.
    const begun =
      begin!.since === null && event ? { ...begin!, since: event.time, cause: 'event' as const, ...led } : begin!
    sets[set] = [begun, ...later]
  }
  let { dropped } = history
  for (const change of changes) {
    if (change.kind !== 'stage') continue
    const { name, to, from, at, cause } = change
    const isLed = cause === 'event' && event !== undefined && at >= event.time
    const steps = [...(sets[name] ?? []), { stage: to, from, since: at, cause, ...(isLed ? led : UNKNOWN) }]
    const over = Math.max(0, steps.length - Math.max(2, most))
    dropped += over
    sets[name] = [steps[0]!, ...steps.slice(1 + over)]
  }
  return { sets, dropped, visits }
}

const UNKNOWN = { event: null, visit: null }

const isOther =
  ({ session_id }: VisitOrigin) =>
  (one: VisitOrigin) =>
    one.session_id !== session_id

/** The visit of an event: what was known of it, and what the event adds. */
function originOf({ session_id, context }: ShopEvent, visits: readonly VisitOrigin[]): VisitOrigin {
  const known = visits.find((one) => one.session_id === session_id)
  return {
    session_id,
    channel: known?.channel ?? text(context.channel),
    campaign: known?.campaign ?? text(context.campaign?.name),
  }
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value ? value : null
}
