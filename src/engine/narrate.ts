import type { AisleDocument, Condition, Metric, Scalar } from '../language/ast'
import { describeCondition, describeMetric, describeMilliseconds } from '../language/describe'
import { parseDuration } from '../language/duration'
import { isTimed, kindOf } from '../language/kind'
import type { Explanation } from './answers'
import type { Because, ExplainedMetric } from './explain'

/**
 * How an explanation is put into words.
 *
 * @example
 * const instant = (ms: number) => new Date(ms).toLocaleString('de-AT', { timeZone: 'Europe/Vienna' })
 * const options: NarrateOptions = { document: builtin, instant, events: 1 }
 * narrate(shopper.explain('visit_intent', Date.now())!, options).join('\n')
 */
export interface NarrateOptions {
  /** @default ISO 8601 in UTC */
  readonly instant?: (ms: number) => string
  /** How many event ids are named for a value. @default 3 */
  readonly events?: number
  /** The document of the rule, for segments' titles and the names of the stages that did not hold. @default none */
  readonly document?: AisleDocument
  /** Why a condition that points are given for is as it is. @default points are told as a sum alone */
  readonly points?: (condition: Condition) => Because | undefined
}

interface Context {
  readonly points: NarrateOptions['points'] | undefined
  readonly most: number
}

/** As many as an explanation holds at most for a value: where there are so many, there may be more. */
const MOST_HELD = 20

const MARKS: Record<string, string> = { in: 'yes', out: 'no', unknown: 'unknown' }

/**
 * An explanation in sentences that a merchandiser understands: what held, with which numbers and events, by how much, and
 * until when. One line each, indented as the rule is nested. What cannot have made a difference is left out: the
 * alternatives that failed where another one held, and of a stage that was not reached the parts that held.
 *
 * @example
 * narrate(shopper.explain('cart_abandoner', now)!, { document: builtin }).join('\n')
 */
export function narrate(explanation: Explanation, options: NarrateOptions = {}): string[] {
  const { name, kind, outcome, because } = explanation
  const { events: most = 3, document, points } = options
  const context = { most, points }
  if (kind === 'segment') {
    const title = document?.segments.find((segment) => segment.name === name)?.title
    const head = `${name}${title ? ` (${title})` : ''}: ${outcome === 'unknown' ? outcome : outcome.toUpperCase()}`
    return [head, until(explanation, options), ...because.flatMap((reason) => lines(reason, context, '  '))]
  }
  const stages = document?.stages.find((set) => set.name === name)?.stages ?? []
  const reasons = because.flatMap((reason, i) =>
    stageLines(reason, reason.outcome === 'in' ? outcome : (stages[i]?.name ?? 'another stage'), context),
  )
  const isNone = because.every((reason) => reason.outcome !== 'in')
  const rest = isNone ? [`  ${outcome}: what is left where no other stage is reached`] : []
  return [`${name}: ${outcome}`, until(explanation, options), ...reasons, ...rest]
}

function until({ kind, changes_at }: Explanation, { instant = (ms) => new Date(ms).toISOString() }: NarrateOptions) {
  if (!changes_at) return '  If nothing more happens, this stays so.'
  const { at, to } = changes_at
  const then = kind === 'stage' ? `the stage is ${to}` : to === 'unknown' ? 'it is unknown' : `the shopper is ${to}`
  return `  If nothing more happens, this holds until ${instant(at)}; from then on ${then}.`
}

function stageLines(because: Because, stage: string, context: Context): string[] {
  if (because.outcome === 'in') return [`  ${stage}, because:`, ...lines(because, context, '    ')]
  return [`  not ${stage}, missing:`, ...lines(withoutHeld(because), context, '    ')]
}

/** Only what is missing. */
function withoutHeld(because: Because): Because {
  const { condition, outcome, of } = because
  if (!of || outcome === 'in' || !('all' in condition)) return because
  const missing = of.filter((part) => part.outcome !== 'in')
  return missing.length === 1 ? withoutHeld(missing[0]!) : { ...because, of: missing.map(withoutHeld) }
}

function lines(because: Because, context: Context, indent: string): string[] {
  const { condition, outcome, of } = because
  const mark = `${indent}[${MARKS[outcome]}] `
  if (!of) {
    const [said, ...parts] = sentence(because, context)
    return [mark + said, ...parts.map((part) => `${indent}  ${part}`)]
  }
  const parts = outcome === 'in' && 'any' in condition ? of.filter((part) => part.outcome === 'in') : of
  // One alternative that held says all.
  if (parts.length === 1 && 'any' in condition) return lines(parts[0]!, context, indent)
  return [mark + heading(condition), ...parts.flatMap((part) => lines(part, context, `${indent}  `))]
}

