import { nextVisit, type VisitOptions, type VisitSource, type VisitState } from './visit'

/**
 * What {@link assignVisits} reads of an event.
 *
 * @example
 * const order: VisitEvent = { time: Date.UTC(2026, 0, 1), shopper_id: 'u-42', session_id: null }
 * Array.from(assignVisits([order]), ({ session_id }) => session_id) // => ['u-42.1767225600000']
 */
export interface VisitEvent {
  /** Milliseconds since 1970. */
  readonly time: number
  /** Kept where it is not empty. */
  readonly session_id?: string | null | undefined
  readonly visitor_id?: string | null | undefined
  readonly shopper_id?: string | null | undefined
  readonly context?: { readonly campaign?: unknown; readonly click_ids?: unknown } | null | undefined
}

/**
 * Options of {@link assignVisits}.
 *
 * @example
 * const log = [{ time: 0, shopper_id: 's' }, { time: 60_000, shopper_id: 's', partner: 'bing' }]
 * const options: AssignVisitsOptions<(typeof log)[number]> = { source_of: ({ partner }) => ({ source: partner }) }
 * // Another source is another visit.
 * Array.from(assignVisits(log, options), ({ session_id }) => session_id) // => ['s.0', 's.60000']
 */
export interface AssignVisitsOptions<Event extends VisitEvent = VisitEvent> extends VisitOptions {
  /**
   * Where an event's shopper came from.
   * @default campaignOf
   */
  readonly source_of?: ((event: Event) => VisitSource | undefined) | undefined
}

/**
 * The traffic source that an event carries, `context.campaign` with `context.click_ids`; undefined where it has none.
 *
 * @example
 * campaignOf({ time: 0, context: { campaign: { source: 'bing' } } }) // => { source: 'bing' }
 */
export function campaignOf(event: VisitEvent): VisitSource | undefined {
  const { campaign, click_ids } = event.context ?? {}
  if (!campaign) return undefined
  return (click_ids ? { ...campaign, click_ids } : campaign) as VisitSource
}

/** The visits of one shopper so far, by visitor id, and the latest of all. */
export interface VisitBook {
  readonly visits: Map<string, VisitState>
  latest?: VisitState | undefined
}

/**
 * One shopper's events with `session_id` set where it was empty: by {@link nextVisit}, so that a log without visits
 * gets those that the tracker would have made. Events are copied, not changed; one with a `session_id` comes back as
 * it is.
 *
 * - Each visitor id (a browser) has its own visits, as live. An event without visitor id (a server's) joins the
 *   shopper's latest visit, whatever browser had it, or starts one under the shopper's id.
 * - An event that has a `session_id` makes that the current visit, so that a server's events between a browser's join
 *   it.
 *
 * The result depends on the events and not on how they came: any engine that sorts by (time, id) derives the same
 * ids. Keeps one visit for each visitor id, nothing else.
 *
 * @param events One shopper's, in (time, id) order.
 *
 * @example
 * const log = [{ time: 0, shopper_id: 's' }, { time: 60_000, shopper_id: 's' }]
 * Array.from(assignVisits(log), (event) => event.session_id) // => ['s.0', 's.0']
 */
export function* assignVisits<Event extends VisitEvent>(
  events: Iterable<Event>,
  options: AssignVisitsOptions<Event> = {},
): Generator<Event & { readonly session_id: string }> {
  const book: VisitBook = { visits: new Map() }
  for (const event of events) yield assignVisit(book, event, options)
}

/**
 * One event of {@link assignVisits}, with a book that may come from before: it is written on.
 *
 * @example
 * const book = { visits: new Map() }
 * assignVisit(book, { time: 0, shopper_id: 's' }).session_id // 's.0'
 * assignVisit(book, { time: 60_000, shopper_id: 's' }).session_id // 's.0'
 */
export function assignVisit<Event extends VisitEvent>(
  book: VisitBook,
  event: Event,
  options: AssignVisitsOptions<Event> = {},
): Event & { readonly session_id: string } {
  const { visits, latest } = book
  const source_of = options.source_of ?? campaignOf
  const state: VisitState | undefined = event.visitor_id ? visits.get(event.visitor_id) : latest
  const visitor_id: string = event.visitor_id || state?.visitor_id || event.shopper_id || ''
  const hit = { time: event.time, visitor_id, source: source_of(event) }
  const session_id: string | null | undefined = event.session_id
  let next: VisitState
  if (session_id) {
    const isCurrent = state?.session_id === session_id
    const { state: own } = nextVisit(undefined, hit)
    next = isCurrent
      ? { ...state, last_at: Math.max(state.last_at, event.time), source: state.source ?? hit.source }
      : { ...own, session_id }
  } else next = nextVisit(state, hit, options).state
  book.latest = next
  visits.set(visitor_id, next)
  return session_id ? (event as Event & { readonly session_id: string }) : { ...event, session_id: next.session_id }
}
