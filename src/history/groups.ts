import type { AisleDocument } from '../language/ast'
import { refusal } from './refuse'

/**
 * Shoppers who are told apart from the others: a segment, or one stage of a set.
 *
 * @example
 * const vips: Group = { kind: 'segment', name: 'vip' }
 * const buyers: Group = { kind: 'stage', name: 'visit_intent', stage: 'buyer' }
 * groupsOf(builtin, [vips, buyers].map(groupLabel)) // => [vips, buyers]
 */
export interface Group {
  readonly kind: 'segment' | 'stage'
  /** Of the segment, or of the stage set. */
  readonly name: string
  /** The stage, for a set. */
  readonly stage?: string
}

/**
 * A group in one word: `at_risk`, `visit_intent.buyer`.
 *
 * @example
 * groupLabel({ kind: 'stage', name: 'visit_intent', stage: 'buyer' }) // => 'visit_intent.buyer'
 */
export function groupLabel({ name, stage }: Group): string {
  return stage === undefined ? name : `${name}.${stage}`
}

/** One key for the same group: a segment and a stage set may have one name. */
export function groupKey(group: Group): string {
  return `${group.kind} ${groupLabel(group)}`
}

/**
 * The groups of a document: every segment, and every stage of every set.
 *
 * @param names Only these: a segment, a stage set, or a stage as `set.stage`. All by default.
 * @throws RangeError with code `invalid_history` where there is no such group.
 * @example
 * groupsOf(builtin, ['cart_abandoner', 'visit_intent.buyer'])
 */
export function groupsOf({ segments, stages }: AisleDocument, names?: readonly string[]): Group[] {
  const ofSegments = segments.map(({ name }): Group => ({ kind: 'segment', name }))
  const ofStages = stages.flatMap((set) => {
    const all = new Set([...set.stages.map(({ name }) => name), set.otherwise])
    return [...all].map((stage): Group => ({ kind: 'stage', name: set.name, stage }))
  })
  const groups = [...ofSegments, ...ofStages]
  if (names === undefined) return groups
  const isNamed = (group: Group, name: string) => name === group.name || name === groupLabel(group)
  for (const name of names) {
    if (groups.some((group) => isNamed(group, name))) continue
    const known = [...new Set(groups.map((group) => group.name))].join(', ')
    throw refusal(`use segment ${JSON.stringify(name)}`, 'no such segment or stage', `one of ${known}`)
  }
  return groups.filter((group) => names.some((name) => isNamed(group, name)))
}

/** A document without what no group rests on, so that it costs no more than what is asked. */
export function limitToGroups(document: AisleDocument, groups: readonly Group[]): AisleDocument {
  const isAsked = (kind: Group['kind']) => (one: { readonly name: string }) =>
    groups.some((group) => group.kind === kind && group.name === one.name)
  const stages = document.stages.filter(isAsked('stage'))
  const asked = document.segments.filter(isAsked('segment'))
  const names = new Set(asked.map(({ name }) => name))
  const note = (rule: unknown): void => {
    if (typeof rule !== 'object' || rule === null) return
    const { segment } = rule as { segment?: unknown }
    if (typeof segment === 'string') names.add(segment)
    for (const inner of Object.values(rule)) note(inner)
  }
  note([asked, stages])
  // A Set goes on with what is added while it is walked.
  for (const name of names) note(document.segments.find((one) => one.name === name)?.when)
  return { ...document, segments: document.segments.filter(({ name }) => names.has(name)), stages, traits: [] }
}
