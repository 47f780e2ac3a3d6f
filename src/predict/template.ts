import type { AisleDocument, Duration, Metric, Scalar, Segment, Stage, StageSet, Trait } from '../language/ast'
import { check } from '../language/check'
import { DefinitionError } from '../language/definition-error'
import { parseDuration } from '../language/duration'
import { kindOf } from '../language/kind'
import { orderGap } from '../lifecycle/traits'
import { renderValue } from '../vocabulary/problem'
import { refusal } from './refuse'

/**
 * A number that only the shop's own shoppers can tell: the q-quantile of a trait. It stands in a template wherever a
 * number or a duration may stand, and is no part of the rule language: `compile` refuses it, `calibrate` fills it in.
 *
 * @example
 * const patience: QuantilePlaceholder = quantile('order_gap', 0.9, { else: '60d' })
 * patience // => { quantile: ['order_gap', 0.9], else: '60d' }
 */
export interface QuantilePlaceholder {
  /** The name of a trait of the template, or of {@link SUPPORT_TRAITS}, and q, above 0 and under 1. */
  readonly quantile: readonly [trait: string, q: number]
  /** Only shoppers who have this trait as well. */
  readonly among?: string
  /** What to fill in where too few shoppers have the trait; without it that is an error. */
  readonly else?: number | Duration
  /**
   * What is filled in: the number, or, so that an answer can say where that comes from, `population` or `default`.
   * @default 'value'
   */
  readonly give?: 'value' | 'source'
}

/**
 * A document that may hold {@link QuantilePlaceholder | placeholders} in its rules. Every document is one.
 *
 * @example
 * const when = age('last', 'order_completed').gt(quantile('order_gap', 0.9, { else: '60d' }))
 * const template: Template = { ...defineDocument({}), segments: [{ name: 'quiet', version: 1, title: 'Quiet', when }] }
 * compile(calibrate(template, shoppers, { now: Date.now() }).document)
 */
export interface Template extends Omit<AisleDocument, 'segments' | 'traits' | 'stages'> {
  readonly segments: readonly (Omit<Segment, 'when'> & { readonly when: object })[]
  readonly traits: readonly (Omit<Trait, 'value'> & { readonly value: Scalar | object })[]
  readonly stages: readonly (Omit<StageSet, 'stages'> & {
    readonly stages: readonly (Omit<Stage, 'when'> & { readonly when: object })[]
  })[]
}

/**
 * A placeholder, typed as the metric that it will be, so that builders take it.
 *
 * @param trait The name of a trait.
 * @param q Above 0 and under 1.
 * @example
 * sum('total', 'order_completed').once('order_id').gt(quantile('spend', 0.75, { among: 'order_gap' }))
 */
export function quantile(
  trait: string,
  q: number,
  options: Omit<QuantilePlaceholder, 'quantile'> = {},
): Metric & QuantilePlaceholder {
  return { quantile: [trait, q], ...options } as unknown as Metric & QuantilePlaceholder
}

/**
 * Traits that every calibration may ask for without declaring them. `order_gap` is the mean time between a repeat
 * buyer's orders, for thresholds on silence; the other two say which span the data covers. All are durations.
 *
 * @example
 * SUPPORT_TRAITS.map(({ name }) => name) // => ['order_gap', 'first_event_age', 'last_event_age']
 */
export const SUPPORT_TRAITS: readonly Trait[] = [
  orderGap,
  { name: 'first_event_age', version: 1, title: 'Since the first event', value: { age: 'first', of: { event: '*' } } },
  { name: 'last_event_age', version: 1, title: 'Since the last event', value: { age: 'last', of: { event: '*' } } },
]

/** A placeholder that was found, and where. */
export interface FoundPlaceholder extends QuantilePlaceholder {
  readonly path: string
}

/** The traits that a template's placeholders may name. */
export function traitsOf({ traits }: Template): readonly Trait[] {
  const support = SUPPORT_TRAITS.filter(({ name }) => !traits.some((trait) => trait.name === name))
  return [...(traits as readonly Trait[]), ...support]
}