function heading(condition: Condition): string {
  const op = Object.keys(condition)[0]!
  if (op === 'at_least') return `at least ${(condition as { at_least: number }).at_least} of:`
  return { all: 'all of:', any: 'at least one of:', not: 'not:' }[op] ?? `${describeCondition(condition)}:`
}

const NEEDED: Record<string, string> = {
  eq: '',
  ne: 'not ',
  gt: 'more than ',
  gte: 'at least ',
  lt: 'less than ',
  lte: 'at most ',
}
const MIRRORED: Record<string, string> = { gt: 'lt', gte: 'lte', lt: 'gt', lte: 'gte' }

/** A condition without parts in one line, and the points of its sides in more. */
function sentence(because: Because, context: Context): string[] {
  const { condition, sides = [], events } = because
  const op = Object.keys(condition)[0]!
  if (!sides.length) return [`${describeCondition(condition)}${events?.length ? `: ${named(events, context)}` : ''}`]
  const points = sides.flatMap(({ metric }) => pointLines(metric, context))
  if (NEEDED[op] !== undefined) return [comparison(op, because, context), ...points]
  const { metric } = sides[0]!
  const needed = 'in' in condition ? condition.in[1].map(shown).join(' or ') : 'any value'
  return [`${subject(metric)} ${said(sides[0]!, context)}; needed: ${needed}`, ...points]
}

function comparison(op: string, { outcome, sides, margin }: Because, context: Context): string {
  const [a, b] = sides as unknown as readonly [ExplainedMetric, ExplainedMetric]
  const isMirrored = typeof a.metric !== 'object' && typeof b.metric === 'object'
  const [left, right] = isMirrored ? [b, a] : [a, b]
  const test = isMirrored ? (MIRRORED[op] ?? op) : op
  const timed = [a, b].some(({ metric }) => isTimed(kindOf(metric)))
  const gap = margin === undefined ? '' : gapWords(test, isMirrored ? -margin : margin, outcome === 'in', timed)
  const isPair = typeof right.metric === 'object'
  const facts = [left, ...(isPair ? [right] : [])].map((side) => `${subject(side.metric)} ${said(side, context)}`)
  const needed = isPair ? `the first ${NEEDED[test] || 'equal to '}the second` : NEEDED[test] + literal(right, timed)
  return `${facts.join(', and ')}; needed: ${needed}${gap && ` (${gap})`}`
}

/** Points are told apart below, as far as they are known. */
function subject(metric: Metric): string {
  return typeof metric === 'object' && 'points' in metric ? 'the points' : describeMetric(metric)
}

/** How far a value is from where the outcome turns. */
function gapWords(op: string, margin: number, holds: boolean, timed: boolean): string {
  const isUpper = op === 'lt' || op === 'lte'
  if (op === 'ne' || (op === 'eq' && holds)) return ''
  if (margin === 0) return isUpper ? 'exactly at the limit' : holds ? 'just enough' : 'equal, which is not enough'
  const size = timed ? describeMilliseconds(Math.abs(margin)) : shown(Math.abs(margin))
  if (margin < 0) return `${size} ${isUpper ? 'below the limit' : 'short'}`
  return `${size} ${isUpper ? 'over the limit' : op === 'eq' ? 'too many' : 'over'}`
}

function said({ metric, value, events }: ExplainedMetric, context: Context): string {
  if (value === null) return 'cannot be told: there is none'
  const verb = typeof metric === 'object' && 'points' in metric ? 'come to' : 'is'
  const text = isTimed(kindOf(metric)) ? describeMilliseconds(value as number) : shown(value)
  return `${verb} ${text}${events.length ? ` (${named(events, context)})` : ''}`
}

function literal({ metric, value }: ExplainedMetric, timed: boolean): string {
  const ms = timed ? (parseDuration(metric) ?? value) : undefined
  return typeof ms === 'number' ? describeMilliseconds(ms) : shown(value!)
}

/** What each part of points was worth. */
function pointLines(metric: Metric, context: Context): string[] {
  if (typeof metric !== 'object' || !('points' in metric)) return []
  return metric.points.flatMap(([weight, condition]) => {
    const because = context.points?.(condition)
    const worth = `${shown(weight)} ${Math.abs(weight) === 1 ? 'point' : 'points'}`
    if (!because) return [`${worth} where ${describeCondition(condition)}`]
    const [first, ...others] = lines(because, context, '')
    return [`${worth}: ${first}`, ...others.map((line) => `  ${line}`)]
  })
}

function shown(value: Scalar): string {
  return typeof value === 'number' ? String(Number(value.toFixed(4))) : JSON.stringify(value)
}

function named(events: readonly string[], { most }: Context): string {
  const others = events.length < MOST_HELD ? `${events.length - most} more` : 'others'
  const more = events.length > most ? ` and ${others}` : ''
  return `${events.length > 1 ? 'events' : 'event'} ${events.slice(0, most).join(', ')}${more}`
}
