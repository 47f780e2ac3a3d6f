import type { AisleDocument, Duration } from '../language/ast'
import { parseDuration } from '../language/duration'
import { renderValue } from '../vocabulary/problem'
import { type Gathered, gather, type Member, sampleKey, type Wanted } from './population'
import { sampleQuantile } from './quantile'
import { refusal } from './refuse'
import {
  filled,
  isTimedTrait,
  keyOf,
  placeholdersOf,
  type QuantilePlaceholder,
  type Template,
  traitsOf,
} from './template'

/**
 * One number that was filled in, and what it rests on.
 *
 * @example
 * const { artefact } = calibrate(rfmTemplate(), shoppers, { now: Date.now() })
 * const isCoarse = ({ q, share }: CalibratedQuantile) => share !== null && share - q > 0.1
 * artefact.quantiles.filter(isCoarse) // cuts that many shoppers are tied at
 */
export interface CalibratedQuantile {
  readonly trait: string
  /** Above 0 and under 1. */
  readonly q: number
  /** The other trait that shoppers had to have. */
  readonly among?: string
  /** The default of the placeholder, where it has one. */
  readonly else?: number | Duration
  /** The cut; milliseconds where `unit` is `ms`. A value that some shopper has, unless it is the default. */
  readonly value: number
  readonly unit: 'ms' | null
  /** Whether the shop's own shoppers gave the number, or the placeholder's `else` did, there being too few of them. */
  readonly source: 'population' | 'default'
  /** How many shoppers have the trait. */
  readonly n: number
  /** How many of them have exactly this value; 0 for a default. */
  readonly ties: number
  /** The share of them at most at this value, 0 to 1; null for a default. Far over q where many are tied. */
  readonly share: number | null
}

/**
 * The mean gaps between orders across repeat buyers, in ms: where a shop's own silence begins.
 *
 * @example
 * const { artefact } = calibrate(silenceTemplate(builtin), shoppers, { now: Date.now() })
 * const gaps: GapDistribution | null = artefact.gaps
 * const days_between_orders = gaps && gaps.median / 86_400_000
 */
export interface GapDistribution {
  /** Buyers with two orders or more. */
  readonly n: number
  readonly median: number
  readonly q75: number
  readonly q90: number
}

/**
 * A dated record of where a document's numbers come from: plain JSON, to be kept beside the document.
 *
 * @example
 * const isStale = ({ made_at }: Calibration, now: number) => now - made_at > 180 * 86_400_000
 * isStale(calibrate(rfmTemplate(), shoppers, { now }).artefact, now) // => false
 */
export interface Calibration {
  readonly aisle_calibration: 1
  /** When it was made, ms. */
  readonly made_at: number
  /** The instant that the population was asked at, ms. */
  readonly now: number
  /** Shoppers in the population. */
  readonly n: number
  /** With fewer shoppers than this a quantile is not taken. */
  readonly minimum: number
  /** `inverse_ecdf`: Hyndman & Fan 1996, definition 1. */
  readonly definition: 'inverse_ecdf'
  /** The first and the last event that the population has, ms; null where the population does not say. */
  readonly span: { readonly from: number; readonly to: number } | null
  /** One for each different placeholder, in the order of the document. */
  readonly quantiles: readonly CalibratedQuantile[]
  /** null where too few shoppers bought twice, or the population does not say. */
  readonly gaps: GapDistribution | null
}

/**
 * Options of {@link calibrate}.
 *
 * @example
 * // Rows without the ages of events do not say which span they cover.
 * const span = { from: Date.UTC(2016, 0, 1), to: Date.UTC(2016, 11, 31) }
 * const options: CalibrateOptions = { now: Date.UTC(2017, 0, 1), minimum: 50, span }
 * calibrate(rfmTemplate(), shoppers, options).artefact.span
 */
export interface CalibrateOptions {
  /** The instant that shoppers are asked at, ms; for rows of trait values, the instant that they were decided at. */
  readonly now: number
  /** When the artefact is made, ms. @default now */
  readonly made_at?: number
  /** With fewer shoppers than this, at least 1, a quantile is refused. @default 100 */
  readonly minimum?: number
  /** The first and the last event, ms. @default what the traits `first_event_age` and `last_event_age` say */
  readonly span?: { readonly from: number; readonly to: number }
}

/**
 * Fills a template's placeholders with quantiles of a population, once, and says what they rest on. The document that
 * comes out is plain: a browser needs neither the population nor this function. The same shoppers in any order give the
 * same numbers, which are values of the sample (see `sampleQuantile`); durations are rounded to whole milliseconds.
 *
 * @param population Shoppers, each asked at `now`, or the values of their traits. Gone through once.
 * @throws RangeError with code `small_population` where fewer than `minimum` shoppers have a trait and its placeholder
 * has no `else`; with code `invalid_calibration` where an option, a placeholder, a value or a shopper's clock is wrong.
 * @throws DefinitionError where the filled document breaks the rules of LANGUAGE.md.
 * @example
 * const template = rfmTemplate()
 * const engine = compile(populationDocument(template)) // reads the log: a shopper each
 * const { document, artefact } = calibrate(template, shoppers, { now: Date.UTC(2026, 0, 1) })
 * compile(document)
 */