/** Every placeholder of a template, in the order of the document; throws where one is not well-formed. */
export function placeholdersOf(template: Template): FoundPlaceholder[] {
  const found: FoundPlaceholder[] = []
  const { segments, traits, stages } = template
  replaced({ segments, traits, stages }, '', (value, path) => {
    checkPlaceholder(template, value, path)
    found.push({ ...value, path })
    return value
  })
  return found
}

/** Two placeholders with one key are the same number. */
export function keyOf({ quantile, among, else: otherwise }: Omit<QuantilePlaceholder, 'give'>): string {
  return JSON.stringify([...quantile, among ?? null, otherwise ?? null])
}

/** Whether a trait is counted in milliseconds, so that a placeholder for it becomes a duration. */
export function isTimedTrait({ value }: Trait): boolean {
  const kind = kindOf(value)
  return kind === 'age' || kind === 'duration'
}

/** The template with every placeholder replaced; throws where that makes no document. */
export function filled(template: Template, fill: (placeholder: QuantilePlaceholder) => number | string): AisleDocument {
  const { segments, traits, stages } = template
  const document = { ...template, ...replaced({ segments, traits, stages }, '', fill) } as AisleDocument
  const problems = check(document)
  if (problems.length) throw new DefinitionError(problems)
  return document
}

function checkPlaceholder(template: Template, value: QuantilePlaceholder, path: string): void {
  const { quantile, among, else: otherwise, give = 'value', ...rest } = value
  const place = (key: string) => `${path}.${key}`
  const [name, q] = Array.isArray(quantile) && quantile.length === 2 ? quantile : []
  if (name === undefined) throw refusal(place('quantile'), renderValue(quantile), 'a list of a trait and a number')
  const isShare = typeof q === 'number' && q > 0 && q < 1
  if (!isShare) throw refusal(place('quantile[1]'), renderValue(q), 'a number above 0 and under 1')
  const [extra] = Object.keys(rest)
  if (extra !== undefined) throw refusal(place(extra), `"${extra}"`, 'one of quantile, among, else, give')
  if (give !== 'value' && give !== 'source') throw refusal(place('give'), renderValue(give), '"value" or "source"')
  const named: [string, unknown][] = [['quantile[0]', name]]
  if (among !== undefined) named.push(['among', among])
  const traits = named.map(([key, one]) => {
    const trait = traitsOf(template).find((each) => each.name === one)
    if (!trait) throw refusal(place(key), renderValue(one), 'the name of a trait of the template')
    if (holdsPlaceholder(trait.value)) throw refusal(place(key), renderValue(one), 'a trait without placeholders')
    return trait
  })
  if (otherwise === undefined) return
  const fits = isTimedTrait(traits[0]!) ? parseDuration(otherwise) !== undefined : Number.isFinite(otherwise)
  const wanted = isTimedTrait(traits[0]!) ? 'a duration such as "30d"' : 'a finite number'
  if (!fits) throw refusal(place('else'), renderValue(otherwise), wanted)
}

function holdsPlaceholder(value: unknown): boolean {
  let holds = false
  replaced(value, '', () => {
    holds = true
    return 0
  })
  return holds
}

/**
 * A copy of some JSON, with what a function makes of each placeholder in its place. A `where` has field paths as its
 * keys, so that `quantile` is a field there.
 */
function replaced<T>(value: T, path: string, fill: (placeholder: QuantilePlaceholder, path: string) => unknown): T {
  const inside = (inner: unknown, at: string, fields = false): unknown => {
    if (typeof inner !== 'object' || inner === null) return inner
    if (Array.isArray(inner)) return inner.map((item, i) => inside(item, `${at}[${i}]`))
    if ('quantile' in inner && !fields) return fill(inner as QuantilePlaceholder, at)
    return Object.fromEntries(
      Object.entries(inner).map(([key, one]) => [key, inside(one, at ? `${at}.${key}` : key, key === 'where')]),
    )
  }
  return inside(value, path) as T
}
