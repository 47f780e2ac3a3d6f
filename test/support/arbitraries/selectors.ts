import fc from 'fast-check'
import type { Duration, FieldTest, FieldTests, Scalar, Selector, Where } from '../../../src/language/ast'
import {
  COMMON_DURATIONS,
  compact,
  DURATIONS,
  EVENT_NAMES,
  LINE_MIXED_FIELDS,
  LINE_NUMBER_FIELDS,
  LINE_TEXT_FIELDS,
  MIXED_FIELDS,
  NUMBER_FIELDS,
  oneOf,
  sometimes,
  TEXT_FIELDS,
  weighted,
} from './alphabet'

/** Which windows a selector may have: none but the visit beside an age, whose threshold must not run on its own. */
export type Windows = 'any' | 'no_duration'

const events: fc.Arbitrary<Selector['event']> = weighted<Selector['event']>(
  [8, fc.constant('*')],
  [4, oneOf(EVENT_NAMES)],
  [3, fc.uniqueArray(oneOf(EVENT_NAMES), { minLength: 1, maxLength: 2 })],
  [1, fc.constant('constructor')],
)

const onceFields = oneOf(['order_id', 'rating', 'coupon', 'context.channel', 'level', 'level', 'constructor'])

/** Events; product tests in `where` are met by one line together. */
export function eventSelectors(windows: Windows = 'any'): fc.Arbitrary<Selector> {
  return selectors(windows, fc.constant(undefined))
}

/** Product lines. */
export function lineSelectors(windows: Windows = 'any'): fc.Arbitrary<Selector> {
  return selectors(windows, fc.constant('product' as const))
}

/** Either, for what reads no field. */
export function anySelectors(windows: Windows = 'any'): fc.Arbitrary<Selector> {
  return weighted([3, eventSelectors(windows)], [1, lineSelectors(windows)])
}

function selectors(windows: Windows, each: fc.Arbitrary<'product' | undefined>): fc.Arbitrary<Selector> {
  const window = windows === 'any' ? anyWindow : sometimes(fc.constant('visit' as const), 3)
  const full = fc.record({
    event: events,
    where: sometimes(wheres, 3),
    within: window,
    each,
    once: sometimes(onceFields, 4),
  })
  const plain = fc.record({ event: fc.constant('*'), each, once: sometimes(onceFields, 3) })
  return weighted<object>([1, plain], [3, full]).map(compact) as fc.Arbitrary<Selector>
}

/** All events of one name. */
export const namedSelectors: fc.Arbitrary<Selector> = fc.record({ event: oneOf(EVENT_NAMES) })

const anyWindow = weighted<Duration | 'visit' | undefined>(
  [5, fc.constant(undefined)],
  [2, oneOf(COMMON_DURATIONS)],
  [2, oneOf(DURATIONS)],
  [1, fc.constant('visit' as const)],
)

/** One field's name with a test that its type allows. */
const fieldTests: fc.Arbitrary<readonly [string, FieldTest]> = fc.oneof(
  ...testsOf({ ...NUMBER_FIELDS, ...LINE_NUMBER_FIELDS }, numberTests),
  ...testsOf({ ...TEXT_FIELDS, ...LINE_TEXT_FIELDS }, textTests),
  ...testsOf({ ...MIXED_FIELDS, ...LINE_MIXED_FIELDS }, mixedTests),
  fc.tuple(fc.constant('constructor'), fc.record({ exists: fc.boolean() })),
)

function testsOf<T extends Scalar>(
  fields: Readonly<Record<string, readonly T[]>>,
  test: (value: fc.Arbitrary<T>) => fc.Arbitrary<FieldTests>,
): readonly fc.Arbitrary<readonly [string, FieldTest]>[] {
  return Object.entries(fields).map(([path, values]) => {
    const value = oneOf(values)
    const list = fc.uniqueArray(value, { minLength: 1, maxLength: 2 })
    const tests = weighted<FieldTest>([2, value], [1, list], [2, test(value)], [1, twoTests(test(value))])
    return fc.tuple(fc.constant(path), tests)
  })
}

/** Two product tests more often than by chance: one line must meet both. */
const wheres = weighted<Where>(
  [3, distinctPaths(fieldTests, 1)],
  [
    1,
    distinctPaths(
      fieldTests.filter(([path]) => path.startsWith('product.')),
      2,
    ),
  ],
)

function distinctPaths(tests: fc.Arbitrary<readonly [string, FieldTest]>, least: number): fc.Arbitrary<Where> {
  const several = fc.uniqueArray(tests, { minLength: least, maxLength: 2, selector: ([path]) => path })
  return several.map((all) => Object.fromEntries(all))
}

function twoTests(tests: fc.Arbitrary<FieldTests>): fc.Arbitrary<FieldTests> {
  return fc.tuple(tests, tests).map(([a, b]) => ({ ...a, ...b }))
}

/** The tests that any type may meet. */
function equalities<T extends Scalar>(value: fc.Arbitrary<T>): readonly fc.Arbitrary<FieldTests>[] {
  const list = fc.uniqueArray(value, { minLength: 1, maxLength: 2 })
  return [
    fc.record({ eq: value }),
    fc.record({ ne: value }),
    fc.record({ in: list }),
    fc.record({ not_in: list }),
    fc.record({ exists: fc.boolean() }),
  ]
}

function orders(value: fc.Arbitrary<number>): readonly fc.Arbitrary<FieldTests>[] {
  return ['gt', 'gte', 'lt', 'lte'].map((name) => value.map((each) => ({ [name]: each })))
}

function numberTests(value: fc.Arbitrary<number>): fc.Arbitrary<FieldTests> {
  return fc.oneof(...equalities(value), ...orders(value))
}

function texts(value: fc.Arbitrary<string>): readonly fc.Arbitrary<FieldTests>[] {
  return [fc.record({ starts_with: value }), fc.record({ contains: value })]
}

function textTests(value: fc.Arbitrary<string>): fc.Arbitrary<FieldTests> {
  return fc.oneof(...equalities(value), ...texts(weighted([1, value], [1, oneOf(['r', 'sh', 'e', 'V'])])))
}

function mixedTests(value: fc.Arbitrary<Scalar>): fc.Arbitrary<FieldTests> {
  return fc.oneof(...equalities(value), ...orders(oneOf([0, 1, 2])), ...texts(oneOf(['1', 't'])))
}
