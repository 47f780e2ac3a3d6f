import type { AisleDocument, Condition, Metric, Segment, Selector, StageSet, Trait } from './ast'
import { parseDuration } from './duration'
import { eventsOf, limitTo, selectsNone } from './limit-to'

/**
 * What some events can decide of one definition.
 *
 * @example
 * const coverage: Coverage[] = coverageOf(builtin, ['page_viewed', 'product_viewed', 'order_completed'])
 * coverage.find(({ name }) => name === 'slow_experience')?.lacks // => ['page_measured']
 */
export interface Coverage {
  readonly kind: 'segment' | 'stages' | 'trait'
  readonly name: string
  /**
   * `yes`: it lacks no event. `partly`: it answers, from fewer events than it asks for. `no`: nobody can be found to be in
   * the segment, at any stage but the last resort of the set, or to have the trait.
   */
  readonly decides: 'yes' | 'partly' | 'no'
  /** The events that it mentions, those of the segments that it refers to among them. */
  readonly needs: readonly string[]
  /** Of these, those that there are not. */
  readonly lacks: readonly string[]
  /** What can never be answered: `in`, `out`, or the stages that nobody can be found at. */
  readonly never: readonly string[]
}

/** What a condition can answer beside unknown. */
interface Answers {
  readonly yes: boolean
  readonly no: boolean
}

/**
 * What a shop that sends only some events can decide, for each segment, stage set and trait of a document: the answers that
 * are left once the document is limited to them ({@link limitTo}). It looks at names of events alone, not at their fields.
 *
 * @param events Names of the events that the shop sends.
 * @example
 * coverageOf(builtin, ['product_viewed', 'order_completed']).filter(({ decides }) => decides === 'no')
 */
export function coverageOf(document: AisleDocument, events: Iterable<string>): Coverage[] {
  const sent = new Set(events)
  const limited = limitTo(document, sent)
  const answers = (condition: Condition) => answersOf(condition, limited, sent)
  const cover = (kind: Coverage['kind'], definition: Segment | StageSet | Trait, never: string[], isLost: boolean) => {
    const needs = needsOf(definition, document)
    const lacks = needs.filter((name) => !sent.has(name))
    const decides = !lacks.length ? 'yes' : isLost ? 'no' : 'partly'
    return { kind, name: definition.name, decides, needs, lacks, never: lacks.length ? never : [] } as const
  }
  return [
    ...document.segments.map((segment, i) => {
      const { yes, no } = answers(limited.segments[i]!.when)
      return cover('segment', segment, [...(yes ? [] : ['in']), ...(no ? [] : ['out'])], !yes)
    }),
    ...document.stages.map((set, i) => {
      const lost = limited.stages[i]!.stages.filter(({ when }) => !answers(when).yes).map(({ name }) => name)
      const never = [...new Set(lost)].filter((name) => name !== set.otherwise)
      return cover('stages', set, never, lost.length === set.stages.length)
    }),
    ...document.traits.map((trait, i) => cover('trait', trait, [], isAbsent(limited.traits[i]!.value, sent))),
  ]
}

/** The answers that are left to a condition of a limited document. */
function answersOf(condition: Condition, document: AisleDocument, sent: ReadonlySet<string>): Answers {
  const parts = (list: readonly Condition[]) => list.map((one) => answersOf(one, document, sent))
  const atLeast = (n: number, list: readonly Condition[]): Answers => {
    const all = parts(list)
    return { yes: all.filter(({ yes }) => yes).length >= n, no: all.filter(({ no }) => no).length > all.length - n }
  }
  if ('all' in condition) return atLeast(condition.all.length, condition.all)
  if ('any' in condition) return atLeast(1, condition.any)
  if ('at_least' in condition) return atLeast(condition.at_least, condition.of)
  if ('not' in condition) {
    const { yes, no } = answersOf(condition.not, document, sent)
    return { yes: no, no: yes }
  }
  if ('segment' in condition) {
    const { when } = document.segments.find(({ name }) => name === condition.segment)!
    return answersOf(when, document, sent)
  }
  // What they lack has been taken out of these two, so that what is left of them answers.
  if ('exists' in condition || 'sequence' in condition) return { yes: true, no: true }
  const [compared] = Object.values(condition) as [readonly [Metric, Metric | readonly unknown[]]]
  const isTold = !compared.some((side) => !Array.isArray(side) && isAbsent(side as Metric, sent))
  // No age is below zero: a rule whose "no" needs evidence has this as a part that is false, or unknown.
  const isNever = 'lt' in condition && isAge(condition.lt[0]) && parseDuration(condition.lt[1]) === 0
  return { yes: isTold && !isNever, no: isTold }
}

function isAge(metric: Metric): boolean {
  return typeof metric === 'object' && 'age' in metric
}

/** Whether a metric of a limited document is absent whatever happens. */
function isAbsent(metric: Metric, sent: ReadonlySet<string>): boolean {
  if (typeof metric !== 'object' || 'points' in metric) return false
  // This is what a limited document has for a count of what is never sent.
  if ('ratio' in metric && metric.ratio[1] === 0) return true
  const [argument] = Object.values(metric) as [unknown]
  if (Array.isArray(argument)) return argument.some((side) => isAbsent(side, sent))
  const selector = 'of' in metric ? metric.of : (argument as Selector)
  return selectsNone(selector, sent)
}

/** The events of a definition and of the segments that it refers to. */
function needsOf(definition: object, document: AisleDocument): string[] {
  const definitions = new Set([definition])
  // A Set goes on with what is added while it is walked.
  for (const one of definitions)
    for (const name of segmentsIn(one)) definitions.add(document.segments.find((segment) => segment.name === name)!)
  return eventsOf([...definitions])
}

/** The names of the segments that a definition refers to. */
function segmentsIn(value: object): string[] {
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === 'segment' && typeof inner === 'string') return [inner]
    return typeof inner === 'object' && inner !== null && key !== 'where' ? segmentsIn(inner) : []
  })
}