export function calibrate(
  template: Template,
  population: Iterable<Member>,
  options: CalibrateOptions,
): { readonly document: AisleDocument; readonly artefact: Calibration } {
  const { now, made_at = now, minimum = 100 } = options
  checkOptions(now, made_at, minimum, options.span)
  const placeholders = placeholdersOf(template)
  const wanted = placeholders.map(({ quantile: [trait], among }): Wanted => ({ trait, among }))
  const gathered = gather(population, [...wanted, ...SUPPORT], now)
  // Equal placeholders are one number.
  const quantiles = new Map<string, CalibratedQuantile>()
  for (const one of placeholders) {
    const key = keyOf(one)
    if (!quantiles.has(key)) quantiles.set(key, calibrated(template, one, gathered, minimum))
  }
  const artefact: Calibration = {
    aisle_calibration: 1,
    made_at,
    now,
    n: gathered.n,
    minimum,
    definition: 'inverse_ecdf',
    span: options.span ?? spanOf(gathered, now),
    quantiles: [...quantiles.values()],
    gaps: gapsOf(gathered, minimum),
  }
  return { document: applyCalibration(template, artefact), artefact }
}

/**
 * A template filled with the numbers of an artefact that was made before: the same document that `calibrate` gave.
 *
 * @throws RangeError with code `invalid_calibration` where the artefact lacks a number that the template asks for.
 * @throws DefinitionError where the filled document breaks the rules of LANGUAGE.md.
 * @example
 * const { artefact } = calibrate(rfmTemplate(), shoppers, { now: Date.now() })
 * const document = applyCalibration(rfmTemplate(), JSON.parse(JSON.stringify(artefact)))
 */
export function applyCalibration(template: Template, artefact: Pick<Calibration, 'quantiles'>): AisleDocument {
  const values = new Map(artefact.quantiles.map((one) => [keyOf({ quantile: [one.trait, one.q], ...one }), one]))
  for (const { path, ...placeholder } of placeholdersOf(template))
    if (!values.has(keyOf(placeholder)))
      throw refusal(path, `the quantile ${keyOf(placeholder)}`, 'one that the artefact holds')
  return filled(template, (placeholder) => {
    const { value, unit, source } = values.get(keyOf(placeholder))!
    if (placeholder.give === 'source') return source
    return unit === 'ms' ? `${value}ms` : value
  })
}

const SUPPORT: readonly Wanted[] = [{ trait: 'order_gap' }, { trait: 'first_event_age' }, { trait: 'last_event_age' }]

function checkOptions(now: number, made_at: number, minimum: number, span: CalibrateOptions['span']): void {
  const instants = { now, made_at, ...(span && { 'span.from': span.from, 'span.to': span.to }) }
  for (const [what, value] of Object.entries(instants))
    if (!Number.isSafeInteger(value)) throw refusal(what, renderValue(value), 'an instant in whole milliseconds')
  if (!(Number.isSafeInteger(minimum) && minimum > 0))
    throw refusal('minimum', renderValue(minimum), 'a whole number from 1')
  if (span && span.from > span.to)
    throw refusal('span', `${span.from} to ${span.to}`, 'a span that ends after it begins')
}

function calibrated(
  template: Template,
  { quantile: [trait, q], among, else: otherwise }: QuantilePlaceholder,
  { values }: Gathered,
  minimum: number,
): CalibratedQuantile {
  const sample = values.get(sampleKey({ trait, among }))!
  const n = sample.length
  const unit = isTimedTrait(traitsOf(template).find(({ name }) => name === trait)!) ? 'ms' : null
  const common = {
    trait,
    q,
    ...(among !== undefined && { among }),
    ...(otherwise !== undefined && { else: otherwise }),
  }
  if (n >= minimum) {
    const { value, ties, share } = sampleQuantile(sample, q)
    return { ...common, value: unit ? Math.round(value) : value, unit, source: 'population', n, ties, share }
  }
  const wanted = `at least ${minimum}, or an "else" in the template`
  if (otherwise === undefined) throw refusal(trait, `${n} shoppers that have it`, wanted, 'small_population')
  const value = unit ? parseDuration(otherwise)! : (otherwise as number)
  return { ...common, value, unit, source: 'default', n, ties: 0, share: null }
}

/** From the greatest age of a first event to the least age of a last one. */
function spanOf({ values }: Gathered, now: number): Calibration['span'] {
  const [first, last] = SUPPORT.slice(1).map((one) => values.get(sampleKey(one))!)
  const oldest = first!.at(-1)
  const newest = last![0]
  return oldest === undefined || newest === undefined ? null : { from: now - oldest, to: now - newest }
}

function gapsOf({ values }: Gathered, minimum: number): GapDistribution | null {
  const sample = values.get(sampleKey(SUPPORT[0]!))!
  if (sample.length < minimum) return null
  const [median, q75, q90] = [0.5, 0.75, 0.9].map((q) => Math.round(sampleQuantile(sample, q).value))
  return { n: sample.length, median: median!, q75: q75!, q90: q90! }
}
