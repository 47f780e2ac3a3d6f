import fc from 'fast-check'
import type { Condition, Metric, Scalar } from '../../../src/language/ast'
import { compact, oneOf, sometimes, weighted } from './alphabet'
import {
  ages,
  durationTexts,
  gaps,
  mixedMetrics,
  numberLiterals,
  numberMetrics,
  plainNumbers,
  type ScalarMetric,
  textMetrics,
} from './metrics'
import { anySelectors, namedSelectors } from './selectors'

const ANY_COMPARISON = ['gt', 'gte', 'lt', 'lte', 'eq', 'ne']

function compare(names: readonly string[], left: fc.Arbitrary<Metric>, right: fc.Arbitrary<Metric>) {
  const sides = weighted<[Metric, Metric]>([4, fc.tuple(left, right)], [1, fc.tuple(right, left)])
  return fc.tuple(oneOf(names), sides).map(([name, pair]) => ({ [name]: pair }) as unknown as Condition)
}

function compareScalar(names: readonly string[], scalars: fc.Arbitrary<ScalarMetric>) {
  const comparison = (name: string, metric: Metric, literal: Scalar) => ({ [name]: [metric, literal] }) as unknown
  return fc
    .tuple(oneOf(names), scalars)
    .map(([name, { metric, literal }]) => comparison(name, metric, literal) as Condition)
}

const someNumbers = weighted<Metric>([4, numberLiterals], [1, plainNumbers])

const durationComparisons = weighted<Condition>(
  [6, compare(ANY_COMPARISON, ages, durationTexts)],
  [3, compare(ANY_COMPARISON, ages, gaps('no_duration'))],
  [2, compare(ANY_COMPARISON, gaps('any'), durationTexts)],
  [1, compare(ANY_COMPARISON, gaps('any'), gaps('any'))],
)

/** An order of a custom field with a number is unknown while the field is no number. */
const scalarComparisons = weighted<Condition>(
  [3, compareScalar(['eq', 'ne'], textMetrics)],
  [1, compareScalar(['eq', 'ne'], mixedMetrics)],
  [1, compare(['gt', 'lte'], pickMetric(mixedMetrics), numberLiterals)],
  [1, compare(['lt', 'gte', 'eq', 'ne'], pickMetric(mixedMetrics), pickMetric(mixedMetrics))],
)

function pickMetric(scalars: fc.Arbitrary<ScalarMetric>): fc.Arbitrary<Metric> {
  return scalars.map(({ metric }) => metric)
}

const memberships: fc.Arbitrary<Condition> = weighted<Condition>(
  [2, textMetrics.map(({ metric, literal }) => ({ in: [metric, [literal, 'other']] as const }))],
  [2, mixedMetrics.map(({ metric, literal }) => ({ in: [metric, [literal]] as const }))],
  [1, fc.record({ in: fc.tuple(plainNumbers, fc.uniqueArray(numberLiterals, { minLength: 1, maxLength: 3 })) })],
)

const existences: fc.Arbitrary<Condition> = fc.record({
  exists: weighted<Metric>([2, plainNumbers], [1, pickMetric(textMetrics)], [1, gaps('any')]),
})

/** Half of them of plain steps: rich ones are seldom met at the very boundary of `within`. */
const sequences = fc
  .record({
    sequence: weighted(
      [1, fc.array(namedSelectors, { minLength: 2, maxLength: 3 })],
      [1, fc.array(anySelectors(), { minLength: 2, maxLength: 3 })],
    ),
    within: sometimes(durationTexts, 1),
  })
  .map(compact) as fc.Arbitrary<Condition>

const literalComparisons = weighted<Condition>(
  [1, compare(ANY_COMPARISON, numberLiterals, numberLiterals)],
  [1, compare(['eq', 'ne'], fc.constant('VIP'), oneOf(['VIP', 'vip']))],
  [1, compare(['eq', 'ne'], fc.constant(true), fc.boolean())],
)

/** References are to `s0`, `s1`, ...; the document makes them refer to segments that are there (`documents`). */
const references: fc.Arbitrary<Condition> = fc.record({ segment: oneOf(['s0', 's1', 's2']) })

/** A condition of at most this depth: 0 is a leaf, whose points have leaves of their own once more. */
export function conditions(depth: number): fc.Arbitrary<Condition> {
  const leaf = leaves(plainNumbers)
  return depth === 0 ? leaf : nested(depth, leaves(numberMetrics(leaf)))
}

function leaves(numbers: fc.Arbitrary<Metric>): fc.Arbitrary<Condition> {
  return weighted<Condition>(
    [10, compare(ANY_COMPARISON, numbers, someNumbers)],
    [7, durationComparisons],
    [4, scalarComparisons],
    [1, memberships],
    [1, existences],
    [5, sequences],
    [2, references],
    [1, literalComparisons],
  )
}

function nested(depth: number, leaf: fc.Arbitrary<Condition>): fc.Arbitrary<Condition> {
  if (depth === 0) return leaf
  const inner = nested(depth - 1, leaf)
  const several = fc.array(inner, { minLength: 1, maxLength: 3 })
  const counted = fc
    .tuple(fc.integer({ min: 1, max: 3 }), several)
    .map(([least, of]) => ({ at_least: Math.min(least, of.length), of }))
  return weighted<Condition>(
    [6, leaf],
    [1, fc.record({ not: inner })],
    [1, fc.record({ all: several })],
    [1, fc.record({ any: several })],
    [1, counted],
  )
}
