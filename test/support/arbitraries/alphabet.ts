import fc from 'fast-check'
import type { Duration, Scalar } from '../../../src/language/ast'

/** Small alphabets, so that rules and logs meet; `constructor` is in each, since objects have that key unasked. */
export const EVENT_NAMES = ['page_viewed', 'product_viewed', 'product_added', 'order_completed'] as const

export const DURATIONS: readonly Duration[] = ['1h', '1d', '7d', '30m', '2d', '30d', '1w', '1s', '1ms']

/** These more often than the others, so that the durations of a rule and of a log are the same ones. */
export const COMMON_DURATIONS: readonly Duration[] = ['1h', '1d', '7d']

/** Midnight on Lord Howe, hours after its summer time ended, four weeks after New York's began (so within `30d`). */
export const ANCHOR = Date.UTC(2026, 3, 5, 13, 30)

/**
 * What each field is given by logs and asked by documents. `level` and `product.grade` are custom: of any type. Sums of
 * a few large `results` are beyond 2 ** 53 ten-thousandths, where doubles no longer add exactly.
 */
export const NUMBER_FIELDS: Readonly<Record<string, readonly number[]>> = {
  total: [0, 1, 0.1, 0.2, 0.3, 10, 19.99, 100.005, 1.00005, 33.33333, -5, -0.00001],
  rating: [1, 2, 3, 4, 5],
  results: [3, 0.0001, 900_000_000_000, -900_000_000_000],
}

export const TEXT_FIELDS: Readonly<Record<string, readonly string[]>> = {
  coupon: ['VIP', 'vip', 'SPRING'],
  query: ['red', 'red shoes', 'shoes', ''],
  order_id: ['o1', 'o2'],
  'context.channel': ['direct', 'email'],
  'context.device.type': ['mobile', 'desktop'],
}

export const MIXED_VALUES: readonly Scalar[] = [1, '1', true, 'true', 2, '']

export const MIXED_FIELDS: Readonly<Record<string, readonly Scalar[]>> = { level: MIXED_VALUES }

export const LINE_NUMBER_FIELDS: Readonly<Record<string, readonly number[]>> = {
  'product.price': [0, 0.1, 0.2, 1.005, 9.99, 20, 33.33333],
  'product.quantity': [1, 2, 3, 0.5],
  'product.amount': [0, 0.2, 9.99, 20, 40],
}

export const LINE_TEXT_FIELDS: Readonly<Record<string, readonly string[]>> = {
  'product.product_id': ['p1', 'p2', 'p10'],
  'product.category': ['shoes', 'bags'],
}

export const LINE_MIXED_FIELDS: Readonly<Record<string, readonly Scalar[]>> = { 'product.grade': MIXED_VALUES }

/** One of a list, any as likely; shrinks towards the first. */
export function oneOf<T>(values: readonly T[]): fc.Arbitrary<T> {
  return fc.constantFrom(...values)
}

/** Present about once in `1 + absent` times; shrinks to undefined. */
export function sometimes<T>(arbitrary: fc.Arbitrary<T>, absent: number): fc.Arbitrary<T | undefined> {
  return weighted<T | undefined>([absent, fc.constant(undefined)], [1, arbitrary])
}

/** By weight; shrinks into the first, so put the simplest first. */
export function weighted<T>(...choices: readonly (readonly [number, fc.Arbitrary<T>])[]): fc.Arbitrary<T> {
  return fc.oneof({ withCrossShrink: true }, ...choices.map(([weight, arbitrary]) => ({ weight, arbitrary })))
}

/** Without the keys whose value is undefined: in the JSON of a rule a key is there or it is not. */
export function compact<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T
}
