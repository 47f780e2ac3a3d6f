import type { Metric, Scalar, Selector } from '../../../src/language/ast'
import { isTrue } from './conditions'
import { milliseconds } from './durations'
import { readField, tenThousandths } from './fields'
import { type Moment, select, selectEvents } from './select'

/** A metric's value at the moment, or undefined where it is absent. Durations are in milliseconds. */
export function measure(moment: Moment, metric: Metric): Scalar | undefined {
  if (typeof metric !== 'object') return metric
  if ('count' in metric) return select(moment, metric.count).length
  if ('days' in metric) return countDays(moment, metric.days)
  if ('sum' in metric) return Number(total(numbers(moment, metric.sum, metric.of))) / 10_000
  if ('mean' in metric) return mean(numbers(moment, metric.mean, metric.of))
  if ('min' in metric) return extreme(numbers(moment, metric.min, metric.of), Math.min)
  if ('max' in metric) return extreme(numbers(moment, metric.max, metric.of), Math.max)
  if ('distinct' in metric) return new Set(values(moment, metric.distinct, metric.of)).size
  if ('first' in metric) return values(moment, metric.first, metric.of)[0]
  if ('last' in metric) return values(moment, metric.last, metric.of).at(-1)
  if ('mode' in metric) return mostFrequent(values(moment, metric.mode, metric.of))
  if ('age' in metric) return age(moment, metric.age, metric.of)
  if ('gap' in metric) return meanGap(moment, metric.of)
  if ('points' in metric) return points(moment, metric.points)
  return arithmetic(moment, metric)
}

/** The field's values among the selected that have it, in (time, id, line) order. */
function values(moment: Moment, path: string, selector: Selector): readonly Scalar[] {
  return select(moment, selector)
    .map((selected) => readField(selected, path))
    .filter((value) => value !== undefined)
}

function numbers(moment: Moment, path: string, selector: Selector): readonly number[] {
  return values(moment, path, selector).filter((value) => typeof value === 'number')
}

function total(all: readonly number[]): bigint {
  return all.reduce((sum, value) => sum + tenThousandths(value), 0n)
}

function mean(all: readonly number[]): number | undefined {
  return all.length === 0 ? undefined : Number(total(all)) / (10_000 * all.length)
}

function extreme(all: readonly number[], pick: (...values: number[]) => number): number | undefined {
  return all.length === 0 ? undefined : pick(...all)
}

/** Of equally frequent values the one selected last: a later value wins a tie. */
function mostFrequent(all: readonly Scalar[]): Scalar | undefined {
  const frequency = (value: Scalar) => all.filter((other) => other === value).length
  const most = Math.max(...all.map(frequency))
  return all.filter((value) => frequency(value) === most).at(-1)
}

/** Making a formatter costs more than all the rest of a test run. */
const formatters = new Map<string, Intl.DateTimeFormat>()

function countDays(moment: Moment, selector: Selector): number {
  const zone = moment.document.zone
  const format =
    formatters.get(zone) ??
    new Intl.DateTimeFormat('en-US', { timeZone: zone, year: 'numeric', month: 'numeric', day: 'numeric' })
  formatters.set(zone, format)
  return new Set(selectEvents(moment, selector).map((event) => format.format(event.time))).size
}

function age(moment: Moment, which: 'first' | 'last', selector: Selector): number | undefined {
  const event = selectEvents(moment, selector).at(which === 'first' ? 0 : -1)
  return event === undefined ? undefined : moment.now - event.time
}

function meanGap(moment: Moment, selector: Selector): number | undefined {
  const events = selectEvents(moment, selector)
  if (events.length < 2) return undefined
  return (events.at(-1)!.time - events[0]!.time) / (events.length - 1)
}

function points(moment: Moment, weighted: Extract<Metric, { points: unknown }>['points']): number {
  let sum = 0
  for (const [weight, condition] of weighted) if (isTrue(moment, condition)) sum += weight
  return sum
}

type Arithmetic = Extract<Metric, { ratio: unknown } | { add: unknown } | { sub: unknown } | { mul: unknown }>

function arithmetic(moment: Moment, metric: Arithmetic): number | undefined {
  const [name, pair] = Object.entries(metric)[0] as [string, readonly [Metric, Metric]]
  const [a, b] = measurePair(moment, pair)
  if (typeof a !== 'number' || typeof b !== 'number') return undefined
  if (name === 'add') return a + b
  if (name === 'sub') return a - b
  if (name === 'mul') return a * b
  return b === 0 ? undefined : a / b
}

/** Two metrics side by side: a string beside a duration is read as a duration. */
export function measurePair(
  moment: Moment,
  [a, b]: readonly [Metric, Metric],
): readonly [Scalar | undefined, Scalar | undefined] {
  return [
    typeof a === 'string' && isDuration(b) ? milliseconds(a) : measure(moment, a),
    typeof b === 'string' && isDuration(a) ? milliseconds(b) : measure(moment, b),
  ]
}

/** Whether a metric is a duration: an age, a gap, or a sum, difference or multiple of such. A ratio is a number. */
export function isDuration(metric: Metric): boolean {
  if (typeof metric !== 'object') return false
  if ('age' in metric || 'gap' in metric) return true
  if ('add' in metric) return metric.add.some(isDuration)
  if ('sub' in metric) return metric.sub.some(isDuration)
  if ('mul' in metric) return metric.mul.some(isDuration)
  return false
}
