import type { Metric } from './ast'
import { duration, field, name, number, scalar, selector } from './check-selector'
import { type Check, is, isObject, list, object, oneOf, pair, report } from './checks'
import type { DefinitionProblem } from './definition-error'
import { isTimed, type Kind, kindsOf } from './kind'
import { parsePath } from './path'

/** Finds what is wrong with the kinds of two well-formed metrics; undefined where nothing is. */
type Typing = (kinds: [Kind, Kind], metrics: readonly [Metric, Metric]) => string | undefined

/** Two metrics whose kinds go together. */
function typed(typing: Typing): Check {
  const both = pair(metric, metric)
  return (value, path, problems) => {
    const before = problems.length
    both(value, path, problems)
    if (problems.length > before) return
    const metrics = value as [Metric, Metric]
    const kinds = kindsOf(metrics)
    const wanted = typing(kinds, metrics)
    if (wanted) problems.push({ path, found: kinds.join(' and '), wanted })
  }
}

const sameKind: Typing = ([a, b], metrics) => {
  if (isTimed(a) !== isTimed(b)) return 'a duration beside a duration'
  const windowed = (metric: Metric) => /"within":"\d/.test(JSON.stringify(metric))
  if ((a === 'age' && windowed(metrics[1])) || (b === 'age' && windowed(metrics[0])))
    return 'an age beside a duration whose selectors have no duration window'
  return a === b || a === 'scalar' || b === 'scalar' || isTimed(a) ? undefined : 'the same type on both sides'
}

const isWord = (kind: Kind) => kind === 'string' || kind === 'boolean'
const equality = typed(sameKind)
const ordering = typed((kinds, metrics) => (kinds.some(isWord) ? 'numbers or durations' : sameKind(kinds, metrics)))

/** Numbers combine freely; durations add to durations and scale by numbers; ages do neither. */
function arithmetic(durationsMix: (first: boolean, second: boolean) => boolean): Check {
  return typed((kinds) => {
    if (kinds.includes('age')) return 'numbers or gaps: an age may only be compared'
    if (kinds.some(isWord)) return 'numbers'
    const [first, second] = kinds.map(isTimed) as [boolean, boolean]
    return durationsMix(first, second) ? undefined : 'durations added to durations, or scaled by numbers'
  })
}

const same = (first: boolean, second: boolean) => first === second

/** An operator over a field of what is selected. */
function overField(op: string): Check {
  const shape = object({ [op]: field, of: selector })
  return (value, path, problems) => {
    shape(value, path, problems)
    const { [op]: key, of } = value as Record<string, unknown>
    if (parsePath(key)?.of === 'product' && isObject(of) && of.each !== 'product')
      report(problems, `${path}.of.each`, of.each, '"product", since this is a field of product lines')
  }
}

const operator = (op: string, check: Check) => object({ [op]: check })

const METRICS: Record<string, Check> = {
  count: operator('count', selector),
  days: operator('days', selector),
  age: object({ age: is((v) => v === 'first' || v === 'last', '"first" or "last"'), of: selector }),
  gap: object({ gap: is((v) => v === 'mean', '"mean"'), of: selector }),
  ratio: operator(
    'ratio',
    arithmetic((first, second) => first || !second),
  ),
  add: operator('add', arithmetic(same)),
  sub: operator('sub', arithmetic(same)),
  mul: operator(
    'mul',
    arithmetic((first, second) => !first || !second),
  ),
  points: operator('points', list(pair(number, condition))),
}
for (const op of ['sum', 'mean', 'min', 'max', 'distinct', 'first', 'last', 'mode']) METRICS[op] = overField(op)

const CONDITIONS: Record<string, Check> = {
  in: operator('in', pair(metric, list(scalar))),
  exists: operator('exists', metric),
  all: operator('all', list(condition)),
  any: operator('any', list(condition)),
  not: operator('not', condition),
  at_least: object({ at_least: is((v) => Number.isInteger(v) && v >= 0, 'a whole number'), of: list(condition) }),
  sequence: object({ sequence: list(selector), 'within?': duration }),
  segment: operator('segment', name),
}
for (const op of ['eq', 'ne']) CONDITIONS[op] = operator(op, equality)
for (const op of ['gt', 'gte', 'lt', 'lte']) CONDITIONS[op] = operator(op, ordering)

const anyMetric = oneOf(METRICS)
const anyCondition = oneOf(CONDITIONS)

/** A metric: LANGUAGE.md section 4. */
export function metric(value: unknown, path: string, problems: DefinitionProblem[]): void {
  const check = isObject(value) ? anyMetric : scalar
  check(value, path, problems)
}

/** A condition: LANGUAGE.md section 5. */
export function condition(value: unknown, path: string, problems: DefinitionProblem[]): void {
  anyCondition(value, path, problems)
}
