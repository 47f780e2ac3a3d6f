import type { Condition, FieldTest, FieldTests, Metric, Scalar, Segment, Selector, StageSet, Trait, Where } from './ast'
import { parseDuration } from './duration'
import { isTimed, kindsOf } from './kind'

const UNITS: Record<string, string> = { ms: 'millisecond', s: 'second', m: 'minute', h: 'hour', d: 'day', w: 'week' }

/** A duration string in words. */
function inWords(duration: string): string {
  const [, n, unit] = /^(\d+)(\w+)$/.exec(duration)!
  return `${n} ${UNITS[unit!]}${n === '1' ? '' : 's'}`
}

/** Milliseconds in words, in the two largest units that matter. */
export function describeMilliseconds(ms: number): string {
  const sign = ms < 0 ? '-' : ''
  let rest = Math.round(Math.abs(ms))
  const parts: string[] = []
  for (const unit of ['d', 'h', 'm', 's', 'ms']) {
    const size = parseDuration(`1${unit}`)!
    const n = Math.floor(rest / size)
    rest -= n * size
    if (n && parts.length < 2) parts.push(inWords(`${n}${unit}`))
  }
  return sign + (parts.join(' ') || '0 seconds')
}

const literal = (value: Scalar) => (typeof value === 'string' ? `"${value}"` : String(value))
const words = (name: string) => name.replace(/_/g, ' ')
const quoted = (name: string) => `“${words(name)}”`

function listed(items: readonly string[], conjunction: string): string {
  if (items.length < 2) return items[0] ?? ''
  return `${items.slice(0, -1).join(', ')} ${conjunction} ${items[items.length - 1]}`
}

/** `product.price` as "product price", `context.device.type` as "device type", `total` as it is. */
function fieldWords(path: string): string {
  return words(path.replace(/^context\.|^product\.(?=product_)/, '').replace(/\./g, ' '))
}

const TESTS: Record<keyof FieldTests, (wanted: never) => string> = {
  eq: (v) => `is ${literal(v)}`,
  // An absent field is not something else: it fails these too.
  ne: (v) => `is something other than ${literal(v)}`,
  gt: (v) => `is more than ${literal(v)}`,
  gte: (v) => `is at least ${literal(v)}`,
  lt: (v) => `is less than ${literal(v)}`,
  lte: (v) => `is at most ${literal(v)}`,
  in: (v: Scalar[]) => `is ${listed(v.map(literal), 'or')}`,
  not_in: (v: Scalar[]) => `is something other than ${listed(v.map(literal), 'or')}`,
  exists: (v) => (v ? 'is given' : 'is not given'),
  starts_with: (v) => `starts with ${literal(v)}`,
  contains: (v) => `contains ${literal(v)}`,
}

function testWords(path: string, test: FieldTest): string {
  const tests = (typeof test !== 'object' ? { eq: test } : Array.isArray(test) ? { in: test } : test) as FieldTests
  const said = Object.entries(tests).map(([op, wanted]) => TESTS[op as keyof FieldTests](wanted as never))
  return `whose ${fieldWords(path)} ${said.join(' and ')}`
}

function whereWords(where: Where | undefined): string {
  const tests = Object.entries(where ?? {}).map(([path, test]) => testWords(path, test))
  return tests.length ? ` ${tests.join(' and ')}` : ''
}

function whenWords(within: Selector['within']): string {
  if (!within) return ''
  return within === 'visit' ? ' in the current visit' : ` in the last ${inWords(within).replace(/^1 /, '')}`
}

/** What a selector selects, one or many: "“product added” events in the current visit". */
function selection({ event, where, within, each, once }: Selector, ending: '' | 's' = 's'): string {
  const names = ([] as string[]).concat(event)
  const which = names[0] === '*' ? '' : `${listed(names.map(quoted), 'or')} `
  const things = each ? `product line${ending}${which && ` of ${which}events`}` : `${which}event${ending}`
  return things + whenWords(within) + whereWords(where) + (once ? ` (one for each ${fieldWords(once)})` : '')
}

/** One of what a selector selects: "an “order completed” event". */
function oneOf(selector: Selector): string {
  const said = selection(selector, '')
  return `${/^event/.test(said) ? 'any' : /^.?[aeiou]/.test(said) ? 'an' : 'a'} ${said}`
}

type Pair = readonly [Metric, Metric]

