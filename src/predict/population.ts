import type { Answers } from '../engine/answers'
import type { AisleDocument, Scalar, Segment } from '../language/ast'
import { renderValue } from '../vocabulary/problem'
import { refusal } from './refuse'
import { placeholdersOf, SUPPORT_TRAITS, type Template, traitsOf } from './template'

/**
 * A shopper who can be asked, as the engine makes them.
 *
 * @example
 * const last_order = Date.UTC(2016, 11, 24)
 * const buyer: Askable = { at: (now) => ({ now, traits: { recency: now - last_order, orders: 3, revenue: 180 } }) }
 * buyer.at(Date.UTC(2016, 11, 25)).traits.recency // => 86400000
 */
export interface Askable {
  /** The answers at an instant, in ms since the epoch. */
  readonly at: (now: number) => Pick<Answers, 'now' | 'traits'>
}

/**
 * The values of a shopper's traits by name; null where absent, durations in ms. A row's `traits` of `aisle decide`.
 *
 * @example
 * const visitor: TraitValues = { orders: 0, revenue: 0, recency: null, order_gap: null }
 * const buyer: TraitValues = { orders: 3, revenue: 180, recency: 12 * 86_400_000, order_gap: 40 * 86_400_000 }
 */
export type TraitValues = Readonly<Record<string, Scalar | null>>

/**
 * One of the shoppers that a calibration rests on.
 *
 * @example
 * // Shoppers of the engine and rows of the warehouse may stand side by side.
 * const members: Member[] = [engine.shopper(), { orders: 2, order_gap: 30 * 86_400_000 }]
 * calibrate(silenceTemplate(builtin), members, { now: Date.now() }).artefact.n // => 2
 */
export type Member = Askable | TraitValues

/**
 * The document to read a shop's log with before `calibrate`: the traits that a template's placeholders ask for, and no
 * more, so that a large population costs little. Holds no placeholder.
 *
 * @throws RangeError with code `invalid_calibration` where a placeholder is not well-formed.
 * @example
 * const engine = compile(populationDocument(rfmTemplate()))
 */
export function populationDocument(template: Template): AisleDocument {
  const asked = new Set(SUPPORT_TRAITS.map(({ name }) => name))
  for (const { quantile, among } of placeholdersOf(template)) asked.add(quantile[0]).add(among ?? quantile[0])
  const traits = traitsOf(template).filter(({ name }) => asked.has(name))
  const named = (definition: unknown) =>
    [...JSON.stringify(definition).matchAll(/"segment":"(\w+)"/g)].map(([, name]) => name)
  const names = new Set(named(traits))
  // A Set goes on with what is added while it is walked.
  for (const name of names) {
    const segment = template.segments.find((one) => one.name === name)
    for (const next of named(segment ?? null)) names.add(next)
  }
  const segments = template.segments.filter(({ name }) => names.has(name)) as readonly Segment[]
  return { aisle: 1, zone: template.zone, currency: template.currency, segments, traits, stages: [] }
}

/** Numbers by what was asked for, each list in ascending order, and how many shoppers there were. */
export interface Gathered {
  readonly n: number
  readonly values: ReadonlyMap<string, readonly number[]>
}

/** What to gather: a trait, only from shoppers who have another one too. */
export interface Wanted {
  readonly trait: string
  readonly among?: string | undefined
}

/** One key for what is the same sample. */
export function sampleKey({ trait, among }: Wanted): string {
  return JSON.stringify([trait, among ?? null])
}

/** Asks every shopper once and sorts the answers, so that their order does not matter. */
export function gather(population: Iterable<Member>, wanted: readonly Wanted[], now: number): Gathered {
  const samples = new Map(wanted.map((one) => [sampleKey(one), { ...one, values: [] as number[] }]))
  let n = 0
  for (const member of population) {
    n += 1
    const traits = traitsAt(member, now)
    for (const { trait, among, values } of samples.values()) {
      const value = traits[trait] ?? null
      if (value === null || (among !== undefined && (traits[among] ?? null) === null)) continue
      if (typeof value !== 'number' || !Number.isFinite(value))
        throw refusal(trait, renderValue(value), 'a finite number')
      // 0 and -0 are one value, and must be one in JSON too.
      values.push(value + 0)
    }
  }
  return { n, values: new Map([...samples].map(([key, { values }]) => [key, values.sort((a, b) => a - b)])) }
}

function traitsAt(member: Member, now: number): TraitValues {
  if (typeof member.at !== 'function') return member as TraitValues
  const answers = (member as Askable).at(now)
  // A clock past `now` answers for a later instant, with events that were not known then.
  if (answers.now !== now) throw refusal('population', `a shopper whose clock is at ${answers.now}`, `none past ${now}`)
  return answers.traits
}
