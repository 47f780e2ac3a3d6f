import { duration, each, field, isOfLines, number, scalar, scalars, selector } from './check-selector'
import { type Check, either, is, isObject, list, oneOf, pair } from './checks'
import { parseDuration } from './duration'
import { isTimed } from './kind'

/** What a reference must name. Which segments there are, and where they lead, is known when all rules are read. */
export const A_SEGMENT = 'the name of a segment, in no circle'

/** Whether a selector inside a metric has a duration for its window. */
const isWindowed = (part: unknown): boolean =>
  isObject(part) && ('event' in part ? parseDuration(part.within) !== undefined : Object.values(part).some(isWindowed))

/**
 * Which kinds an operator takes, by their first letters: number, field (of a type that only events know), string, boolean,
 * duration, age. Numbers combine freely; durations add to durations and scale by numbers; ages are only compared.
 */
const TAKES =
  /^(\w+ [nf]{2}|(eq|ne|[gl]te?) [ad]{2}|(eq|ne) (ss|bb|f[sb]|[sb]f)|(add|sub) dd|ratio d[nfd]|mul (d[nf]|[nf]d))$/

/** Two metrics whose kinds go together; gives the kind of what they make. */
const operands: Check = (value, path, report, op) => {
  const metrics = value as readonly unknown[]
  const found = metricPair(value, path, report, op) as readonly (string | undefined)[] | undefined
  // A string beside a duration is read as one.
  const [a, b] = [0, 1].map((i) =>
    isTimed(found?.[1 - i]) && parseDuration(metrics[i]) !== undefined ? 'duration' : found?.[i],
  )
  if (!a || !b) return
  const said = `${op} ${a[0]}${b[0]}`
  if (!TAKES.test(said)) report(path, value, `kinds that go together, not ${a} and ${b}`)
  else if ((a === 'age' && isWindowed(metrics[1])) || (b === 'age' && isWindowed(metrics[0])))
    report(path, value, 'no duration window beside an age')
  return /d\w?$/.test(said) && said !== 'ratio dd' ? 'duration' : 'number'
}

/** A metric: LANGUAGE.md section 4; gives its kind. */
export const metric: Check = either(scalar, undefined, (value, path, report, key) => {
  const { of } = value as Record<string, unknown>
  // Without `each` events are selected, which have no fields of product lines.
  if (isObject(of) && !of.each && Object.values(value as object).some(isOfLines))
    each(of.each, `${path}.of.each`, report, key)
  const kind = anyMetric(value, path, report, key)
  return isTimed(kind) || kind === 'field' ? kind : 'number'
})

/** A condition: LANGUAGE.md section 5. */
export const condition: Check = (...looked) => anyCondition(...looked)

const metricPair = pair(metric, metric)
const conditions = list(condition)
const of = { of: selector }

const anyMetric = oneOf(
  ['count days', selector],
  ['sum mean min max distinct', field, of],
  ['first last mode', field, of, 'field'],
  ['age', is(/^"(first|last)"$/, '"first" or "last"'), of, 'age'],
  ['gap', is(/^"mean"$/, '"mean"'), of, 'duration'],
  ['ratio add sub mul', operands],
  ['points', list(pair(number, condition))],
)

const untimed: Check = (value, path, report, key) => {
  if (isTimed(metric(value, path, report, key))) report(path, value, 'no duration')
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
