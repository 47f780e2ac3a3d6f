import fc from 'fast-check'
import type { Condition, Metric, Scalar, Selector } from '../../../src/language/ast'
import {
  COMMON_DURATIONS,
  DURATIONS,
  LINE_MIXED_FIELDS,
  LINE_NUMBER_FIELDS,
  LINE_TEXT_FIELDS,
  MIXED_FIELDS,
  NUMBER_FIELDS,
  oneOf,
  TEXT_FIELDS,
  weighted,
} from './alphabet'
import { anySelectors, eventSelectors, lineSelectors, type Windows } from './selectors'

export const durationTexts = weighted([2, oneOf(COMMON_DURATIONS)], [1, oneOf(DURATIONS)])

export const numberLiterals = oneOf([0, 1, 2, 3, 0.5, 0.3, 10, 19.99, 20])

/** A metric of one of these names, over a field of this map; product fields over lines alone. */
function overFields(
  names: readonly string[],
  fields: Readonly<Record<string, unknown>>,
  selectors: fc.Arbitrary<Selector>,
): fc.Arbitrary<Metric> {
  const field = oneOf(Object.keys(fields))
  return fc.tuple(oneOf(names), field, selectors).map(([name, path, of]) => ({ [name]: path, of }) as unknown as Metric)
}

const NUMERIC = ['sum', 'mean', 'min', 'max', 'first', 'last', 'mode']

/** The numbers that are the harder to get right, and whose value a trait shows in full. */
export const exactNumbers: fc.Arbitrary<Metric> = weighted<Metric>(
  [2, fc.record({ days: anySelectors() })],
  [2, overFields(['sum', 'mean'], { results: 1, total: 1 }, eventSelectors())],
  [2, overFields(['sum', 'mean'], LINE_NUMBER_FIELDS, lineSelectors())],
)

const numberFields = weighted(
  [1, overFields(NUMERIC, NUMBER_FIELDS, eventSelectors())],
  [1, overFields(NUMERIC, LINE_NUMBER_FIELDS, lineSelectors())],
)

const distincts = weighted(
  [1, overFields(['distinct'], { ...TEXT_FIELDS, ...MIXED_FIELDS, ...NUMBER_FIELDS }, eventSelectors())],
  [1, overFields(['distinct'], { ...LINE_TEXT_FIELDS, ...LINE_MIXED_FIELDS }, lineSelectors())],
)

/** Numbers that are no arithmetic. */
export const plainNumbers: fc.Arbitrary<Metric> = weighted<Metric>(
  [6, fc.record({ count: anySelectors() })],
  [3, fc.record({ days: anySelectors() })],
  [8, numberFields],
  [2, distincts],
)

/** A value of the field's own type is beside it, so that `eq` can hold. */
export interface ScalarMetric {
  readonly metric: Metric
  readonly literal: Scalar
}

const SCALAR = ['first', 'last', 'mode']

function scalarMetrics(
  fields: Readonly<Record<string, readonly Scalar[]>>,
  selectors: fc.Arbitrary<Selector>,
): fc.Arbitrary<ScalarMetric> {
  const each = Object.entries(fields).map(([path, values]) =>
    fc.record({ metric: overFields(SCALAR, { [path]: values }, selectors), literal: oneOf(values) }),
  )
  return fc.oneof(...each)
}

/** Strings of the vocabulary: only ever equal to strings. */
export const textMetrics: fc.Arbitrary<ScalarMetric> = weighted(
  [2, scalarMetrics(TEXT_FIELDS, eventSelectors())],
  [1, scalarMetrics(LINE_TEXT_FIELDS, lineSelectors())],
)

/** Custom fields, whose type is met only at now. */
export const mixedMetrics: fc.Arbitrary<ScalarMetric> = weighted(
  [2, scalarMetrics(MIXED_FIELDS, eventSelectors())],
  [1, scalarMetrics(LINE_MIXED_FIELDS, lineSelectors())],
)

/** Only ever compared, or a trait by itself. */
export const ages: fc.Arbitrary<Metric> = fc.record({
  age: oneOf(['last', 'first'] as const),
  of: anySelectors(),
}) as fc.Arbitrary<Metric>

/** Durations that are measured: gaps, and arithmetic on them. */
export function gaps(windows: Windows): fc.Arbitrary<Metric> {
  const gap = fc.record({ gap: fc.constant('mean' as const), of: anySelectors(windows) })
  const other = weighted<Metric>([2, durationTexts], [1, gap])
  return weighted<Metric>(
    [4, gap],
    [1, fc.record({ mul: fc.tuple(gap, oneOf([2, 0.5, 1.5])) })],
    [1, fc.record({ mul: fc.tuple(oneOf([3, 0.1]), gap) })],
    [1, fc.record({ add: fc.tuple(gap, other) })],
    [1, fc.record({ sub: fc.tuple(gap, other) })],
    [1, fc.record({ sub: fc.tuple(durationTexts, gap) })],
  )
}

/** All numbers, conditions with their weights among them. */
export function numberMetrics(conditions: fc.Arbitrary<Condition>): fc.Arbitrary<Metric> {
  const side = weighted<Metric>([3, plainNumbers], [1, numberLiterals])
  const pair = fc.tuple(plainNumbers, side)
  const either = weighted([2, pair], [1, fc.tuple(side, plainNumbers)])
  const point = fc.tuple(oneOf([1, 2.5, -1, 0.1]), conditions)
  return weighted<Metric>(
    [12, plainNumbers],
    [2, fc.record({ ratio: either })],
    [1, fc.record({ ratio: fc.tuple(gaps('any'), weighted<Metric>([1, durationTexts], [1, gaps('any')])) })],
    [1, fc.record({ add: either })],
    [1, fc.record({ sub: either })],
    [1, fc.record({ mul: either })],
    [2, fc.record({ points: fc.array(point, { minLength: 1, maxLength: 3 }) })],
  )
}
