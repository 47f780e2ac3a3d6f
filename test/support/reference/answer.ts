import type { AisleDocument, Condition, Outcome, Scalar, StageSet } from '../../../src/language/ast'
import { isTrue, judge } from './conditions'
import { inOrder, type LoggedEvent } from './event'
import { measure } from './metrics'
import { type Moment, momentAt } from './select'

/** What a document says of one shopper at an instant. */
export interface Answer {
  readonly segments: Record<string, Outcome>
  readonly traits: Record<string, Scalar | null>
  readonly stages: Record<string, string>
}

/** All answers, read off the raw events: any order, duplicates, events later than now. */
export function answer(document: AisleDocument, events: readonly LoggedEvent[], now: number): Answer {
  const moment = momentAt(document, inOrder(events), now)
  return {
    segments: Object.fromEntries(document.segments.map(({ name, when }) => [name, outcomeOf(moment, when)])),
    traits: Object.fromEntries(document.traits.map(({ name, value }) => [name, measure(moment, value) ?? null])),
    stages: Object.fromEntries(document.stages.map((set) => [set.name, stageOf(moment, set)])),
  }
}

export function outcomeOf(moment: Moment, when: Condition): Outcome {
  const truth = judge(moment, when)
  if (truth === undefined) return 'unknown'
  return truth ? 'in' : 'out'
}

/** The first stage whose condition is true; unknown counts as not true. */
export function stageOf(moment: Moment, set: StageSet): string {
  return set.stages.find((stage) => isTrue(moment, stage.when))?.name ?? set.otherwise
}
