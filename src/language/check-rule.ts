import { duration, each, field, isOfLines, number, scalar, scalars, selector } from './check-selector'
import { type Check, either, is, isObject, list, oneOf, pair } from './checks'
import { parseDuration } from './duration'
import { isTimed } from './kind'

/** What a reference must name. Which segments there are, and where they lead, is known when all rules are read. */
export const A_SEGMENT = 'a segment of this document that is no part of a circle'

/** Whether a selector inside a metric has a duration for its window. */
const isWindowed = (part: unknown): boolean =>
  isObject(part) && ('event' in part ? parseDuration(part.within) !== undefined : Object.values(part).some(isWindowed))

/** Two metrics whose kinds go together; gives the kind of what they make. */
const operands: Check = (value, path, report, op) => {
  const metrics = value as readonly unknown[]
  const found = (metricPair(value, path, report, op) ?? {}) as Record<number, unknown>
  // A string beside a duration is read as one.
  const [a, b] = [0, 1].map((i) =>
    isTimed(found[1 - i]) && parseDuration(metrics[i]) !== undefined ? 'duration' : found[i],
  )
  if (!a || !b) return
  const kinds = `${a} and ${b}`
  // As in physics, numbers are of power 0 and durations of power 1; no metric is of another.
  const [m, n] = [Number(isTimed(a)), Number(isTimed(b))]
  const power = op === 'mul' ? m + n : op === 'ratio' ? m - n : m === n ? m : 2
  if (
    ![0, 1].includes(power) ||
    (/age/.test(kinds) && !/^(eq|ne|[gl]te?)$/.test(op)) ||
    (/string|boolean/.test(kinds) && (!/^(eq|ne)$/.test(op) || (a !== b && !/scalar/.test(kinds))))
  )
    report(path, value, `kinds that go together, not ${kinds}`)
  else if ([a, b].some((kind, i) => kind === 'age' && isWindowed(metrics[1 - i])))
    report(path, value, 'no duration window beside an age')
  return power ? 'duration' : 'number'
}

/** A metric: LANGUAGE.md section 4; gives its kind. */
export const metric: Check = either(scalar, undefined, (value, path, report, key) => {
  const { of } = value as Record<string, unknown>
  // Without `each` events are selected, which have no fields of product lines.
  if (isObject(of) && !of.each && Object.values(value as object).some(isOfLines))
    each(of.each, `${path}.of.each`, report, key)
  const kind = anyMetric(value, path, report, key)
  return isTimed(kind) || kind === 'scalar' ? kind : 'number'
})

/** A condition: LANGUAGE.md section 5. */
export const condition: Check = (...looked) => anyCondition(...looked)

const metricPair = pair(metric, metric)
const conditions = list(condition)
const of = { of: selector }

const anyMetric = oneOf(
  ['count days', selector],
  ['sum mean min max distinct', field, of],
  ['first last mode', field, of, 'scalar'],
  ['age', is(/^"(first|last)"$/, '"first" or "last"'), of, 'age'],
  ['gap', is(/^"mean"$/, '"mean"'), of, 'duration'],
  ['ratio add sub mul', operands],
  ['points', list(pair(number, condition))],
)

const untimed: Check = (value, path, report, key) => {
  if (isTimed(metric(value, path, report, key))) report(path, value, 'a metric that is no duration')
}

const anyCondition = oneOf(
  ['eq ne gt gte lt lte', operands],
  ['in', pair(untimed, scalars)],
  ['exists', metric],
  ['all any', conditions],
  ['not', condition],
  ['at_least', is(/^\d+$/, 'a whole number'), { of: conditions }],
  ['sequence', list(selector), { within: duration }],
  ['segment', is(/^$/, A_SEGMENT)],
)
