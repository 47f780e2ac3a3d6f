import { setImmediate } from 'node:timers/promises'
import { type HistorySource, historiesOf } from '../history/shopper-history'
import type { AisleDocument } from '../language/ast'
import { loadDraw } from './charts/draw'
import { FactGatherer } from './facts/fact-gatherer'
import type { ReadingFacts } from './facts/quality-tally'
import type { ReportFacts } from './facts/report-facts'
import { pageHtml } from './page/page'

/** Four weeks: as many of each weekday. */
const COMPARE_MS = 28 * 86_400_000

/** As many shoppers are taken in at once: then others have their turn, such as whoever wants all this to stop. */
const BATCH = 250

/**
 * Options of {@link reportOf}.
 *
 * @example
 * // Since a sale began, a week ago; of shoppers who were not known then, nothing can have changed.
 * const options: ReportOfOptions = { definitions: builtin, now, compare: now - 604_800_000 }
 * const { facts } = await reportOf(events, options)
 * facts.changes // => null
 */
export interface ReportOfOptions {
  /** What is asked of the shoppers: a document of definitions, such as `builtin`. */
  readonly definitions: AisleDocument
  /** The instant to answer for, in milliseconds since 1970. Later events are not looked at. */
  readonly now: number
  /**
   * The instant to compare with, likewise: before `now`.
   * @default 28 days before `now`
   */
  readonly compare?: number | undefined
  /**
   * How the log was read: what was counted, and what was wrong with it.
   * @default null
   */
  readonly reading?: ReadingFacts | null | undefined
}

/**
 * A report.
 *
 * @example
 * const { html, facts }: Report = await reportOf(events, { definitions: builtin, now })
 * html.startsWith('<!doctype html>') // => true
 * facts.totals.visits // => 1
 */
export interface Report {
  /** The page: one file, which asks for nothing else. */
  readonly html: string
  /** The numbers of the page. */
  readonly facts: ReportFacts
}

/**
 * Says who a shop's shoppers are, as one HTML page: the sizes and the overlap of segments, the journey with its times, the
 * funnel of each channel, what visits are for, RFM, who orders again, what changed, and how far the data can be trusted. Its
 * answers are those of `aisle decide` at the same instant.
 *
 * Shoppers are gone through one at a time, and of each only counts stay. No id of a shopper comes into the page. The same
 * events and options give the same bytes.
 *
 * @param source Events of any shoppers in any order, or histories, one shopper after the other.
 * @throws DefinitionError where the definitions have mistakes; RangeError with code `invalid_report` where an instant is none;
 * Error with code `package_missing` where `echarts`, which draws the charts, is not installed.
 * @example
 * const { html, facts } = await reportOf(events, { definitions: builtin, now: Date.UTC(2026, 0, 1) })
 */
export async function reportOf(source: HistorySource, options: ReportOfOptions): Promise<Report> {
  const { definitions: document, now, compare = now - COMPARE_MS, reading } = options
  checkInstants(now, compare)
  // First, since the events take longer, and without it they are for nothing.
  const draw = await loadDraw()
  const gatherer = new FactGatherer({ document, now, compare, reading })
  let taken = 0
  for (const history of historiesOf(source)) {
    gatherer.add(history)
    taken += 1
    if (taken % BATCH === 0) await setImmediate()
  }
  const { facts } = gatherer
  return { html: pageHtml({ facts, document, draw }), facts }
}

function checkInstants(now: number, compare: number): void {
  const refuse = (what: string, found: number, wanted: string) => {
    const message = `Cannot report "${what}": found ${found}, expected ${wanted}`
    throw Object.assign(new RangeError(message), { code: 'invalid_report' })
  }
  const isInstant = (value: number) => Number.isSafeInteger(value) && Math.abs(value) <= 8e15
  if (!isInstant(now)) refuse('now', now, 'an instant in whole milliseconds, at most 8e15')
  if (!isInstant(compare)) refuse('compare', compare, 'an instant in whole milliseconds, at most 8e15')
  if (compare >= now) refuse('compare', compare, `one before the instant answered for, ${now}`)
}