const METRICS: Record<string, (argument: never, of: Selector) => string> = {
  count: (s: Selector) => `the number of ${selection(s)}`,
  days: (s: Selector) => `the number of days with ${selection(s)}`,
  sum: (field, of) => `the sum of ${fieldWords(field)} over ${selection(of)}`,
  mean: (field, of) => `the mean ${fieldWords(field)} of ${selection(of)}`,
  min: (field, of) => `the lowest ${fieldWords(field)} of ${selection(of)}`,
  max: (field, of) => `the highest ${fieldWords(field)} of ${selection(of)}`,
  distinct: (field, of) => `the number of different values of ${fieldWords(field)} in ${selection(of)}`,
  first: (field, of) => `the first ${fieldWords(field)} of ${selection(of)}`,
  last: (field, of) => `the last ${fieldWords(field)} of ${selection(of)}`,
  mode: (field, of) => `the most frequent ${fieldWords(field)} of ${selection(of)}`,
  age: (which, of) => `the time since the ${which} ${selection(of, '')}`,
  gap: (_, of) => `the mean time between ${selection(of)}`,
  // What `limitTo` puts in the place of a count of events that a shop never sends.
  ratio: (pair: Pair) =>
    pair[0] === 0 && pair[1] === 0 ? 'what is never sent' : pairWords(pair, operandWords).join(' divided by '),
  add: (pair: Pair) => pairWords(pair, operandWords).join(' plus '),
  sub: (pair: Pair) => pairWords(pair, operandWords).join(' minus '),
  mul: (pair: Pair) => pairWords(pair, operandWords).join(' times '),
  points: (pairs: readonly (readonly [number, Condition])[]) =>
    `the score (${pairs.map(([weight, when]) => `${weight} if ${describeCondition(when)}`).join('; ')})`,
}

/**
 * A metric in words.
 *
 * @example
 * describeMetric({ count: { event: 'product_added', within: 'visit' } })
 * // 'the number of “product added” events in the current visit'
 */
export function describeMetric(metric: Metric): string {
  if (typeof metric !== 'object') return literal(metric)
  const [op, argument] = Object.entries(metric).find(([key]) => key !== 'of')!
  return METRICS[op]!(argument as never, (metric as { of: Selector }).of)
}

/** A metric inside arithmetic: in parentheses where it is arithmetic itself. */
function operandWords(metric: Metric): string {
  const said = describeMetric(metric)
  return typeof metric === 'object' && /^(ratio|add|sub|mul)$/.test(Object.keys(metric)[0]!) ? `(${said})` : said
}

/** Both sides in words: a string beside a duration is one. */
function pairWords(pair: Pair, say: (metric: Metric) => string): string[] {
  const timed = kindsOf(pair).map(isTimed)
  return pair.map((metric, i) => (timed[i] && typeof metric === 'string' ? inWords(metric) : say(metric)))
}

const COMPARISONS: Record<string, string> = {
  eq: 'is',
  ne: 'is not',
  gt: 'is more than',
  gte: 'is at least',
  lt: 'is less than',
  lte: 'is at most',
}

function comparisonWords(op: string, pair: Pair): string {
  const exactly = /^(eq|ne)$/.test(op) && isTimed(kindsOf(pair)[0]) ? ' exactly' : ''
  return pairWords(pair, describeMetric).join(` ${COMPARISONS[op]}${exactly} `)
}

const JOINED: Record<string, (conditions: readonly Condition[], n: number) => string> = {
  all: (conditions) => conditions.map(innerWords).join(', and '),
  any: (conditions) => conditions.map(innerWords).join(', or '),
  at_least: (conditions, n) => `at least ${n} of these hold: ${conditions.map(innerWords).join('; ')}`,
}

/**
 * A condition in words.
 *
 * @example
 * describeCondition({ gte: [{ count: { event: 'product_added', within: 'visit' } }, 1] })
 * // 'the number of “product added” events in the current visit is at least 1'
 */
export function describeCondition(condition: Condition): string {
  const { of, within } = condition as { of?: Condition[]; within?: string }
  const [op, argument] = Object.entries(condition).find(([key]) => key !== 'of' && key !== 'within')! as [string, never]
  if (COMPARISONS[op]) return comparisonWords(op, argument)
  if (JOINED[op]) return JOINED[op](of ?? argument, argument)
  if (op === 'in') return `${describeMetric(argument[0])} is ${listed((argument[1] as Scalar[]).map(literal), 'or')}`
  if (op === 'exists') return `${describeMetric(argument)} is known`
  if (op === 'not') return negated(argument)
  if (op === 'segment') return `the shopper is in ${argument}`
  const steps = (argument as readonly Selector[]).map(oneOf)
  return `there was ${steps.join(', then ')}${within ? `, all within ${inWords(within)}` : ''}`
}

function negated(condition: Condition): string {
  const said = innerWords(condition)
  const [op] = Object.keys(condition)
  if (op === 'segment') return said.replace('is in', 'is not in')
  return op === 'exists' ? said.replace(/known$/, 'not known') : `it is not true that ${said}`
}

/** A condition inside another: in parentheses where it has parts of its own. */
function innerWords(condition: Condition): string {
  const said = describeCondition(condition)
  return JOINED[Object.keys(condition)[0]!] ? `(${said})` : said
}

/**
 * A definition as an English sentence.
 *
 * @example
 * describe(cartAbandoner)
 * // 'A shopper is in cart_abandoner when the number of “product added” events in the current visit is at least 1, and …'
 */
export function describe(definition: Segment | Trait | StageSet): string {
  if ('when' in definition) return `A shopper is in ${definition.name} when ${describeCondition(definition.when)}.`
  if ('value' in definition) return `A shopper's ${definition.name} is ${describeMetric(definition.value)}.`
  const stages = definition.stages.map(({ name, when }) => `${name} when ${describeCondition(when)}`)
  return `A shopper's ${definition.name} is ${[...stages, definition.otherwise].join('; else ')}.`
}
