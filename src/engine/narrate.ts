import type { Scalar } from '../language/ast'
import { describeCondition, describeMilliseconds } from '../language/describe'
import { isTimed, kindOf } from '../language/kind'
import type { Because, ExplainedMetric } from './explain'
import type { Explanation } from './shopper'

/** How instants are written in an explanation. */
export interface NarrateOptions {
  /** @default ISO 8601 in UTC */
  readonly instant?: (ms: number) => string
  /** How many event ids are named for a value. @default 3 */
  readonly events?: number
}

const MARKS: Record<string, string> = { in: 'yes', out: 'no', unknown: 'unknown' }

/**
 * An explanation in sentences that a merchandiser understands: what held, with which numbers and events, by how much, and
 * until when. One line each, indented as the rule is nested.
 *
 * @example
 * narrate(shopper.explain('cart_abandoner', now)!).join('\n')
 */
export function narrate(explanation: Explanation, options: NarrateOptions = {}): string[] {
  const { name, kind, outcome, because, changes_at } = explanation
  const { instant = (ms) => new Date(ms).toISOString(), events = 3 } = options
  const head =
    kind === 'stage' ? `${name}: ${outcome}` : `${name}: ${outcome === 'unknown' ? 'unknown' : outcome.toUpperCase()}`
  const until = changes_at
    ? `If nothing more happens, this holds until ${instant(changes_at.at)}, then it becomes ${changes_at.to}.`
    : 'If nothing more happens, this holds for good.'
  return [head, ...because.flatMap((reason) => lines(reason, events, '  ')), `  ${until}`]
}

function lines(because: Because, most: number, indent: string): string[] {
  const mark = `${indent}[${MARKS[because.outcome]}] `
  const parts = because.of?.flatMap((part) => lines(part, most, `${indent}  `))
  if (parts) return [mark + heading(because), ...parts]
  const facts = [...(because.sides ?? []).flatMap((side) => fact(side, most)), ...margin(because)]
  if (because.events?.length) facts.push(named(because.events, most))
  return [`${mark}${describeCondition(because.condition)}${facts.length ? `: ${facts.join('; ')}` : ''}`]
}

function heading({ condition }: Because): string {
  const op = Object.keys(condition)[0]!
  if (op === 'at_least') return `at least ${(condition as { at_least: number }).at_least} of`
  return { all: 'all of', any: 'any of', not: 'not' }[op] ?? describeCondition(condition)
}

/** What a side came to; a literal speaks for itself. */
function fact({ metric, value, events }: ExplainedMetric, most: number): string[] {
  if (typeof metric !== 'object' || Array.isArray(metric)) return []
  if (value === null) return ['there is none']
  const said = isTimed(kindOf(metric)) ? describeMilliseconds(value as number) : shown(value)
  return [`it is ${said}${events.length ? ` (${named(events, most)})` : ''}`]
}

function margin({ margin: gap, sides }: Because): string[] {
  if (gap === undefined || !sides) return []
  if (!gap) return ['exactly at the threshold']
  const said = sides.some(({ metric }) => isTimed(kindOf(metric)))
    ? describeMilliseconds(Math.abs(gap))
    : shown(Math.abs(gap))
  return [`${said} ${gap > 0 ? 'over' : 'under'} the threshold`]
}

function shown(value: Scalar): string {
  return typeof value === 'number' ? String(Number(value.toFixed(4))) : JSON.stringify(value)
}

function named(events: readonly string[], most: number): string {
  const more = events.length > most ? ` and ${events.length - most} more` : ''
  return `${events.length > 1 ? 'events' : 'event'} ${events.slice(0, most).join(', ')}${more}`
}
