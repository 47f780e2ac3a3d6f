import type { AisleDocument, Scalar } from '../../language/ast'
import type { DecisionRow } from '../../warehouse/shoppers/decision-row'

/** A decision with a value for each column, in their order. */
export type FlatRow = Readonly<Record<string, Scalar | null>>

/** The columns of a decision where rows are flat: `segment_<name>`, `stage_<set>`, `trait_<name>`, as those of `aisle sql`. */
export function flatColumns({ segments, stages, traits }: AisleDocument, changes: boolean): string[] {
  const named = (prefix: string, all: readonly { readonly name: string }[]) =>
    all.map(({ name }) => `${prefix}_${name}`)
  return [
    'shopper_id',
    'now',
    ...named('segment', segments),
    ...named('stage', stages),
    ...named('trait', traits),
    ...(changes ? segments.flatMap(({ name }) => [`changes_at_${name}`, `changes_to_${name}`]) : []),
  ]
}

/** A decision as a flat row. */
export function flatRow({ shopper_id, now, segments, stages, traits, changes_at }: DecisionRow): FlatRow {
  const flat: Record<string, Scalar | null> = { shopper_id, now }
  for (const [name, outcome] of Object.entries(segments)) flat[`segment_${name}`] = outcome
  for (const [name, stage] of Object.entries(stages)) flat[`stage_${name}`] = stage
  for (const [name, value] of Object.entries(traits)) flat[`trait_${name}`] = value
  for (const [name, change] of Object.entries(changes_at ?? {})) {
    flat[`changes_at_${name}`] = change?.at ?? null
    flat[`changes_to_${name}`] = change?.to ?? null
  }
  return flat
}

/**
 * Values as a line of CSV (RFC 4180); nothing for what is absent.
 *
 * @example
 * csvLine(['a "b"', null, 1]) // '"a ""b""",,1'
 */
export function csvLine(values: readonly (Scalar | null | undefined)[]): string {
  return values
    .map((value) => {
      const text = value == null ? '' : String(value)
      return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
    })
    .join(',')
}
