import type { Condition, Metric, Scalar, Selector } from '../../../src/language/ast'
import { milliseconds } from './durations'
import { byTimeAndId, type LoggedEvent } from './event'
import { measure, measurePair } from './metrics'
import { isOrdered, type Moment, selectEvents } from './select'

/** Kleene's third value, unknown, is undefined. */
export type Truth = boolean | undefined

export function isTrue(moment: Moment, condition: Condition): boolean {
  return judge(moment, condition) === true
}

/** A condition's truth at the moment. */
export function judge(moment: Moment, condition: Condition): Truth {
  if ('all' in condition) return all(condition.all.map((each) => judge(moment, each)))
  if ('any' in condition) return any(condition.any.map((each) => judge(moment, each)))
  if ('not' in condition) return negate(judge(moment, condition.not))
  if ('at_least' in condition) {
    return atLeast(
      condition.at_least,
      condition.of.map((each) => judge(moment, each)),
    )
  }
  if ('sequence' in condition) return hasSequence(moment, condition.sequence, condition.within)
  if ('segment' in condition) return judge(moment, segmentNamed(moment, condition.segment))
  if ('exists' in condition) return measure(moment, condition.exists) !== undefined
  if ('in' in condition) {
    const value = measure(moment, condition.in[0])
    return value === undefined ? undefined : condition.in[1].includes(value)
  }
  const [name, pair] = Object.entries(condition)[0] as [string, readonly [Metric, Metric]]
  return compare(name, ...measurePair(moment, pair))
}

function compare(name: string, a: Scalar | undefined, b: Scalar | undefined): Truth {
  if (a === undefined || b === undefined) return undefined
  if (name === 'eq') return a === b
  if (name === 'ne') return a !== b
  return typeof a === 'number' && typeof b === 'number' ? isOrdered(name, a, b) : undefined
}

function all(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false
  return truths.includes(undefined) ? undefined : true
}

function any(truths: readonly Truth[]): Truth {
  if (truths.includes(true)) return true
  return truths.includes(undefined) ? undefined : false
}

function negate(truth: Truth): Truth {
  return truth === undefined ? undefined : !truth
}

function atLeast(wanted: number, truths: readonly Truth[]): Truth {
  const certain = truths.filter((truth) => truth === true).length
  const possible = truths.filter((truth) => truth !== false).length
  if (certain >= wanted) return true
  return possible < wanted ? false : undefined
}

function segmentNamed(moment: Moment, name: string): Condition {
  const segment = moment.document.segments.find((each) => each.name === name)
  if (segment === undefined) throw new Error(`No segment named ${name}`)
  return segment.when
}

/** Tries every choice of events, one a step, each strictly after the one before. */
function hasSequence(moment: Moment, steps: readonly Selector[], within: string | undefined): boolean {
  const candidates = steps.map((step) => selectEvents(moment, step))
  const longest = within === undefined ? Number.POSITIVE_INFINITY : milliseconds(within)
  const isSoon = (first: LoggedEvent, event: LoggedEvent) => event.time - first.time <= longest
  const continues = (step: number, first: LoggedEvent, last: LoggedEvent): boolean =>
    step === steps.length ||
    candidates[step]!.some(
      (event) => byTimeAndId(last, event) < 0 && isSoon(first, event) && continues(step + 1, first, event),
    )
  return candidates[0]!.some((event) => continues(1, event, event))
}
