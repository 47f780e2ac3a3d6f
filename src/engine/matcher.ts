import type { FieldTest, FieldTests, Scalar, Selector } from '../language/ast'
import { parsePath } from '../language/path'
import type { ProductLine, ShopEvent } from '../vocabulary/event-types'
import { reader, seen } from './field'

/** Whether one value, undefined where absent, meets a test. */
type ValueTest = (value: Scalar | undefined) => boolean

/** Whether an event, or one of its product lines, meets all tests of one kind. */
type Test = (event: ShopEvent, line: ProductLine | undefined) => boolean

/** Finds what a selector selects, its window and `once` aside: those depend on the other events. */
export interface Matcher {
  /** Names matched, or none for any. */
  readonly names: readonly string[] | undefined
  readonly each: boolean
  /** Whether the tests of the event's own fields hold. */
  readonly event: Test
  /** Whether the tests of product fields hold for one line. */
  readonly line: Test
  /** Whether there are tests of product fields. */
  readonly lines: boolean
}

/** The matcher of a checked selector. */
export function matcher({ event, where = {}, each }: Selector): Matcher {
  const tests: Record<'event' | 'line', Test[]> = { event: [], line: [] }
  for (const path of Object.keys(where)) {
    const read = reader(path)
    const test = valueTest(where[path]!)
    tests[parsePath(path)!.of === 'product' ? 'line' : 'event'].push((e, line) => {
      const value = read(e, line)
      return test(value === undefined ? value : seen(value))
    })
  }
  return {
    names: event === '*' ? undefined : ([] as string[]).concat(event),
    each: !!each,
    event: every(tests.event),
    line: every(tests.line),
    lines: tests.line.length > 0,
  }
}

function every(tests: readonly Test[]): Test {
  if (tests.length < 2) return tests[0] ?? (() => true)
  return (event, line) => tests.every((test) => test(event, line))
}

/** LANGUAGE.md section 3: only `exists: false` holds of an absent field; values of different types are never equal. */
const TESTS: { readonly [K in keyof Required<FieldTests>]: (wanted: never) => ValueTest } = {
  eq: (wanted: Scalar) => (v) => v === wanted,
  ne: (wanted: Scalar) => (v) => v !== undefined && v !== wanted,
  gt: (wanted: number) => (v) => typeof v === 'number' && v > wanted,
  gte: (wanted: number) => (v) => typeof v === 'number' && v >= wanted,
  lt: (wanted: number) => (v) => typeof v === 'number' && v < wanted,
  lte: (wanted: number) => (v) => typeof v === 'number' && v <= wanted,
  in: (wanted: readonly Scalar[]) => (v) => v !== undefined && wanted.includes(v),
  not_in: (wanted: readonly Scalar[]) => (v) => v !== undefined && !wanted.includes(v),
  exists: (wanted: boolean) => (v) => (v !== undefined) === wanted,
  starts_with: (wanted: string) => (v) => typeof v === 'string' && v.startsWith(wanted),
  contains: (wanted: string) => (v) => typeof v === 'string' && v.includes(wanted),
}

function valueTest(test: FieldTest): ValueTest {
  if (typeof test !== 'object') return TESTS.eq(test as never)
  if (Array.isArray(test)) return TESTS.in(test as never)
  const all = Object.entries(test).map(([op, wanted]) => TESTS[op as keyof FieldTests](wanted as never))
  return all.length === 1 ? all[0]! : (value) => all.every((one) => one(value))
}
