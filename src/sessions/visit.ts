import { CAMPAIGN_FIELDS } from './campaign-fields'
import { CLICK_IDS } from './click-ids'

/**
 * What of a traffic source tells two campaigns apart. A `TrafficSource` is one, and so is an event's
 * `context.campaign`.
 *
 * @example
 * const spring: VisitSource = { source: 'news', medium: 'email', name: 'spring' }
 * const { state } = nextVisit(undefined, { time: 0, visitor_id: 'v', source: spring })
 * nextVisit(state, { time: 60_000, visitor_id: 'v', source: { ...spring, name: 'summer' } }).reason // => 'campaign'
 */
export interface VisitSource {
  readonly source?: string | null | undefined
  readonly medium?: string | null | undefined
  readonly name?: string | null | undefined
  readonly term?: string | null | undefined
  readonly content?: string | null | undefined
  readonly id?: string | null | undefined
  readonly click_ids?: Readonly<Record<string, unknown>> | null | undefined
}

/**
 * What {@link nextVisit} needs of an event.
 *
 * @example
 * const landing: VisitHit = { time: 0, visitor_id: 'v', source: { source: 'google', medium: 'organic' } }
 * const click: VisitHit = { time: 5_000, visitor_id: 'v' }
 * nextVisit(nextVisit(undefined, landing).state, click).state.source?.source // => 'google'
 */
export interface VisitHit<Source extends VisitSource = VisitSource> {
  /** Milliseconds since 1970. */
  readonly time: number
  readonly visitor_id: string
  /** Where the shopper came from, on the hit that knows it (a page load); absent on any other. */
  readonly source?: Source | undefined
}

/**
 * A visit so far: plain data, to be stored between pages as JSON.
 *
 * @example
 * const stored: VisitState = { session_id: 'v.0', visitor_id: 'v', started_at: 0, last_at: 240_000 }
 * nextVisit(stored, { time: 300_000, visitor_id: 'v' }).state.last_at // => 300_000
 */
export interface VisitState<Source extends VisitSource = VisitSource> {
  /** `<visitor_id>.<started_at>`. */
  readonly session_id: string
  readonly visitor_id: string
  /** The first hit's time, milliseconds since 1970. */
  readonly started_at: number
  /** The latest hit's time, milliseconds since 1970. */
  readonly last_at: number
  /** Where the visit came from, as its first hits said. */
  readonly source?: Source | undefined
}

/**
 * Options of {@link nextVisit}. What {@link checkVisitOptions} would refuse counts as absent.
 *
 * @example
 * const options: VisitOptions = { midnight_zone: 'Europe/Berlin' }
 * const { state } = nextVisit(undefined, { time: Date.UTC(2026, 0, 1, 22, 50), visitor_id: 'v' })
 * nextVisit(state, { time: Date.UTC(2026, 0, 1, 23, 0), visitor_id: 'v' }, options).reason // => 'midnight'
 */
export interface VisitOptions {
  /**
   * A visit ends when nothing happened for this long, in milliseconds.
   * @default 1_800_000
   */
  readonly idle_timeout_ms?: number | undefined
  /**
   * No visit is this long or longer, in milliseconds.
   * @default 86_400_000
   */
  readonly max_length_ms?: number | undefined
  /**
   * An IANA time zone: visits end at its midnight, as in Universal Analytics. Costs some microseconds a hit.
   * @default undefined
   */
  readonly midnight_zone?: string | undefined
}

/**
 * Why a hit starts a visit; `same` where it does not.
 *
 * @example
 * const returns: readonly VisitReason[] = ['idle', 'max_length', 'midnight', 'campaign']
 * const { state } = nextVisit(undefined, { time: 0, visitor_id: 'v' })
 * returns.includes(nextVisit(state, { time: 3_600_000, visitor_id: 'v' }).reason) // => true
 */
export type VisitReason = 'same' | 'first' | 'visitor' | 'clock' | 'idle' | 'max_length' | 'midnight' | 'campaign'

/**
 * What {@link nextVisit} gives.
 *
 * @example
 * const step: VisitStep = nextVisit(undefined, { time: 0, visitor_id: 'v' })
 * step.is_new // => true
 * step.reason // => 'first'
 */
export interface VisitStep<Source extends VisitSource = VisitSource> {
  readonly state: VisitState<Source>
  readonly is_new: boolean
  readonly reason: VisitReason
}

/** Half an hour without a hit ends a visit. */
export const IDLE_TIMEOUT_MS = 1_800_000

/** No visit is a day or longer: LANGUAGE.md's `"within": "visit"` looks back 24 hours. */
export const MAX_LENGTH_MS = 86_400_000

