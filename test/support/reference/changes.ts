import type { AisleDocument, Metric } from '../../../src/language/ast'
import { outcomeOf, stageOf } from './answer'
import { DAY_MS, isDurationText, milliseconds } from './durations'
import { inOrder, type LoggedEvent } from './event'
import { isDuration, measure } from './metrics'
import { type Moment, momentAt } from './select'

/** The first instant after now at which something differs, and what it becomes. */
export interface Change<T> {
  readonly at: number
  readonly to: T
}

/** `changes_at` of every segment. */
export function changesAt(
  document: AisleDocument,
  events: readonly LoggedEvent[],
  now: number,
): Record<string, Change<string> | null> {
  return allChangesAt({ ...document, stages: [] }, events, now).segments
}

/** `changes_at` of every segment and every stage set. */
export function allChangesAt(
  document: AisleDocument,
  events: readonly LoggedEvent[],
  now: number,
): Record<'segments' | 'stages', Record<string, Change<string> | null>> {
  const segments = document.segments.map(
    ({ when }) =>
      (moment: Moment): string =>
        outcomeOf(moment, when),
  )
  const stages = document.stages.map((set) => (moment: Moment) => stageOf(moment, set))
  const changes = firstChanges(document, events, now, [...segments, ...stages])
  const named = (list: readonly { readonly name: string }[], from: number) =>
    Object.fromEntries(list.map(({ name }, i) => [name, changes[from + i]!]))
  return { segments: named(document.segments, 0), stages: named(document.stages, segments.length) }
}

/** Asks each whole rule at every candidate instant in turn, until its answer differs from that of now. */
function firstChanges(
  document: AisleDocument,
  events: readonly LoggedEvent[],
  now: number,
  rules: readonly ((moment: Moment) => string)[],
): readonly (Change<string> | null)[] {
  const history = inOrder(events)
  const start = momentAt(document, history, now)
  const before = rules.map((ask) => ask(start))
  const changes: (Change<string> | null)[] = rules.map(() => null)
  for (const at of candidateInstants(document, history, now)) {
    if (!changes.includes(null)) break
    const moment = momentAt(document, history, at)
    rules.forEach((ask, i) => {
      if (changes[i]) return
      const to = ask(moment)
      if (to !== before[i]) changes[i] = { at, to }
    })
  }
  return changes
}

/**
 * Every instant after now at which an answer can differ, and many more. What is selected differs only where an event
 * happens or leaves a window (time + d); an age passes a threshold at time + threshold, and where the threshold is itself
 * measured (a gap, twice a gap) its values between those instants are the thresholds. Each
 * is taken with the milliseconds before and after it.
 */
export function candidateInstants(
  document: AisleDocument,
  history: readonly LoggedEvent[],
  now: number,
): readonly number[] {
  const times = [...new Set(history.map((event) => event.time))]
  const parts = everythingIn(document)
  const written = [0, DAY_MS, ...parts.filter(isDurationText).map(milliseconds)]
  const thresholds = parts.filter(isMeasuredThreshold)
  const measured = new Set<number>()
  for (const instant of thresholds.length === 0 ? [] : [now, ...sums(times, written)].filter((each) => each >= now)) {
    const moment = momentAt(document, history, instant)
    for (const metric of thresholds) {
      const value = measure(moment, metric)
      if (typeof value === 'number') measured.add(Math.floor(value)).add(Math.ceil(value))
    }
  }
  const exact = sums(times, [...written, ...measured]).filter((each) => each >= now - 1)
  return sums(exact, [-1, 0, 1])
    .filter((instant) => instant > now)
    .sort((a, b) => a - b)
}

/** Each of these plus each of those, once. */
function sums(these: readonly number[], those: readonly number[]): readonly number[] {
  return [...new Set(these.flatMap((a) => those.map((b) => a + b)))]
}

/** Every value in the document's JSON, at any depth. */
function everythingIn(value: unknown): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [value]
  return [value, ...Object.values(value).flatMap(everythingIn)]
}

/** A metric that is a duration, other than an age: what an age may be compared with. */
function isMeasuredThreshold(value: unknown): value is Metric {
  return typeof value === 'object' && value !== null && !('age' in value) && isDuration(value as Metric)
}