/**
 * The visit that a hit belongs to: the current one, or a new one that it starts. Pure, and the same for a live page
 * and for a log sorted by time. Never throws.
 *
 * A hit starts a visit, the first of these reasons counting, when
 * - `first`: there is none (or what was stored is no visit);
 * - `visitor`: it is another visitor's;
 * - `clock`: its time is `idle_timeout_ms` or more before the latest hit's, so the clock was set; a visit with a
 *   future time would otherwise not end before the clock got there;
 * - `idle`: nothing happened for `idle_timeout_ms`, **exactly that long included** ("inactive for 30 minutes or
 *   more", Analytics Help, "[UA] Session");
 * - `max_length`: the visit began `max_length_ms` ago or longer;
 * - `midnight`: the local day in `midnight_zone` has changed (Analytics Help, "How a web session is defined in
 *   Universal Analytics"; GA4 has given this rule up);
 * - `campaign`: it has a source that differs from the visit's in any field, or a paid click id that the visit did not
 *   have (same page, "campaign change"). `(direct)` and absent sources never do.
 *
 * A time slightly before the latest hit's (a corrected clock, events out of order) stays in the visit and moves
 * neither its start nor its end; such a hit starts no campaign visit at or before the visit's own start, so no two
 * visits of a visitor share a start, and with it an id, while time goes forward. A time that is not finite counts as the latest hit's.
 *
 * @example
 * const first = nextVisit(undefined, { time: 0, visitor_id: 'v' })
 * first.state.session_id // => 'v.0'
 * nextVisit(first.state, { time: 1_799_999, visitor_id: 'v' }).is_new // => false
 * nextVisit(first.state, { time: 1_800_000, visitor_id: 'v' }).reason // => 'idle'
 */
export function nextVisit<Source extends VisitSource = VisitSource>(
  state: VisitState<Source> | undefined,
  hit: VisitHit<Source>,
  options: VisitOptions = {},
): VisitStep<Source> {
  const { visitor_id, source } = hit
  const time = Number.isFinite(hit.time) ? hit.time : (state?.last_at ?? 0)
  const reason = reasonOf(state, time, hit, options)
  if (reason !== 'same') {
    const started = { session_id: `${visitor_id}.${time}`, visitor_id, started_at: time, last_at: time, source }
    return { state: started, is_new: true, reason }
  }
  const visit = state!
  const last_at = Math.max(visit.last_at, time)
  // A visit whose first hit did not know its source takes it from the next one that does.
  const known = isNamed(visit.source) ? visit.source : (source ?? visit.source)
  const { session_id, started_at } = visit
  return { state: { session_id, visitor_id, started_at, last_at, source: known }, is_new: false, reason }
}

function reasonOf(
  state: VisitState | undefined,
  time: number,
  hit: VisitHit,
  { idle_timeout_ms, max_length_ms, midnight_zone }: VisitOptions,
): VisitReason {
  // Stored state may be anything; with NaN or a missing field this is false.
  if (!state || !(state.last_at >= state.started_at)) return 'first'
  if (state.visitor_id !== hit.visitor_id) return 'visitor'
  const idle = isPositive(idle_timeout_ms) ? idle_timeout_ms : IDLE_TIMEOUT_MS
  if (state.last_at - time >= idle) return 'clock'
  if (time - state.last_at >= idle) return 'idle'
  if (time - state.started_at >= (isPositive(max_length_ms) ? max_length_ms : MAX_LENGTH_MS)) return 'max_length'
  if (midnight_zone && time > state.last_at && dayIn(midnight_zone, time) !== dayIn(midnight_zone, state.last_at)) {
    return 'midnight'
  }
  return time > state.started_at && isNewSource(hit.source, state.source) ? 'campaign' : 'same'
}

/**
 * Throws where an option of {@link nextVisit} cannot be used; to be called once, where the options come in.
 *
 * @throws RangeError with code `invalid_visit_options`.
 *
 * @example
 * checkVisitOptions({ midnight_zone: 'Europe/Berlin' })
 */
export function checkVisitOptions(options: VisitOptions): void {
  const refuse = (what: string, found: unknown, wanted: string) => {
    const message = `Cannot use visit option "${what}": ${String(found)}, expected ${wanted}`
    throw Object.assign(new RangeError(message), { code: 'invalid_visit_options' })
  }
  for (const what of ['idle_timeout_ms', 'max_length_ms'] as const) {
    const found = options[what]
    if (found !== undefined && !isPositive(found)) refuse(what, found, 'a number of milliseconds above 0')
  }
  const zone = options.midnight_zone
  if (zone !== undefined && !dayIn(zone, 0)) refuse('midnight_zone', zone, 'an IANA time zone such as "Europe/Berlin"')
}

/** Whether a source says that a shopper came from somewhere: neither absent nor `(direct)`. */
function isNamed(source: VisitSource | undefined): source is VisitSource {
  return !!source?.source && source.source !== '(direct)'
}

function isNewSource(found: VisitSource | undefined, current: VisitSource | undefined): boolean {
  if (!isNamed(found) || found === current) return false
  if (!current || CAMPAIGN_FIELDS.some((field) => (found[field] || '') !== (current[field] || ''))) return true
  // Ids of unpaid clicks differ from one click to the next in the same feed, so they start nothing by themselves.
  const ids = found.click_ids
  const isNewId = (name: string) =>
    ids?.[name] && CLICK_IDS[name]!.endsWith('/cpc') && ids[name] !== current.click_ids?.[name]
  return !!ids && Object.keys(CLICK_IDS).some(isNewId)
}

function isPositive(value: unknown): value is number {
  return typeof value === 'number' && value > 0
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** The calendar day in a zone, as a text to compare; empty where the zone is unknown. Formats are dear to make. */
function dayIn(zone: string, time: number): string {
  try {
    const format = formats.get(zone) ?? new Intl.DateTimeFormat('en', { timeZone: zone, dateStyle: 'short' })
    formats.set(zone, format)
    return format.format(time)
  } catch {
    return ''
  }
}
